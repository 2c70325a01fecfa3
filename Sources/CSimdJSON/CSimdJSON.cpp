#include "CSimdJSON.h"
#include "Shapes.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <string_view>
#include <vector>

using namespace simdjson;

const size_t outlay_json_padding = SIMDJSON_PADDING;

struct outlay_json_parser {
    ondemand::parser parser;
    std::vector<outlay_json_entry> entries;
    std::vector<uint8_t> numbers;
    std::vector<std::vector<uint32_t>> keys;
    Shapes shapes;
};

namespace {

/// What ends the reading of a document.
struct Problem {
    outlay_json_problem problem;
};

outlay_json_problem problem_of(error_code error) {
    switch (error) {
        case UTF8_ERROR: return outlay_json_not_utf8;
        case STRING_ERROR:
        case UNESCAPED_CHARS: return outlay_json_bad_string;
        case DEPTH_ERROR: return outlay_json_too_deep;
        case CAPACITY:
        case MEMALLOC: return outlay_json_too_large;
        default: return outlay_json_malformed;
    }
}

template <typename Value>
Value taken(simdjson_result<Value> result) {
    Value value;
    if (auto error = std::move(result).get(value)) throw Problem{problem_of(error)};
    return value;
}

/// Whether a token is a number of RFC 8259.
bool is_number(std::string_view token) {
    return !token.empty() && Shapes::number(reinterpret_cast<const uint8_t *>(token.data()), token.size()) == token.size();
}

/// How long a text is without the white space around it.
size_t trimmed(const uint8_t *bytes, size_t length) {
    auto is_space = [](uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; };
    size_t start = 0;
    while (start < length && is_space(bytes[start])) start++;
    while (length > start && is_space(bytes[length - 1])) length--;
    return length - start;
}

/// Walks a whole document, since what On-Demand skips it does not validate.
class Walk {
public:
    Walk(outlay_json_parser &state, size_t depth) : state(state), limit(depth) {}

    template <typename Value>
    void value(Value &&value, size_t depth) {
        size_t at = open();
        switch (taken(value.type())) {
            case ondemand::json_type::object: object(at, taken(value.get_object()), depth + 1); break;
            case ondemand::json_type::array: array(at, taken(value.get_array()), depth + 1); break;
            case ondemand::json_type::string: string(at, outlay_json_string, taken(value.get_string())); break;
            case ondemand::json_type::number: number(at, value); break;
            case ondemand::json_type::boolean:
                state.entries[at].kind = taken(value.get_bool()) ? outlay_json_true : outlay_json_false;
                break;
            case ondemand::json_type::null:
                if (!is_null(value)) throw Problem{outlay_json_malformed};
                break;
        }
        state.entries[at].next = uint32_t(state.entries.size());
    }

    /// Where the first decoded string is; nullptr where there is none.
    const uint8_t *strings = nullptr;

private:
    outlay_json_parser &state;
    size_t limit;

    size_t open() {
        if (state.entries.size() >= UINT32_MAX - 2) throw Problem{outlay_json_too_large};
        state.entries.push_back({outlay_json_null, 0, 0, 0});
        return state.entries.size() - 1;
    }

    static bool is_null(ondemand::value &value) { return taken(simdjson_result<bool>(value.is_null())); }
    static bool is_null(ondemand::document &value) { return taken(simdjson_result<bool>(value.is_null())); }

    /// The parser decodes all strings of a document one behind the other and keeps them for as long as the document.
    void string(size_t at, outlay_json_kind kind, std::string_view bytes) {
        auto data = reinterpret_cast<const uint8_t *>(bytes.data());
        if (!strings) strings = data;
        if (size_t(data - strings) + bytes.size() > UINT32_MAX) throw Problem{outlay_json_too_large};
        state.entries[at] = {uint32_t(kind), uint32_t(data - strings), uint32_t(bytes.size()), 0};
    }

