/// Why a text is not taken for a JSON value.
package enum JSONProblem: Error, Hashable, Sendable {
    case malformed
    case tooDeep
    case duplicateKey
    case badString
    case notUTF8
    case trailing
    case badNumber
    case tooLarge
    case endsInside

    /// What was found and what was expected.
    package var reason: String {
        switch self {
        case .malformed: "is no JSON, expected a value with its quotes, commas and brackets"
        case .tooDeep: "is nested over \(JSONParser.depthLimit) deep, expected at most \(JSONParser.depthLimit)"
        case .duplicateKey: "has a key twice in one object, expected each once"
        case .badString: "has a string with a control character or half of a surrogate pair, expected text"
        case .notUTF8: "is not UTF-8"
        case .trailing: "has text behind the value, expected its end"
        case .badNumber: "has a number that is none, expected digits as in -12.5 or 6.71E-8"
        case .tooLarge: "is larger than \(JSONReader.valueLimit >> 20) MB, expected JSON lines or an array of smaller values"
        case .endsInside: "the file ends inside a value, expected the rest of it"
        }
    }
}
