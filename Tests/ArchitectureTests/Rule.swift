/// A rule of the house: what it finds wrong in a file, each with its place.
struct Rule: Sendable {
    let find: @Sendable (SourceFile) -> [String]

    /// What the rule finds in all files.
    func findings() throws -> [String] { try SourceFile.all.get().flatMap(find) }

    /// What the rule finds in a piece of text, as a file of a module.
    func findings(in text: String, module: String = "Analysis") -> [String] {
        find(SourceFile(module: module, path: "Sources/\(module)/Example.swift", text: text))
    }

    /// A rule about single lines of code that have one of these words in them: it says what is wrong with one, or nothing.
    static func line(with words: [String], _ judge: @escaping @Sendable (String) -> String?) -> Rule {
        Rule { file in
            file.code.enumerated().compactMap { number, code in
                // A regular expression takes far longer than this to find nothing.
                guard words.contains(where: { code.contains($0) }) else { return nil }
                return judge(code).map { "\(file.path):\(number + 1): \($0)" }
            }
        }
    }
}

extension Rule {
    /// Which modules a module may import, as the design has it.
    private static let arrows: [String: Set<String>] = [
        "Billing": [],
        "Formats": ["Billing", "CZlib", "CYAML", "CXXHash", "CSimdJSON"],
        "Exports": ["Formats", "Billing"],
        "Plans": ["Formats", "Billing"],
        "History": ["Billing", "CSQLite"],
        "Analysis": ["Billing"],
        "Reports": ["Analysis", "Billing", "CLibXML2", "CXlsx"],
        "Notices": ["Billing", "CCurl"],
        "outlay": ["Billing", "Formats", "Exports", "Plans", "History", "Analysis", "Reports", "Notices", "CLinux"],
        "outlay-sample": ["Billing", "CZlib"],
    ]
    /// What comes with the toolchain; the trade's values do without.
    private static let toolchain: Set = ["Foundation", "Glibc", "Synchronization", "Dispatch"]

    static let arrow = Rule { file in
        guard let declared = arrows[file.module] else { return ["\(file.path): the design has no module \(file.module)"] }
        let allowed = file.module == "Billing" ? declared : declared.union(toolchain)
        return imports(of: file).filter { !allowed.contains($0.module) }
            .map { "\(file.path):\($0.line): \(file.module) may not import \($0.module)" }
    }

    /// A C type that a declaration for other modules shows would leave its module.
    static let internalC = Rule { file in
        imports(of: file).filter { $0.access != nil && $0.module.wholeMatch(of: /C[A-Z].*/) != nil }
            .map { "\(file.path):\($0.line): \($0.module) is for this module only" }
    }

    private static func imports(of file: SourceFile) -> [(line: Int, access: Substring?, module: String)] {
        let form =
            /(?:@\w+\s+)*(?:(package|public|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|var|let)\s+)?(\w+).*/
        return file.code.enumerated().compactMap { number, code in
            guard let match = code.trimmed.wholeMatch(of: form) else { return nil }
            let access = match.1 == "package" || match.1 == "public" ? match.1 : nil
            return (number + 1, access, String(match.2))
        }
    }

    /// What other modules can use says what it means. What only fulfils a protocol of the standard library needs no words.
    static let documented = Rule { file in
        let declaration = /(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)*?package\s+(?!import\b|\(set\)).*/
        let witness =
            /.*\b(?:func\s+(?:[^\w\s(]+|distance|advanced|hash|index|makeIterator|next)\s*[(<]|var\s+(?:description|debugDescription|errorDescription|rawValue|startIndex|endIndex)\b).*/
        return file.code.enumerated().compactMap { number, code in
            let code = code.trimmed
            guard code.wholeMatch(of: declaration) != nil, code.wholeMatch(of: witness) == nil else { return nil }
            var above = number - 1
            while above >= 0, file.lines[above].trimmed.hasPrefix("@") { above -= 1 }
            if above >= 0, file.lines[above].trimmed.hasPrefix("///") { return nil }
            return "\(file.path):\(number + 1): no documentation: \(code)"
        }
    }

    static let telling = Rule.line(with: ["struct ", "class ", "enum ", "actor ", "protocol ", "typealias "]) { code in
        let form =
            /.*?\b(?:struct|class|enum|actor|protocol|typealias)\s+(\w+(?:Manager|Helper|Helpers|Util|Utils|Common|Base|Processor|Handler|Service|Info|Item|Impl|Wrapper))\b.*/
        return code.wholeMatch(of: form).map { "the name \($0.1) says nothing" }
    }

    static let tellingFile = Rule { file in
        let form = /.*(?:Manager|Helpers?|Utils?|Common|Base|Processor|Handler|Service|Info|Item|Impl|Wrapper)\.swift/
        return file.path.wholeMatch(of: form) == nil ? [] : ["\(file.path): the file's name says nothing"]
    }

    static let packageAccess = Rule.line(with: ["public", "open "]) { code in
        code.contains(/\bpublic\b|\bopen\s+(?:class|func|var|let|init|subscript)\b/) ? "access is package, never public" : nil
    }

    static let short = Rule { file in
        // The text ends with a line break, after which nothing is a line.
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        return count > 400 ? ["\(file.path): \(count) lines"] : []
    }

    static let errorsMet = Rule.line(with: ["try!", "try?", "fatalError"]) { code in
        code.contains(/\btry[!?]|\bfatalError\b/) ? "an error is dropped or becomes a trap" : nil
    }
}

extension String {
    /// Without spaces at its ends.
    var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