    template <typename Value>
    void number(size_t at, Value &value) {
        std::string_view token = raw(value);
        while (!token.empty() && (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t'))
            token.remove_suffix(1);
        if (!is_number(token)) throw Problem{outlay_json_bad_number};
        if (state.numbers.size() + token.size() > UINT32_MAX) throw Problem{outlay_json_too_large};
        state.entries[at] = {outlay_json_number, uint32_t(state.numbers.size()), uint32_t(token.size()), 0};
        state.numbers.insert(state.numbers.end(), token.begin(), token.end());
    }

    static std::string_view raw(ondemand::value &value) { return value.raw_json_token(); }
    static std::string_view raw(ondemand::document &value) { return taken(value.raw_json_token()); }

    void object(size_t at, ondemand::object object, size_t depth) {
        if (depth > limit) throw Problem{outlay_json_too_deep};
        state.entries[at].kind = outlay_json_object;
        if (state.keys.size() < depth + 1) state.keys.resize(depth + 1);
        state.keys[depth].clear();
        for (auto result : object) {
            ondemand::field field = taken(std::move(result));
            size_t key = open();
            string(key, outlay_json_key, taken(field.unescaped_key()));
            state.keys[depth].push_back(uint32_t(key));
            ondemand::value member = field.value();
            value(member, depth);
            state.entries[key].next = uint32_t(state.entries.size());
        }
        check_keys(state.keys[depth]);
    }

    void array(size_t at, ondemand::array array, size_t depth) {
        if (depth > limit) throw Problem{outlay_json_too_deep};
        state.entries[at].kind = outlay_json_array;
        for (auto result : array) {
            ondemand::value element = taken(std::move(result));
            value(element, depth);
        }
    }

    std::string_view name(uint32_t entry) const {
        const auto &key = state.entries[entry];
        return {reinterpret_cast<const char *>(strings) + key.offset, key.length};
    }

    /// Of two names that differ in this no more need be looked at, and nearly all do: the length, and the first and last bytes. What lies
    /// behind a short name can be read: the parser's strings are padded.
    static uint64_t mark(std::string_view name) {
        static_assert(SIMDJSON_PADDING >= sizeof(uint64_t));
        uint64_t first, last = 0;
        std::memcpy(&first, name.data(), sizeof(first));
        if (name.size() >= sizeof(first)) std::memcpy(&last, name.data() + name.size() - sizeof(last), sizeof(last));
        else first &= (uint64_t(1) << (8 * name.size())) - 1;
        return (first * 0x9E3779B97F4A7C15) ^ last ^ (uint64_t(name.size()) << 56);
    }

    void check_keys(std::vector<uint32_t> &keys) {
        if (keys.size() <= 40) {
            uint64_t marks[40];
            // Which of 256 classes some name before was of: only where one comes again are names compared.
            uint64_t seen[4] = {0, 0, 0, 0};
            for (size_t one = 0; one < keys.size(); one++) {
                marks[one] = mark(name(keys[one]));
                uint64_t place = (marks[one] * 0x9E3779B97F4A7C15) >> 56;
                uint64_t bit = uint64_t(1) << (place & 63);
                if (seen[place >> 6] & bit)
                    for (size_t other = 0; other < one; other++)
                        if (marks[one] == marks[other] && name(keys[one]) == name(keys[other]))
                            throw Problem{outlay_json_duplicate_key};
                seen[place >> 6] |= bit;
            }
            return;
        }
        std::sort(keys.begin(), keys.end(), [&](uint32_t a, uint32_t b) { return name(a) < name(b); });
        for (size_t one = 1; one < keys.size(); one++)
            if (name(keys[one]) == name(keys[one - 1])) throw Problem{outlay_json_duplicate_key};
    }
};

}  // namespace

outlay_json_parser *outlay_json_parser_new(void) { return new (std::nothrow) outlay_json_parser(); }

void outlay_json_parser_free(outlay_json_parser *parser) { delete parser; }

outlay_json_document outlay_json_parse(outlay_json_parser *state, const uint8_t *bytes, size_t length, size_t depth) {
    outlay_json_document answer = {nullptr, 0, nullptr, nullptr, outlay_json_good, 0, 0};
    try {
        answer = state->shapes.match(bytes, length);
        if (answer.entries) return answer;
    } catch (const std::bad_alloc &) {
        answer.problem = outlay_json_too_large;
        return answer;
    }
    state->entries.clear();
    state->numbers.clear();
    ondemand::document document;
    bool is_open = false;
    try {
        padded_string_view view(bytes, length, length + SIMDJSON_PADDING);
        if (auto error = state->parser.iterate(view).get(document)) throw Problem{problem_of(error)};
        is_open = true;
        Walk walk(*state, depth);
        walk.value(document, 0);
        answer.strings = walk.strings;
        // A number that stands alone is not passed by looking at its digits, nor is what follows a null.
        size_t alone = state->entries.size() > 1 ? 0 : state->entries[0].kind == outlay_json_number ? state->entries[0].length
            : state->entries[0].kind == outlay_json_null ? 4 : 0;
        const char *rest = nullptr;
        if (alone ? trimmed(bytes, length) != alone : !document.current_location().get(rest)) throw Problem{outlay_json_trailing};
        // As the parser's strings, numbers are followed by bytes that can be read.
        state->numbers.resize(state->numbers.size() + SIMDJSON_PADDING);
    } catch (const Problem &problem) {
        answer.problem = problem.problem;
        const char *place = nullptr;
        if (is_open && !document.current_location().get(place) && place >= reinterpret_cast<const char *>(bytes))
            answer.problem_offset = std::min<size_t>(size_t(place - reinterpret_cast<const char *>(bytes)), length);
        return answer;
    } catch (const std::bad_alloc &) {
        answer.problem = outlay_json_too_large;
        return answer;
    }
    // Without memory nothing is learned, and the document is there all the same.
    try { state->shapes.learn(bytes, length, state->entries); } catch (const std::bad_alloc &) {}
    answer.entries = state->entries.data();
    answer.count = state->entries.size();
    answer.numbers = state->numbers.data();
    return answer;
}

int outlay_json_gather(
    const outlay_json_document *document, const uint32_t *places, const uint8_t *wholes, size_t count,
    uint8_t *bytes, size_t bytes_room, uint32_t *marks, size_t marks_room, outlay_json_ends *ends) {
    // Sixteen bytes at a time, which is most texts.
    constexpr size_t step = Shapes::padding;
    static_assert(SIMDJSON_PADDING >= step);
    size_t byte = 0, mark = 0;
    auto add = [&](const outlay_json_entry &entry, uint32_t entry_mark) {
        if (byte + entry.length + step > bytes_room || mark == marks_room) return false;
        const uint8_t *text = entry.kind == outlay_json_number ? document->numbers : document->strings;
        for (size_t at = 0; at < entry.length; at += step) std::memcpy(bytes + byte + at, text + entry.offset + at, step);
        byte += entry.length;
        marks[mark++] = entry_mark;
        return true;
    };
    constexpr outlay_json_entry none = {outlay_json_null, 0, 0, 0};
    for (size_t at = 0; at < count; at++) {
        const outlay_json_entry *entry = places[at] == UINT32_MAX ? &none : document->entries + places[at];
        uint32_t own = entry->kind == outlay_json_number || entry->kind == outlay_json_string ? entry->length : 0;
        if (wholes[at] && places[at] != UINT32_MAX) {
            for (uint32_t part = places[at]; part < entry->next; part++) {
                const outlay_json_entry &inner = document->entries[part];
                // Of a list or an object what tells one from another is how many entries are in it.
                uint32_t length = inner.kind >= outlay_json_array ? inner.next - part : inner.length;
                if (!add(inner, inner.kind << 28 ^ length)) return 0;
            }
            if (!add(none, entry->next - places[at])) return 0;
        } else if (!add(own ? *entry : none, own)) {
            return 0;
        }
        ends[at] = {uint32_t(byte), uint32_t(mark)};
    }
    return 1;
}
