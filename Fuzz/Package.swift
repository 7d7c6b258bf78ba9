// swift-tools-version: 6.1
import PackageDescription

// A package of its own: these programs link with `-sanitize=fuzzer` alone, and `swift build` of the product must not meet
// them. The modules are those of the product, through links in Sources/.
let settings: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny"), .unsafeFlags(["-O"])]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "fuzz",
    products: [.executable(name: "fuzz", targets: ["Targets"])],
    targets: [
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode"),
        .systemLibrary(name: "CZBar", pkgConfig: "zbar"),
        .systemLibrary(name: "CFuzzer"),
        module("Diagnostics"),
        module("Records", ["Diagnostics"]),
        module("PDFSyntax", ["Diagnostics", "CZlib"]),
        module("PKI", ["Diagnostics", "COpenSSL"]),
        module("QRCode", ["Diagnostics", "Records", "CQREncode", "CZBar"]),
        module("ContentStreams", ["Diagnostics", "PDFSyntax"]),
        module("PDFEncryption", ["Diagnostics", "PDFSyntax", "COpenSSL"]),
        module("PAdES", ["Diagnostics", "PDFSyntax", "PKI", "ContentStreams"]),
        .executableTarget(
            name: "Targets",
            dependencies: [
                "CFuzzer", "PDFSyntax", "PKI", "QRCode", "ContentStreams", "PDFEncryption", "PAdES",
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
