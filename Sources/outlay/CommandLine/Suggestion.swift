/// The one of `candidates` that `word` was probably meant to be; nil where none comes near.
func suggestion(for word: String, among candidates: [String]) -> String? {
    let nearest = candidates.map { (distance: editDistance(word, $0), candidate: $0) }
        .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }
    guard let nearest else { return nil }
    // A word whose beginning is right is meant, however much is missing: --mon for --month.
    let stem = candidates.filter { word.utf8.count > 2 && $0.hasPrefix(word) }
    if stem.count == 1 { return stem[0] }
    return nearest.distance <= max(1, nearest.candidate.utf8.count / 3) ? nearest.candidate : nil
}

/// How many letters have to be added, dropped, changed or swapped with their neighbour to make one word the other.
private func editDistance(_ left: String, _ right: String) -> Int {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    var before: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var next = [row + 1]
        for (column, other) in right.enumerated() {
            var best = min(last[column + 1] + 1, next[column] + 1, last[column] + (letter == other ? 0 : 1))
            if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                best = min(best, before[column - 1] + 1)
            }
            next.append(best)
        }
        before = last
        last = next
    }
    return last[right.count]
}
