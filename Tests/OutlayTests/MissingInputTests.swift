import Foundation
import Testing

/// What cannot be seen is not gone: nothing that was in force is dropped for it, and what is dropped is said.
@Suite struct MissingInputTests {
    private func house() throws -> SmallHouse {
        let house = try SmallHouse()
        try house.write("Inputs/mapping.csv", SmallHouse.mapping)
        try house.write("Inputs/plans/shop.yaml", SmallHouse.plan())
        let ending = try house.night()
        try #require(ending.status == 0 && ending.errors.isEmpty, "\(ending.errors)")
        return house
    }

    private let figures = "SELECT system, component, plan, actual FROM component_month"
    private let whole = "shop,servers,40.0,30.75"

    /// Runs the night as somebody who is not the superuser; nil where that cannot be done here.
    private func nightOfSomebody(_ house: SmallHouse) throws -> SmallHouse.Ending? {
        let drop = getuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
        let ending = try house.shell(drop + "'\(builtProgram("outlay").path)' run --today 2026-11-21")
        if ending.status == 126 || ending.status == 127 {
            print("skipped: nobody else can run the program here")
            return nil
        }
        return ending
    }

    @Test(arguments: [
        ("Inputs", 78, "Inputs/outlay.yaml: refused: cannot be read: permission denied"),
        ("Inputs/plans", 78, "Inputs/plans: cannot be read: permission denied"),
        ("Inputs/exports", 3, "Inputs/exports: refused: cannot be read: permission denied"),
    ])
    func inputsThatMayNotBeSeenAreNotGone(_ folder: String, _ status: Int32, _ words: String) throws {
        let house = try house()
        let before = try house.read("Output/2026-10/component_month.csv")
        try house.shell("chmod -R a+rwX .; chmod 000 \(folder)")
        let ending = try nightOfSomebody(house)
        try house.shell("chmod 755 \(folder)")
        guard let ending else { return }
        #expect(ending.status == status)
        #expect(ending.errors.contains(words), "\(ending.errors)")
        #expect(try house.ask(figures) == whole)
        #expect(try house.read("Output/2026-10/component_month.csv") == before)
    }

    @Test func inputsWithoutExportsAreNoInputEvenWithAHistory() throws {
        let house = try house()
        let before = try house.published()
        try house.shell("mv Inputs away; mkdir Inputs")
        for command in ["run", "ingest"] {
            let ending = try house.outlay(command)
            #expect(ending.status == 66)
            #expect(ending.errors.hasPrefix("outlay: Inputs/exports: no export there"))
        }
        #expect(try house.ask(figures) == whole)
        #expect(try house.published() == before)
        // An empty folder says that there is nothing new.
        try house.shell("rm -r Inputs; mv away Inputs; rm -r Inputs/exports; mkdir Inputs/exports")
        let ending = try house.night()
        #expect(ending.status == 0 && ending.errors.isEmpty)
        #expect(try house.ask(figures) == whole)
    }

    @Test func aMappingThatTheSettingsNameHasToBeThere() throws {
        let house = try house()
        try house.write("Inputs/outlay.yaml", "mapping: maping.csv\n")
        for _ in 0..<2 {
            let ending = try house.night()
            #expect(ending.status == 78)
            #expect(
                ending.errors.hasPrefix(
                    "Inputs/maping.csv: refused: is not there, expected the mapping that the settings name\nhint: "))
            #expect(try house.ask(figures) == whole)
        }
        try house.shell("mv Inputs/mapping.csv Inputs/maping.csv")
        let ending = try house.night()
        #expect(ending.status == 0 && ending.errors.isEmpty)
        #expect(try house.ask(figures) == whole)
    }

    @Test func aLinkToNothingIsNotAFileThatIsGone() throws {
        let house = try house()
        try house.shell("mv Inputs/mapping.csv share.csv; ln -s ../share.csv Inputs/mapping.csv")
        #expect(try house.night().status == 0)
        try house.remove("share.csv")
        let ending = try house.night()
        #expect(ending.status == 78)
        #expect(ending.errors.hasPrefix("Inputs/mapping.csv: refused: is a link to nothing"))
        #expect(try house.ask(figures) == whole)
    }

    @Test func whatIsNoLongerInForceIsSaidOnce() throws {
        let house = try house()
        try house.remove("Inputs/plans/shop.yaml")
        let ending = try house.night("--quiet")
        #expect(ending.status == 0)
        #expect(ending.errors == "Inputs/plans/shop.yaml: is gone, so that what it said no longer counts\n")
        #expect(try house.night().errors.isEmpty)
        #expect(try house.ask(figures) == "shop,servers,,30.75")
    }

    @Test func aNameThatIsNotUTF8IsToBeChanged() throws {
        let house = try house()
        try house.shell(
            "cp Inputs/exports/aws/bill.csv \"$(printf 'Inputs/exports/aws/caf\\351.csv')\"; "
                + "mkdir \"$(printf 'Inputs/exports/gro\\337')\"; cp Inputs/plans/shop.yaml \"$(printf 'Inputs/plans/\\351.yaml')\""
        )
        let ending = try house.night()
        #expect(ending.status == 78)
        for name in ["exports/aws/caf\u{FFFD}.csv", "exports/gro\u{FFFD}", "plans/\u{FFFD}.yaml"] {
            #expect(
                ending.errors.contains(
                    "Inputs/\(name): refused: the name is not UTF-8, expected one that is\nhint: rename it\n"), "\(ending.errors)"
            )
        }
        #expect(try house.ask(figures) == whole)
    }
}
