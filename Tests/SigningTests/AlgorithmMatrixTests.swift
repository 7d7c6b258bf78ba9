import DemoPKI
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import SignedDocuments
import Signing
import TestSupport
import Testing

/// Every algorithm with every place a key can be in, signed once and judged by everyone who can: by ourselves, pyHanko,
/// poppler's pdfsig and OpenSSL.
@Suite struct AlgorithmMatrixTests {
    /// Where a key is.
    enum Keeper: String, CaseIterable, Sendable {
        case p12, pem, token
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let algorithm: SignatureAlgorithm
        let key: String
        let keeper: Keeper
        var testDescription: String { "\(algorithm) \(key) \(keeper)" }
        var file: String { "\(algorithm)-\(key)-\(keeper).pdf" }
    }

    private static let keys: [(name: String, type: PrivateKey.GeneratedType, algorithms: [String])] = [
        (
            "rsa2048", .rsa(bits: 2048),
            ["rsa-sha256", "rsa-sha384", "rsa-sha512", "rsa-pss-sha256", "rsa-pss-sha384", "rsa-pss-sha512"]
        ),
        ("rsa3072", .rsa(bits: 3072), ["rsa-sha256", "rsa-pss-sha384"]),
        ("rsa4096", .rsa(bits: 4096), ["rsa-sha512", "rsa-pss-sha512"]),
        ("p256", .p256, ["ecdsa-sha256", "ecdsa-sha512"]), ("p384", .p384, ["ecdsa-sha384"]),
        ("p521", .p521, ["ecdsa-sha512"]), ("ed25519", .ed25519, ["ed25519"]),
    ]

    static let cases: [Case] = keys.flatMap { key in
        key.algorithms.compactMap { SignatureAlgorithm(name: $0) }.flatMap { algorithm in
            Keeper.allCases.filter { $0 != .token || SoftHSM.isAvailable }
                .map { Case(algorithm: algorithm, key: key.name, keeper: $0) }
        }
    }

    /// All files, signed.
    struct World: Sendable {
        static let shared = Result { try World() }
        let folder: String
        let roots: String
        /// What speaks to the token.
        let library: String
        private(set) var certificates: [String: Certificate] = [:]

        private init() throws {
            let desk = try SigningDesk.shared.get()
            let folder = try Scratch.folder("matrix")
            self.folder = folder.path
            let roots = try Scratch.folder("roots")
            self.roots = roots.path
            try Data(desk.pki.root.certificate.pem.utf8).write(to: roots.appendingPathComponent("root.pem"))
            let hsm = SoftHSM.isAvailable ? try SoftHSM.shared.get() : nil
            library = try hsm?.ownLibrary() ?? ""
            try hsm?.makeToken("ma-tran")
            var signers: [String: SignerKey] = [:]
            // All keys before the first is used: a loaded library does not see what other processes add.
            for (index, key) in AlgorithmMatrixTests.keys.enumerated() {
                let holder = try DemoPKI.signer(
                    PrivateKey.generate(key.type), named: key.name, issuer: desk.pki.issuing, now: SigningDesk.now)
                certificates[key.name] = holder.certificate
                let files = folder.appendingPathComponent(key.name).path
                let pem = try holder.key.pem(passphrase: Array("mật khẩu".utf8))
                let p12 = try PKCS12(key: holder.key, certificate: holder.certificate, chain: holder.chain)
                    .encoded(passphrase: Array("mật khẩu".utf8), friendlyName: key.name)
                try Data(pem).write(to: URL(filePath: files + ".key"))
                try Data(p12).write(to: URL(filePath: files + ".p12"))
                try Data(([holder.certificate] + holder.chain).map(\.pem).joined().utf8)
                    .write(to: URL(filePath: files + ".pem"))
                try hsm?.add(
                    key: holder.key.pem(passphrase: nil), token: "ma-tran", label: key.name, id: "0\(index + 1)")
                try hsm?.add(
                    certificate: holder.certificate.der, token: "ma-tran", label: key.name, id: "0\(index + 1)")
            }
            try hsm?.add(
                certificate: desk.pki.issuing.certificate.der, token: "ma-tran", label: "ca", id: "70")
            for test in AlgorithmMatrixTests.cases {
                let name = test.key + test.keeper.rawValue
                let signer = try signers[name] ?? open(test)
                signers[name] = signer
                let pdf = PreparedPage().bare()
                let appended = try FileSigner(identity: signer.identity(algorithm: test.algorithm)).sign(
                    ByteView(pdf), SignatureOrder(field: "ChuKy", signerName: "Người thử"), at: SigningDesk.now)
                try Data(pdf + appended).write(to: folder.appendingPathComponent(test.file))
            }
        }

        func open(_ test: Case) throws -> SignerKey {
            let (path, passphrase) = (folder + "/" + test.key, Array("mật khẩu".utf8))
            return switch test.keeper {
            case .p12: try SignerKey.open("p12:\(path).p12", pin: passphrase)
            case .pem: try SignerKey.open("pem:\(path).key,\(path).pem", pin: passphrase)
            case .token:
                try SignerKey.open(
                    "pkcs11:token=ma-tran;object=\(test.key)?module-path=\(library)",
                    pin: Array(SoftHSM.pin.utf8))
            }
        }

        func path(_ test: Case) -> String { folder + "/" + test.file }

        func signature(_ test: Case) throws -> SignatureFindings {
            let bytes = try [UInt8](Data(contentsOf: URL(filePath: path(test))))
            return try #require(SignatureInspector.inspect(PDFDocument(bytes: ByteView(bytes))).first)
        }
    }

    private let world: World

    init() throws { world = try World.shared.get() }

