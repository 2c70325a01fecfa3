#include "Shapes.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>

namespace {

constexpr size_t word_size = sizeof(uint64_t);

uint64_t word_at(const uint8_t *bytes) {
    uint64_t word;
    std::memcpy(&word, bytes, sizeof(word));
    return word;
}

/// Which byte of a word, in the order of memory, is the first that is not zero.
size_t first_byte(uint64_t word) {
    static_assert(std::endian::native == std::endian::little);
    return size_t(std::countr_zero(word)) / 8;
}

bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

/// How many bytes come before the first that is a quote, a backslash, a control character, or not ASCII; at most `most`.
size_t plain(const uint8_t *bytes, size_t most) {
    constexpr uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
    auto zeros = [](uint64_t word) { return (word - ones) & ~word; };
    size_t at = 0;
    for (; at < most; at += word_size) {
        uint64_t word = word_at(bytes + at);
        uint64_t found = (zeros(word ^ ones * '"') | zeros(word ^ ones * '\\') | (word - ones * 0x20) | word) & highs;
        // A borrow makes false findings behind a true one only.
        if (found) return std::min(most, at + first_byte(found));
    }
    return most;
}

/// Whether bytes begin with these words, of which the last one counts as far as `last` says. There is at least one.
bool begins(const uint8_t *bytes, const uint64_t *words, size_t count, uint64_t last) {
    size_t at = 0;
    for (; at + 1 < count; at++)
        if (word_at(bytes + at * word_size) != words[at]) return false;
    return ((word_at(bytes + at * word_size) ^ words[at]) & last) == 0;
}

}  // namespace

size_t Shapes::number(const uint8_t *bytes, size_t most) {
    size_t at = 0;
    auto digits = [&] {
        size_t start = at;
        while (at < most && is_digit(bytes[at])) at++;
        return at > start;
    };
    if (at < most && bytes[at] == '-') at++;
    if (at < most && bytes[at] == '0') at++;
    else if (!digits()) return 0;
    if (at < most && bytes[at] == '.') {
        at++;
        if (!digits()) return 0;
    }
    if (at < most && (bytes[at] == 'e' || bytes[at] == 'E')) {
        at++;
        if (at < most && (bytes[at] == '+' || bytes[at] == '-')) at++;
        if (!digits()) return 0;
    }
    return at;
}

outlay_json_document Shapes::match(const uint8_t *bytes, size_t length) {
    outlay_json_document none = {nullptr, 0, nullptr, nullptr, outlay_json_good, 0, 0};
    if (steps.empty()) return none;
    places.clear();
    size_t at = 0;
    uint32_t number_of_step = 1;
    while (number_of_step) {
        const Step &step = steps[number_of_step - 1];
        size_t size = step.size;
        if (length - at < size || !begins(bytes + at, step.words.data(), step.words.size(), step.last)) {
            number_of_step = step.other;
            continue;
        }
        size_t start = at + size, found = 0;
        switch (step.follows) {
            case Follows::end:
                if (start != length) {
                    number_of_step = step.other;
                    continue;
                }
                break;
            case Follows::string: found = plain(bytes + start, length - start); break;
            case Follows::number:
                found = number(bytes + start, length - start);
                if (!found) {
                    number_of_step = step.other;
                    continue;
                }
                break;
        }
        places.push_back({number_of_step, uint32_t(at), uint32_t(found)});
        if (step.follows == Follows::end) break;
        at = start + found;
        number_of_step = step.next;
    }
    if (!number_of_step) return none;
    Shape &shape = shapes[steps[number_of_step - 1].shape];
    for (const Text &text : shape.texts) {
        const Place &place = places[text.step];
        outlay_json_entry &entry = shape.entries[text.entry];
        entry.offset = place.start + text.offset;
        if (text.isVariable) entry.length = place.length;
    }
    line.assign(bytes, bytes + length + padding);
    return {shape.entries.data(), shape.entries.size(), line.data(), line.data(), outlay_json_good, 0, shape.number};
}

bool Shapes::enter(uint32_t &step, const uint8_t *bytes, size_t size, Follows follows) {
    // After the step there, or instead of the first.
    uint32_t from = step;
    uint32_t first = from ? steps[from - 1].next : (steps.empty() ? 0 : 1);
    uint32_t last = 0;
    size_t others = 0;
    for (uint32_t at = first; at; at = steps[at - 1].other, others++) {
        const Step &other = steps[at - 1];
        if (other.follows == follows && other.size == size && begins(bytes, other.words.data(), other.words.size(), other.last)) {
            step = at;
            return true;
        }
        last = at;
    }
    size_t count = std::max<size_t>(1, (size + word_size - 1) / word_size), cost = count * word_size + sizeof(Step);
    if (others >= 16 || cost > room) return false;
    std::vector<uint64_t> words(count);
    if (size) std::memcpy(words.data(), bytes, size);
    size_t rest = size - (count - 1) * word_size;
    uint64_t mask = rest == word_size ? ~uint64_t(0) : (uint64_t(1) << (8 * rest)) - 1;
    steps.push_back({std::move(words), uint32_t(size), mask, follows});
    room -= cost;
    step = uint32_t(steps.size());
    if (last) steps[last - 1].other = step;
    else if (from) steps[from - 1].next = step;
    return true;
}

void Shapes::learn(const uint8_t *bytes, size_t length, const std::vector<outlay_json_entry> &entries) {
    if (length > 1 << 16 || (bytes[0] != '{' && bytes[0] != '[')) return;
    static std::atomic<uint64_t> count = 0;
    Shape shape = {0, {}, {}};
    uint32_t step = 0, steps_so_far = 0, entry = 0;
    size_t start = 0, at = 0;
    // The next entry of a text or number, which is to be as long as its bytes.
    auto is_next = [&](uint32_t kind, uint32_t other, size_t length) {
        while (entry < entries.size() && (entries[entry].kind < outlay_json_number || entries[entry].kind > outlay_json_key)) entry++;
        return entry < entries.size() && (entries[entry].kind == kind || entries[entry].kind == other)
            && entries[entry].length == length;
    };
    while (at < length) {
        if (bytes[at] == '"') {
            size_t found = plain(bytes + at + 1, length - at - 1);
            size_t after = at + 1 + found;
            if (after >= length || bytes[after] != '"' || !is_next(outlay_json_string, outlay_json_key, found)) return;
            if (entries[entry].kind == outlay_json_key) {
                shape.texts.push_back({entry++, steps_so_far, uint32_t(at + 1 - start), false});
                at = after + 1;
                continue;
            }
            size_t size = at + 1 - start;
            shape.texts.push_back({entry++, steps_so_far++, uint32_t(size), true});
            if (!enter(step, bytes + start, size, Follows::string)) return;
            start = after;
            at = after + 1;
        } else if (bytes[at] == '-' || is_digit(bytes[at])) {
            size_t found = number(bytes + at, length - at);
            if (!is_next(outlay_json_number, outlay_json_number, found)) return;
            shape.texts.push_back({entry++, steps_so_far++, uint32_t(at - start), true});
            if (!enter(step, bytes + start, at - start, Follows::number)) return;
            start = at = at + found;
        } else {
            at++;
        }
    }
    // What ends a document is entered last, when there is a shape for it.
    size_t cost = entries.size() * (sizeof(outlay_json_entry) + sizeof(Text)) + sizeof(Shape);
    if (cost > room) return;
    shape.number = ++count;
    shape.entries = entries;
    shapes.push_back(std::move(shape));
    room -= cost;
    if (enter(step, bytes + start, length - start, Follows::end)) steps[step - 1].shape = uint32_t(shapes.size() - 1);
}
