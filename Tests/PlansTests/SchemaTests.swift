import Billing
import Foundation
import Plans
import Testing

@Suite struct SchemaTests {
    /// A group of keys: where the schema has it, and a file with an unknown key in it, so that the message lists the known ones.
    struct Group: CustomTestStringConvertible, Sendable {
        var schema: String
        var path: [String]
        var text: String
        var testDescription: String { (["\(schema):"] + path).joined(separator: " ") }
    }

    static let groups = [
        Group(schema: "plan", path: [], text: "zzzzzz: 1\n"),
        Group(schema: "plan", path: ["definitions", "phase"], text: "phases: [{zzzzzz: 1}]\n"),
        Group(schema: "plan", path: ["definitions", "component"], text: "phases: [{components: [{zzzzzz: 1}]}]\n"),
        Group(
            schema: "plan", path: ["definitions", "driver"], text: "phases: [{components: [{driver: {zzzzzz: 1}}]}]\n"),
        Group(
            schema: "plan", path: ["definitions", "growth"], text: "phases: [{components: [{growth: {zzzzzz: 1}}]}]\n"),
        Group(
            schema: "plan", path: ["definitions", "part"],
            text: "phases: [{components: [{driver: {parts: [{zzzzzz: 1}]}}]}]\n"),
        Group(schema: "plan", path: ["definitions", "volume"], text: "phases: [{volumes: [{zzzzzz: 1}]}]\n"),
        Group(schema: "plan", path: ["definitions", "budget"], text: "budgets: [{zzzzzz: 1}]\n"),
        Group(schema: "plan", path: ["definitions", "step"], text: "budgets: [{steps: [{zzzzzz: 1}]}]\n"),
        Group(schema: "plan", path: ["definitions", "tier"], text: "tiers: [{zzzzzz: 1}]\n"),
        Group(schema: "plan", path: ["definitions", "bound"], text: "tiers: [{bounds: {a: {zzzzzz: 1}}}]\n"),
        Group(schema: "plan", path: ["definitions", "output"], text: "sizing: [{zzzzzz: 1}]\n"),
        Group(schema: "plan", path: ["definitions", "lever"], text: "levers: [{zzzzzz: 1}]\n"),
        Group(schema: "plan", path: ["definitions", "target"], text: "targets: [{zzzzzz: 1}]\n"),
        Group(schema: "plan", path: ["definitions", "figure"], text: "figures: [{zzzzzz: 1}]\n"),
        Group(schema: "plan", path: ["definitions", "check"], text: "checks: [{zzzzzz: 1}]\n"),
        Group(schema: "settings", path: [], text: "zzzzzz: 1\n"),
        Group(schema: "settings", path: ["properties", "flag"], text: "flag: {zzzzzz: 1}\n"),
        Group(schema: "settings", path: ["definitions", "source"], text: "sources: {a: {zzzzzz: 1}}\n"),
        Group(schema: "settings", path: ["definitions", "budget"], text: "budgets: {a: {zzzzzz: 1}}\n"),
        Group(schema: "settings", path: ["definitions", "channel"], text: "channels: {a: {zzzzzz: 1}}\n"),
    ]

    @Test(arguments: groups)
    func theSchemaKnowsTheKeysThatAreRead(_ group: Group) throws {
        let data = try Data(contentsOf: root.appending(path: "Sources/Plans/Schemas/\(group.schema).schema.json"))
        var schema = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        for key in group.path { schema = try #require(schema[key] as? [String: Any]) }
        let properties = try #require(schema["properties"] as? [String: Any])
        #expect(schema["additionalProperties"] as? Bool == false)
        let known = properties.keys.sorted()
        let hint = try #require(listing(of: group))
        let listed = hint.dropFirst("known keys are ".count).split(separator: ", ").flatMap { $0.split(separator: " and ") }
        #expect(listed.map(String.init).sorted() == known)
    }

    private func listing(of group: Group) -> String? {
        do throws(RefusedFile) {
            let bytes = Array(group.text.utf8)
            if group.schema == "plan" { _ = try readPlan(bytes, file: "x") } else { _ = try readSettings(bytes, file: "x") }
            return nil
        } catch {
            return error.refusals.first { $0.reason.contains("zzzzzz") }?.hint
        }
    }
}
