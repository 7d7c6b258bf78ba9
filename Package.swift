// swift-tools-version: 6.1
import PackageDescription

// Warnings are errors in our own code; dependencies are built with their own settings.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .unsafeFlags(["-warnings-as-errors"]),
    .unsafeFlags(["-static-stdlib"], .when(configuration: .release)),
]

/// A command that ends in milliseconds must start in milliseconds: the Swift libraries are linked in, relocations packed
/// as Debian 12's loader reads them, and no symbols exported that nobody asks for. Benchmarks/README.md has the figures.
let quickStart: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-static-stdlib", "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker",
            "--no-export-dynamic",
        ], .when(configuration: .release))
]

/// Our parsers and pixel code are pure Swift and some fifty times slower without optimization: the tests, which run
/// debug builds, would take an hour. Overflow and bounds checks stay.
let optimized: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A target of ours: strict settings, and only the edges that DESIGN allows (an edge goes down, never sideways).
func module(_ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: optimized)
}

/// A Debian C library, seen through pkg-config.
func library(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name + "Tests", dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "sohoa",
    products: [.executable(name: "sohoa", targets: ["sohoa"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // 0: C libraries, and the words every module may use to explain itself
        library("COpenSSL", "openssl", "libssl-dev"),
        library("CQREncode", "libqrencode", "libqrencode-dev"),
        library("CPoppler", "poppler-glib", "libpoppler-glib-dev"),
        library("CJPEG", "libturbojpeg", "libturbojpeg0-dev"),
        library("CPNG", "libpng", "libpng-dev"),
        library("CTIFF", "libtiff-4", "libtiff-dev"),
        library("CZBar", "zbar", "libzbar-dev"),
        library("CZlib", "zlib", "zlib1g-dev"),
        library("CCurl", "libcurl", "libcurl4-openssl-dev"),
        library("CP11Kit", "p11-kit-1", "libp11-kit-dev"),
        library("CXML2", "libxml-2.0", "libxml2-dev"),
        // opens these when they are first called: no command needs all of them, and loading them takes long
        .target(
            name: "COnDemand",
            dependencies: [
                "CPoppler", "CJPEG", "CPNG", "CTIFF", "CZBar", "CQREncode", "CCurl", "CXML2", "CP11Kit",
            ]),
        .systemLibrary(name: "CLinuxFile"),
        .systemLibrary(name: "CLinux"),
        module("Diagnostics"),

        // 1: the domain, files, PDF syntax
        module("Records", ["Diagnostics"]),
        module("DurableIO", ["Diagnostics", "CLinuxFile"]),
        module("PDFSyntax", ["Diagnostics", "CZlib"]),

        // 2: one standard or concern each
        module("PKI", ["Diagnostics", "COpenSSL"]),
        module("RasterImage", ["Diagnostics", "Records", "CJPEG", "CPNG", "CTIFF", "COnDemand"]),
        module("PDFRendering", ["Diagnostics", "Records", "RasterImage", "CPoppler", "COnDemand"]),
        module("QRCode", ["Diagnostics", "Records", "CQREncode", "CZBar", "COnDemand"]),
        module("TrueType", ["Diagnostics", "PDFSyntax"]),
        module("Profiles", ["Diagnostics", "Records", .product(name: "Yams", package: "Yams")]),
        // The parts of Profiles/ that the binary carries. embedInCode names them by their last path component alone.
        .target(
            name: "ShippedProfiles", path: "Profiles", exclude: ["an-giang", "shared", "tien-giang"],
            sources: ["ShippedProfiles.swift"],
            resources: [
                .embedInCode("trust/pins-official.yaml"), .embedInCode("trust/pins-public.yaml"),
                .embedInCode("validation/official.yaml"), .embedInCode("validation/public.yaml"),
                .embedInCode("validation/demo.yaml"),
            ],
            swiftSettings: strict),
        module("HTTP", ["Diagnostics", "CCurl", "COnDemand"]),
        module("PDFEncryption", ["Diagnostics", "PDFSyntax", "COpenSSL"]),
        module("ContentStreams", ["Diagnostics", "PDFSyntax"]),

        // 3: standards on top of them
        module("PAdES", ["Diagnostics", "PDFSyntax", "PKI", "ContentStreams"]),
        module("TrustedLists", ["Diagnostics", "PKI", "CXML2", "COnDemand"]),
        module("TrustServices", ["Diagnostics", "PKI", "HTTP", "DurableIO"]),
        module("PKCS11", ["Diagnostics", "PKI", "CP11Kit", "COnDemand"]),
        module("OCFL", ["Diagnostics", "DurableIO", "PKI"]),
        module("Workers", ["Diagnostics", "Records", "RasterImage", "PDFRendering", "QRCode", "CLinux", "COnDemand"]),

        // 4: the stages; none imports another
        module("Capture", ["Diagnostics", "Records", "PDFSyntax", "Profiles", "RasterImage"]),
        module("Extraction", ["Diagnostics", "Records", "Profiles"]),
        module("Identification", ["Diagnostics", "Records", "Profiles", "PKI", "QRCode"]),
        module(
            "Signing",
            [
                "Diagnostics", "Records", "Profiles", "PDFSyntax", "RasterImage", "TrueType", "QRCode", "PKI", "PKCS11",
                "PAdES",
            ]),
        module(
            "Vault",
            [
                "Diagnostics", "Records", "DurableIO", "OCFL", "PKI",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        module(
            "Verification",
            [
                "Diagnostics", "Records", "PDFSyntax", "PDFEncryption", "ContentStreams", "Profiles", "PKI", "PAdES",
                "QRCode",
            ]),

        // 5: the only place that knows the whole line
        module(
            "BatchEngine",
            [
                "Diagnostics", "CLinuxFile", "Records", "DurableIO", "PDFSyntax", "Profiles", "PKI", "PAdES", "Workers",
                "Capture",
                "Extraction", "Identification", "Signing", "Vault", .product(name: "GRDB", package: "GRDB.swift"),
            ]),

        // throwaway keys, labelled DEMO wherever they show: used by `sohoa demo` and by tests
        module("DemoPKI", ["Diagnostics", "PKI"]),

        // 6: the command; the only code that reads the environment, prints, or exits
        .executableTarget(
            name: "sohoa",
            dependencies: [
                "COnDemand", "Diagnostics", "Records", "DurableIO", "PDFSyntax", "PKI", "PKCS11", "PAdES", "QRCode",
                "Profiles", "ShippedProfiles",
                "HTTP", "TrustServices", "TrustedLists", "PDFEncryption", "Workers", "Signing", "Vault", "Verification",
                "BatchEngine", "DemoPKI",
                "Extraction",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict, linkerSettings: quickStart),

        // measures signing and verifying in one process for Benchmarks/run.sh; not part of the product
        .executableTarget(
            name: "sohoa-bench",
            dependencies: [
                "Diagnostics", "Signing", "PDFSyntax", "PKI", "DemoPKI", "Profiles", "Verification",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Measuring", swiftSettings: strict, linkerSettings: quickStart),

        // T: tests, and what they share
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .target(
            name: "SignedDocuments",
            dependencies: [
                "Diagnostics", "Records", "Profiles", "PDFSyntax", "PKI", "PAdES", "QRCode", "RasterImage", "Signing",
                "TrueType", "DemoPKI", "TestSupport",
            ],
            path: "Tests/SignedDocuments", swiftSettings: strict),
        tests("Records", ["Records", "Diagnostics"]),
        tests("DurableIO", ["DurableIO"]),
        tests("PDFSyntax", ["PDFSyntax", "Diagnostics", "TestSupport"]),
        tests("PKI", ["Diagnostics", "PKI", "DemoPKI"]),
        tests("DemoPKI", ["Diagnostics", "PKI", "DemoPKI"]),
        tests("RasterImage", ["RasterImage", "Diagnostics", "Records"]),
        tests("PDFRendering", ["PDFRendering", "RasterImage", "Diagnostics", "Records"]),
        tests("QRCode", ["QRCode", "Diagnostics", "Records"]),
        tests("TrueType", ["TrueType", "Diagnostics", "PDFSyntax"]),
        tests("Profiles", ["Profiles", "ShippedProfiles", "Records", "Diagnostics"]),
        tests("PDFEncryption", ["PDFEncryption", "PAdES", "PDFSyntax", "TestSupport"]),
        tests("ContentStreams", ["ContentStreams", "PDFSyntax"]),
        tests("TrustedLists", ["TrustedLists", "PKI", "TestSupport"]),
        tests(
            "PAdES", ["PAdES", "ContentStreams", "PDFSyntax", "PKI", "DemoPKI", "Diagnostics", "TestSupport"]),
        tests("HTTP", ["HTTP", "Diagnostics", "TestSupport"]),
        tests("TrustServices", ["TrustServices", "HTTP", "PKI", "DemoPKI", "Diagnostics", "TestSupport"]),
        tests("PKCS11", ["PKCS11", "PKI", "DemoPKI", "Diagnostics", "TestSupport"]),
        tests("OCFL", ["OCFL", "DurableIO", "PKI"]),
        tests("Workers", ["Workers", "RasterImage", "PDFRendering", "QRCode", "Records", "Diagnostics"]),
        tests(
            "Capture", ["Diagnostics", "Records", "PDFSyntax", "Profiles", "RasterImage", "Capture", "TestSupport"]),
        tests("Extraction", ["Extraction", "Profiles", "Records", "Diagnostics"]),
        tests("Identification", ["Identification", "PKI", "QRCode", "Profiles", "Records", "Diagnostics"]),
        tests(
            "Signing",
            [
                "Signing", "Records", "Profiles", "PDFSyntax", "PDFRendering", "PKI", "PAdES", "QRCode", "RasterImage",
                "TrueType", "DemoPKI", "Diagnostics", "TestSupport", "SignedDocuments",
            ]),
        tests(
            "Vault",
            [
                "Vault", "Records", "DurableIO", "OCFL", "PKI", "Diagnostics",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests(
            "Verification",
            [
                "Verification", "Signing", "Records", "Profiles", "PDFSyntax", "PKI", "PAdES", "QRCode", "DemoPKI",
                "Diagnostics",
                "TestSupport", "SignedDocuments",
            ]),
        tests(
            "BatchEngine", ["BatchEngine", "DurableIO", "PKI", "Extraction", "Records", "Diagnostics", "TestSupport"]),
        tests("sohoa", ["sohoa", "SignedDocuments", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)
