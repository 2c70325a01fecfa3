// Documents that differ in nothing but their texts and numbers, as the lines of an export mostly do: once one of them has been parsed, the
// others are found by comparing what lies between those.

#pragma once

#include "CSimdJSON.h"

#include <vector>

class Shapes {
public:
    /// How many readable bytes have to follow a document's last, and follow the last of what is found.
    static constexpr size_t padding = 16;

    /// How long the number of RFC 8259 is that bytes begin with; 0 where they begin with none.
    static size_t number(const uint8_t *bytes, size_t most);

    /// The document of these bytes, where one was learned that only its texts and numbers tell from it; else a document without entries.
    /// What it finds is what a parser would: texts are plain ASCII without escapes, numbers those of RFC 8259.
    outlay_json_document match(const uint8_t *bytes, size_t length);

    /// Learns the shape of an object or a list from its bytes and what a parser has made of them. What has escapes in it is not learned,
    /// nor more than there is room for.
    void learn(const uint8_t *bytes, size_t length, const std::vector<outlay_json_entry> &entries);

private:
    enum class Follows : uint8_t { string, number, end };

    /// Bytes that all documents have in common that came here, up to the next text or number, or to the end.
    struct Step {
        /// In words, the last one filled with zeros; how many bytes; and those of the last word that count.
        std::vector<uint64_t> words;
        uint32_t size;
        uint64_t last;
        Follows follows;
        /// Other bytes at this place, and the first that follow; 0 for none.
        uint32_t other = 0, next = 0;
        /// Of the last step.
        uint32_t shape = 0;
    };

    /// Where an entry has its bytes: in a step, so many from its first, or in the text or number that follows it.
    struct Text {
        uint32_t entry, step, offset;
        bool isVariable;
    };

    struct Shape {
        /// Of all such documents of the process.
        uint64_t number;
        std::vector<outlay_json_entry> entries;
        std::vector<Text> texts;
    };

    /// Where a step begins, and what follows it.
    struct Place {
        uint32_t step, start, length;
    };

    std::vector<Step> steps;
    std::vector<Shape> shapes;
    /// How many bytes more may be learned.
    size_t room = 1 << 20;
    std::vector<Place> places;
    /// The bytes of the document that was found last, and those behind them.
    std::vector<uint8_t> line;

    bool enter(uint32_t &step, const uint8_t *bytes, size_t size, Follows follows);
};
