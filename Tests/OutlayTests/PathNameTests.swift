import Testing

@testable import outlay

@Suite struct PathNameTests {
    @Test(arguments: [
        ("a", "", "a"), ("", "", ""), ("a/", "", "a"), ("/a", "/", "a"), ("/", "/", "/"), ("//", "/", "/"), ("a/b", "a", "b"),
        ("a//b//", "a", "b"), ("/a/b.csv", "/a", "b.csv"), ("./ä", ".", "ä"), ("a/..", "a", ".."),
    ])
    func aPathIsTakenApart(_ path: String, _ folder: String, _ name: String) {
        #expect(PathName(path).folder == folder)
        #expect(PathName(path).name == name)
    }

    @Test func aNameMayHaveOneCharacter() throws {
        let house = try SmallHouse()
        try house.shell("cp Inputs/exports/aws/bill.csv b; mkdir I; cp -r Inputs/exports I/")
        #expect(try house.outlay("ingest", "b", "--source", "aws", "--history", "h").status == 0)
        #expect(try house.outlay("backup", "c", "--history", "h").status == 0)
        #expect(try house.outlay("run", "--inputs", "I", "--output", "O").status == 0)
        #expect(try house.outlay("doctor", "--inputs", "I", "--output", "O").status == 1)
        #expect(try house.outlay("report", "--inputs", "I", "--output", "P").status == 74)
    }
}
