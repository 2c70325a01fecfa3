// JSON documents through simdjson: a thin C face of the C++ library, without any logic of bills.

#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What an entry of a parsed document is.
enum outlay_json_kind {
    outlay_json_null = 0,
    outlay_json_true = 1,
    outlay_json_false = 2,
    /// Its digits as they stand in the file.
    outlay_json_number = 3,
    outlay_json_string = 4,
    /// A member's name; its value is the next entry.
    outlay_json_key = 5,
    outlay_json_array = 6,
    outlay_json_object = 7,
};

/// Why a document is not taken.
enum outlay_json_problem {
    outlay_json_good = 0,
    outlay_json_malformed = 1,
    outlay_json_too_deep = 2,
    outlay_json_duplicate_key = 3,
    outlay_json_bad_string = 4,
    outlay_json_not_utf8 = 5,
    outlay_json_trailing = 6,
    outlay_json_bad_number = 7,
    outlay_json_too_large = 8,
};

/// A value, or a member's name, in the document's order.
typedef struct outlay_json_entry {
    uint32_t kind;
    /// Of a number, a string or a key: where its decoded bytes are in the document's numbers or strings.
    uint32_t offset;
    uint32_t length;
    /// The entry after this value with everything in it.
    uint32_t next;
} outlay_json_entry;

/// A parsed document; valid until the parser's next document.
typedef struct outlay_json_document {
    const outlay_json_entry *entries;
    size_t count;
    /// What the bytes of strings and keys are in, decoded.
    const uint8_t *strings;
    /// What the digits of numbers are in.
    const uint8_t *numbers;
    enum outlay_json_problem problem;
    /// About where the problem lies, in bytes from the document's first.
    size_t problem_offset;
    /// The same of documents of this process whose entries differ in nothing but the bytes of strings and numbers; 0 for not known.
    uint64_t shape;
} outlay_json_document;

/// How many readable bytes have to follow a document's last.
extern const size_t outlay_json_padding;

/// A parser; one document at a time.
typedef struct outlay_json_parser outlay_json_parser;

/// A new parser; NULL without memory.
outlay_json_parser *outlay_json_parser_new(void);

/// Frees a parser and its last document.
void outlay_json_parser_free(outlay_json_parser *parser);

/// Parses one document that is nested at most `depth` deep, no key twice in an object; `length` bytes with
/// `outlay_json_padding` readable ones behind them.
outlay_json_document outlay_json_parse(outlay_json_parser *parser, const uint8_t *bytes, size_t length, size_t depth);

/// Where something of a document ends among bytes and marks that were gathered.
typedef struct outlay_json_ends {
    uint32_t bytes, marks;
} outlay_json_ends;

/// Gathers the texts of the entries at `places` one behind the other, and a mark for each, its length; what is no string and no number, or
/// at UINT32_MAX, has an empty one. Of an entry that is wanted whole everything in it is gathered, each with a mark of its own, by kind
/// and length, before that of the whole: the same for two only where they are alike. False where they do not fit, with 16 bytes to spare.
int outlay_json_gather(
    const outlay_json_document *document, const uint32_t *places, const uint8_t *wholes, size_t count,
    uint8_t *bytes, size_t bytes_room, uint32_t *marks, size_t marks_room, outlay_json_ends *ends);

#ifdef __cplusplus
}
#endif
