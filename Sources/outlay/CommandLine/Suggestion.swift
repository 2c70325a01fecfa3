import Plans

/// The one of `candidates` that `word` was probably meant to be; nil where none comes near.
func suggestion(for word: String, among candidates: [String]) -> String? {
    let letters = Array(word.unicodeScalars)
    let nearest = candidates.map { (distance: editDistance(letters, Array($0.unicodeScalars)), candidate: $0) }
        .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }
    guard let nearest else { return nil }
    // A word whose beginning is right is meant, however much is missing: --mon for --month.
    let stem = candidates.filter { word.utf8.count > 2 && $0.hasPrefix(word) }
    if stem.count == 1 { return stem[0] }
    return nearest.distance <= max(1, nearest.candidate.utf8.count / 3) ? nearest.candidate : nil
}