    @Test(arguments: cases) func weAgree(test: Case) throws {
        let signature = try world.signature(test)
        #expect(signature.isSound && signature.intact == true && signature.coverage == .file)
        #expect(signature.value.certificate == world.certificates[test.key])
        // Both in the CMS: the issuing authority's certificate too, from the token as from files.
        #expect(signature.value.certificates.count == 2)
        #expect(signature.value.signer?.digestAlgorithmOID == test.algorithm.digestAlgorithm.oid)
    }

    /// What pyHanko says of one signature.
    private struct Verdict: Decodable {
        let file: String
        let intact: Bool?
        let valid: Bool?
        let trusted: Bool?
        let coverage: String?
        let error: String?
    }

    @Test(.enabled(if: Oracle.has("pyhanko"), "needs pyHanko (SOHOA_TEST_PYTHON)"))
    func pyHankoAgrees() throws {
        let files = Self.cases.map { world.path($0) }
        let verdicts = try Oracle.run("check_signatures.py", ["--roots", world.roots] + files).decoded(as: Verdict.self)
        #expect(verdicts.count == files.count)
        for verdict in verdicts {
            #expect(
                verdict.intact == true && verdict.valid == true && verdict.trusted == true
                    && verdict.coverage == "ENTIRE_FILE", "\(verdict)")
        }
    }

    /// Poppler 22.12 verifies by NSS, which takes no PSS parameters from CMS and knows no EdDSA; it calls such signatures
    /// invalid. What it can read it must find valid.
    @Test(.enabled(if: Command.has("pdfsig"), "needs pdfsig"), arguments: cases)
    func pdfsigAgrees(test: Case) throws {
        switch test.algorithm {
        case .rsaPSS, .ed25519: return
        case .rsaPKCS1, .ecdsa: break
        }
        let verdict = try Command.tool("pdfsig", ["-nocert", world.path(test)])
        #expect(verdict.text.contains("Signature is Valid."), "\(verdict.text)")
        #expect(verdict.text.contains("Total document signed"))
    }

    /// `openssl cms` 3.0 cannot verify EdDSA (its CMS code gives the key a digest); there the signature value is verified
    /// over the signed attributes by `openssl pkeyutl`.
    @Test(.enabled(if: Command.has("openssl"), "needs the openssl command"), arguments: cases)
    func openSSLAgrees(test: Case) throws {
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: world.path(test))))
        let signature = try world.signature(test)
        let range = try #require(signature.dictionary.byteRange)
        let folder = try Scratch.folder("openssl")
        func file(_ name: String, _ bytes: [UInt8]) throws -> String {
            let url = folder.appendingPathComponent(name)
            try Data(bytes).write(to: url)
            return url.path
        }
        let content = Array(bytes[range[0]..<range[0] + range[1]] + bytes[range[2]..<range[2] + range[3]])
        guard test.algorithm != .ed25519 else {
            let signer = try #require(signature.value.signer)
            let certificate = try #require(signature.value.certificate)
            let attributes = try file("attributes", Self.signedAttributes(of: signer))
            let verified = try Command.tool(
                "openssl",
                [
                    "pkeyutl", "-verify", "-rawin", "-certin", "-inkey", file("c.pem", Array(certificate.pem.utf8)),
                    "-in", attributes, "-sigfile", file("s", signer.signature),
                ])
            #expect(verified.status == 0, "\(verified.text)\(verified.stderr)")
            return
        }
        let result = try Command.tool(
            "openssl",
            [
                "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in",
                file("a.cms", #require(signature.dictionary.contents)), "-content", file("content", content),
                "-CAfile", world.roots + "/root.pem", "-purpose", "any", "-attime",
                String(Int(SigningDesk.now.timeIntervalSince1970)), "-out", "/dev/null",
            ])
        #expect(result.status == 0, "\(result.stderr)")
    }

    /// The SET OF attributes in distinguished encoding (RFC 5652 §5.4), put together anew from what was read.
    private static func signedAttributes(of signer: SignerInfo) -> [UInt8] {
        DER.setOf(
            signer.signedAttributes.map { attribute in
                DER.sequence(ObjectIdentifier(attribute.oid).der, DER.setOf(attribute.values))
            })
    }

    @Test(.enabled(if: SoftHSM.isAvailable, "needs softhsm2 and opensc"))
    func aTokenKeySealsQRCodes() throws {
        func open(_ key: String) throws -> SignerKey {
            try world.open(Case(algorithm: .ecdsa(.sha256), key: key, keeper: .token))
        }
        let signer = try open("p256")
        let seal = try #require(signer.sealSignature)
        for index in 0..<50 {
            let message = Array("mã \(index)".utf8)
            let signature = try seal(message)
            #expect(signature.count == ES256.signatureByteCount)
            #expect(try ES256.verifies(signature, over: message, key: signer.certificate.publicKey))
        }
        #expect(try open("p384").sealSignature == nil)
        #expect(try open("rsa2048").sealSignature == nil)
    }

    @Test func aWeakOrUnfitAlgorithmIsRefusedForEveryKeeper() throws {
        for keeper in Keeper.allCases where keeper != .token || SoftHSM.isAvailable {
            let test = Case(algorithm: .rsaPKCS1(.sha1), key: "rsa2048", keeper: keeper)
            let signer = try world.open(test)
            for (algorithm, code) in [
                (SignatureAlgorithm.rsaPKCS1(.sha1), PKIErrorCode.weakDigest), (.ed25519, .unsupportedAlgorithm),
            ] {
                let error = #expect(throws: PKIError.self) { try signer.identity(algorithm: algorithm) }
                #expect(error?.code == code)
            }
        }
    }
}
