// swift-tools-version: 6.2
import PackageDescription

/// Where Debian has them. To ask pkg-config is to link the library, which is loaded only by who needs it.
let headersOfXML = "-I/usr/include/libxml2"

let strict: [SwiftSetting] = [
    .unsafeFlags(["-Xcc", headersOfXML]),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A target of this package; the arrows are the design's, kept by ArchitectureTests.
func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "outlay",
    products: [.executable(name: "outlay", targets: ["outlay"])],
    targets: [
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CXXHash", providers: [.apt(["libxxhash-dev"])]),
        .systemLibrary(name: "CLinux"),
        .target(name: "CLate", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CCurl", dependencies: ["CLate"]),
        .target(name: "CLibXML2", dependencies: ["CLate"], cSettings: [.unsafeFlags([headersOfXML])]),
        .target(name: "CXlsx", dependencies: ["CLate"]),
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),

        module("Billing"),
        module("Formats", ["Billing", "CZlib", "CYAML", "CXXHash", "CSimdJSON"]),
        module("Exports", ["Formats", "Billing"]),
        .target(name: "Plans", dependencies: ["Formats", "Billing"], exclude: ["Schemas"], swiftSettings: strict),
        module("History", ["Billing", "CSQLite"], resources: [.embedInCode("Migrations")]),
        module("Analysis", ["Billing"]),
        module("Reports", ["Analysis", "Billing", "CLibXML2", "CXlsx"], resources: [.embedInCode("Assets")]),
        module("Notices", ["Billing", "CCurl"]),
        .executableTarget(
            name: "outlay",
            dependencies: ["Billing", "Formats", "Exports", "Plans", "History", "Analysis", "Reports", "Notices", "CLinux"],
            exclude: ["Manual"],
            resources: [.embedInCode("Queries"), .embedInCode("Dashboards")],
            swiftSettings: strict),
        .executableTarget(name: "outlay-sample", dependencies: ["Billing", "CZlib"], swiftSettings: strict),

        tests("BillingTests", ["Billing"], exclude: ["Vectors"]),
        tests("FormatsTests", ["Formats", "Billing"]),
        tests("ExportsTests", ["Exports", "Formats", "Billing"]),
        tests("PlansTests", ["Plans", "Billing"]),
        tests("HistoryTests", ["History", "Formats", "Billing"]),
        tests("AnalysisTests", ["Analysis", "Billing"]),
        tests("ReportsTests", ["Reports", "Analysis", "Billing"]),
        tests("NoticesTests", ["Notices", "Billing"], exclude: ["Golden", "Servers"]),
        tests(
            "OutlayTests", ["outlay", "outlay-sample", "Analysis", "Billing", "Formats", "History", "Reports"],
            exclude: ["Browser", "Histories", "Shells"]),
        tests("ArchitectureTests", []),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
