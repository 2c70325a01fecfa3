import Testing

/// The rules of the house, held against the sources, and each held against a line that breaks it.
@Suite struct ArchitectureTests {
    private func expectNothing(of rule: Rule) throws {
        for finding in try rule.findings() { Issue.record("\(finding)") }
    }

    @Test func everyImportIsAnArrowOfTheDesign() throws {
        try expectNothing(of: .arrow)
    }

    @Test(arguments: [
        ("import CSQLite", "Analysis"), ("package import Formats", "Billing"), ("import Foundation", "Billing"),
        ("import struct History.Store", "Reports"), ("@testable import Plans", "Exports"), ("import Billing", "Elsewhere"),
        ("import Billing\nimport CXXHash", "History"), ("import CZlib", "outlay"),
    ])
    func anArrowThatTheDesignDoesNotHaveIsFound(_ text: String, _ module: String) {
        #expect(Rule.arrow.findings(in: text, module: module).count == 1)
    }

    @Test func anArrowOfTheDesignIsLeftAlone() {
        let text =
            "// import CSQLite\nlet text = \"\"\"\n    import CSQLite\n    \"\"\"\npackage import Billing\nimport Foundation\n"
        #expect(Rule.arrow.findings(in: text) == [])
    }

    @Test func noCTypeLeavesItsModule() throws {
        try expectNothing(of: .internalC)
        #expect(Rule.internalC.findings(in: "package import CSQLite", module: "History").count == 1)
        #expect(Rule.internalC.findings(in: "import CSQLite\npackage import Billing", module: "History") == [])
    }

    @Test func whatOtherModulesCanUseIsDocumented() throws {
        try expectNothing(of: .documented)
    }

    @Test(arguments: [
        "package struct Thing {}", "    package var amount: Amount { zero }", "@discardableResult\npackage func read() {}",
        "// Not a documentation comment.\npackage enum Kind {}", "    package init() {}", "final package class Thing {}",
        "    package static let zero = 0", "/// Of another one.\n\npackage func read() {}", "package private(set) var rows = 0",
        "nonisolated package func read() {}",
    ])
    func whatIsNotDocumentedIsFound(_ text: String) {
        #expect(Rule.documented.findings(in: text).count == 1)
    }

    @Test func whatIsDocumentedOrAWitnessIsLeftAlone() {
        let text = """
            package import Billing
            /// A thing.
            @frozen
            package struct Thing {
                /// Sum of both.
                package static func + (a: Int, b: Int) -> Int { 0 }
                package static func < (a: Int, b: Int) -> Bool { false }
                package var description: String { "package struct Other" }
                private var count = 0  // package var
            }
            """
        #expect(Rule.documented.findings(in: text) == [])
    }

    @Test func namesSayWhatAThingIs() throws {
        try expectNothing(of: .telling)
        try expectNothing(of: .tellingFile)
    }

    @Test(arguments: [
        "struct PlanManager {}", "final class RowHelper {}", "enum StringUtils {}", "protocol DateCommon {}",
        "actor FileProcessor {}",
        "    private struct LineItem {}", "package class AlertHandler: Thing {}", "typealias MailService = Mail",
        "struct ReportInfo {}",
        "struct StoreImpl<T> {}", "class ReaderBase {}",
    ])
    func aNameThatSaysNothingIsFound(_ text: String) {
        #expect(Rule.telling.findings(in: text).count == 1)
    }

    @Test func aWordInsideANameIsLeftAlone() {
        #expect(Rule.telling.findings(in: "struct BaseCurrency {}\n// class PlanManager\nstruct Database {}") == [])
    }

    @Test func aFileNameThatSaysNothingIsFound() {
        let file = SourceFile(module: "Plans", path: "Sources/Plans/YAMLUtils.swift", text: "")
        #expect(Rule.tellingFile.find(file).count == 1)
    }

    @Test func accessIsPackage() throws {
        try expectNothing(of: .packageAccess)
        #expect(Rule.packageAccess.findings(in: "public struct Thing {}\nopen class Other {}").count == 2)
        #expect(Rule.packageAccess.findings(in: "// public\nlet word = \"public\"\nfunc open() {}\ncase open") == [])
    }

    @Test func noFileIsLongerThanFourHundredLines() throws {
        try expectNothing(of: .short)
        #expect(Rule.short.findings(in: String(repeating: "//\n", count: 401)).count == 1)
        #expect(Rule.short.findings(in: String(repeating: "//\n", count: 400)) == [])
    }

    @Test func noErrorIsDroppedAndNoneBecomesATrap() throws {
        try expectNothing(of: .errorsMet)
        #expect(Rule.errorsMet.findings(in: "let a = try! read()\nlet b = try? read()\nfatalError(\"\")").count == 3)
        #expect(Rule.errorsMet.findings(in: "let a = try !read()  // never try!\nlet text = \"try?\"") == [])
    }
}
