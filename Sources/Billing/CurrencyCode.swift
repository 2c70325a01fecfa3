extension Currency {
    /// The most characters of a code.
    package static let codeLimit = 20

    /// Whether a text is a currency's code: 1 to 20 capitals, digits, `_` or `-`, as in USD or a virtual currency's CREDITS_V2.
    package static func isCode(_ text: some Collection<UInt8>) -> Bool {
        (1...codeLimit).contains(text.count)
            && text.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// The text with small letters of ASCII as capitals.
    package static func capitals(_ text: some Collection<UInt8>) -> [UInt8] {
        text.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 0x20 : $0 }
    }
}
