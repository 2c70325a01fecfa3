/// A text as one line that shows as what it is: controls (line breaks and the escape character among them), what turns the reading
/// direction and what no text has are replaced by U+FFFD; longer ones are cut.
func cleaned(_ text: String, limit: Int = 200) -> String {
    var scalars = String.UnicodeScalarView()
    for (index, scalar) in text.unicodeScalars.enumerated() {
        if index == limit {
            scalars.append("…")
            break
        }
        scalars.append(isPlain(scalar) ? scalar : "\u{FFFD}")
    }
    return String(scalars)
}

private func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: return false  // direction
    case 0x2028, 0x2029, 0xFEFF, 0xE0000...0xE007F: return false  // line and paragraph ends, invisible marks and tags
    default: break
    }
    return switch scalar.properties.generalCategory {
    case .control, .unassigned, .surrogate: false
    default: true
    }
}
