/// The word among `known` that is most likely meant by `word`: the one with the fewest letters to change, letter case aside;
/// nil where more than a third of it would have to change.
func nearest(to word: String, among known: [String]) -> String? {
    let written = Array(word.lowercased().unicodeScalars)
    guard written.count <= 100 else { return nil }
    let limit = max(1, written.count / 3)
    let distances = known.compactMap { word -> (word: String, distance: Int)? in
        let letters = Array(word.lowercased().unicodeScalars)
        // Each letter more or less is a letter to change.
        guard abs(letters.count - written.count) <= limit else { return nil }
        return (word, editDistance(written, letters))
    }
    guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= limit ? best.word : nil
}

/// How many letters must be added, left out, changed or swapped with the next to make one word of the other
/// (optimal string alignment distance).
package func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
            if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                best = min(best, beforeLast[column - 1] + 1)
            }
            current.append(best)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}

/// Words for a sentence: `a, b or c`.
func list(_ words: [String], _ conjunction: String = "or") -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}
