import PDFSyntax
import PKI
import TestSupport
import Testing

@testable import PAdES

/// Seed values (ISO 32000-2, 12.7.5.5): what binds is met or refused, what is wished is followed.
struct SeedValueTests {
    /// A seed value, a change to the usual request, and whether signing goes ahead.
    struct Case: Sendable, CustomTestStringConvertible {
        let seed: String
        let isMet: Bool
        let change: @Sendable (inout SignatureRequest) -> Void

        init(_ seed: String, isMet: Bool, _ change: @escaping @Sendable (inout SignatureRequest) -> Void = { _ in }) {
            (self.seed, self.isMet, self.change) = (seed, isMet, change)
        }

        var testDescription: String { "\(seed) \(isMet)" }
    }

    static let cases: [Case] = [
        Case("", isMet: true),
        Case("/Filter/Adobe.PPKLite/Ff 1", isMet: true),
        Case("/Filter/Entrust.PPKEF/Ff 1", isMet: false),
        Case("/Filter/Entrust.PPKEF", isMet: true),
        Case("/SubFilter[/ETSI.CAdES.detached]/Ff 2", isMet: true),
        Case("/SubFilter[/adbe.pkcs7.detached]/Ff 2", isMet: false),
        Case("/SubFilter[/adbe.pkcs7.detached]", isMet: true),
        Case("/V 3/Ff 4", isMet: true),
        Case("/V 4/Ff 4", isMet: false),
        Case("/Reasons[(Dong y)(Phe duyet)]/Ff 8", isMet: true) { $0.reason = "Phe duyet" },
        Case("/Reasons[(Dong y)(Phe duyet)]/Ff 8", isMet: false) { $0.reason = "Khac" },
        Case("/Reasons[(Dong y)(Phe duyet)]/Ff 8", isMet: false) { $0.reason = nil },
        Case("/Reasons[(Dong y)]", isMet: true) { $0.reason = "Khac" },
        Case("/Reasons[(.)]/Ff 8", isMet: true) { $0.reason = nil },
        Case("/Reasons[(.)]/Ff 8", isMet: false) { $0.reason = "Khac" },
        Case("/Reasons[]/Ff 8", isMet: false) { $0.reason = "Khac" },
        Case("/DigestMethod[(SHA512)(SHA256)]/Ff 64", isMet: true),
        Case("/DigestMethod[(SHA512)]/Ff 64", isMet: false),
        Case("/DigestMethod[(SHA512)]", isMet: true),
        Case("/MDP<</P 0>>", isMet: true),
        Case("/MDP<</P 0>>", isMet: false) { $0.certification = .fillForms },
        Case("/MDP<</P 2>>", isMet: true) { $0.certification = .fillForms },
        Case("/MDP<</P 2>>", isMet: false) { $0.certification = .annotate },
        Case("/MDP<</P 2>>", isMet: false),
        Case("/TimeStamp<</URL(http://tsa.invalid)/Ff 1>>", isMet: false),
        Case("/TimeStamp<</URL(http://tsa.invalid)/Ff 0>>", isMet: true),
        Case("/AddRevInfo true/Ff 32", isMet: false),
        Case("/AddRevInfo false/Ff 32", isMet: true),
        Case("/AddRevInfo true", isMet: true),
        Case("/LockDocument/true/Ff 128", isMet: true),
        Case("/LockDocument/true", isMet: true),
        Case("/LockDocument/false/Ff 128", isMet: true),
        Case("/LockDocument/false/Ff 128", isMet: false) { $0.lock = .wholeDocument },
        Case("/LockDocument/auto/Ff 128", isMet: true) { $0.lock = .wholeDocument },
        Case("/LegalAttestation[(Khong co macro)]/Ff 16", isMet: false) { $0.certification = .fillForms },
        Case("/AppearanceFilter(Mau 1)/Ff 256", isMet: false),
        Case("/AppearanceFilter(Mau 1)/Ff 256", isMet: true) { $0.appearanceName = "Mau 1" },
        Case("/AppearanceFilter(Mau 1)", isMet: true),
    ]

    static func file(_ seed: String) -> [UInt8] { HandwrittenPDF.fields(["/FT/Sig/T(Ky)/SV<</Type/SV\(seed)>>"]) }

    @Test(arguments: cases) func isMetOrRefused(_ one: Case) throws {
        var request = Signed.request("Ky")
        one.change(&request)
        #expect(try refusal(Self.file(one.seed), request) == (one.isMet ? nil : .seedValueUnmet))
    }

    @Test(.enabled(if: Judges.hasPyHanko, "pyHanko is not installed; set SOHOA_TEST_PYTHON"))
    func pyHankoFindsThemMet() throws {
        var seeds: [String: String] = [:]
        // pyHanko judges no legal attestations and no appearances.
        for one in Self.cases where one.isMet && !one.seed.contains("AppearanceFilter") {
            var request = Signed.request("Ky")
            one.change(&request)
            seeds[try Scratch.file("signed.pdf", try Signed.sign(Self.file(one.seed), request)).path] = one.seed
        }
        let judgements = try Judges.pyHanko(seeds.keys.sorted())
        for (path, seed) in seeds {
            let signatures = judgements[path]?.signatures ?? []
            #expect(signatures.count == 1 && signatures[0].valid == true && signatures[0].seed == nil, "\(seed)")
        }
    }

    @Test func aRequiredTimeStampMayBePromised() throws {
        var request = Signed.request("Ky")
        request.hasTimeStamp = true
        #expect(try refusal(Self.file("/TimeStamp<</URL(http://tsa.invalid)/Ff 1>>"), request) == nil)
    }

    @Test func wishesAreFollowed() throws {
        var request = Signed.request("Ky")
        request.reason = "Khac"
        let silent = try Signed.inspect(try Signed.sign(Self.file("/Reasons[(.)]"), request))
        #expect(silent[0].dictionary.reason == nil)
        let locked = try Signed.sign(Self.file("/LockDocument/true"), request)
        #expect(try Signed.inspect(locked)[0].permission == .noChanges)
        let place = SignaturePlace(page: 0, rectangle: PDFRectangle(x0: 0, y0: 0, x1: 0, y1: 0))
        #expect(try refusal(locked, Signed.request("Moi", place: place)) == .certificationForbids)
    }

    @Test func aLockThatContradictsTheSeedValueIsRefused() throws {
        let file = HandwrittenPDF.fields([
            "/FT/Sig/T(Ky)/SV<</LockDocument/false/Ff 128>>/Lock<</Action/All/P 1>>"
        ])
        #expect(try refusal(file, Signed.request("Ky")) == .seedValueUnmet)
    }

    @Test func theCallerLearnsWhatIsAsked() throws {
        let seed =
            "/Filter/Adobe.PPKLite/SubFilter[/ETSI.CAdES.detached/adbe.pkcs7.detached]/DigestMethod[(SHA384)(RIPEMD160)]"
            + "/Reasons[(Dong y)]/MDP<</P 1>>/TimeStamp<</URL(http://tsa.invalid)/Ff 1>>/LockDocument/auto/V 2/Ff 75"
            + "/Cert<</KeyUsage[(1XX)]/URL(http://ca.invalid)/SubjectDN[<</cn(Le Thi Thu)>>]/Ff 104>>"
        let view = try PDFDocument(bytes: ByteView(Self.file(seed))).latest
        let value = try #require(view.signatureFields.first?.seedValue)
        #expect(value.required == [.filter, .subFilter, .reasons, .digestMethod])
        #expect(value.subFilters == ["ETSI.CAdES.detached", "adbe.pkcs7.detached"])
        #expect(value.digestMethods == ["SHA384", "RIPEMD160"] && value.digestAlgorithms == [.sha384])
        #expect(value.kind == .certification(.noChanges) && value.locksDocument == nil && value.version == 2)
        #expect(value.timeStamp == SeedValue.TimeStamp(url: "http://tsa.invalid", isRequired: true))
        #expect(value.certificate?.keyUsages == ["1XX"] && value.certificate?.url == "http://ca.invalid")
        #expect(value.certificate?.subjectNames == [["cn": "Le Thi Thu"]])
        #expect(value.certificate?.required == [.subjectDN, .keyUsage, .url])
    }

    @Test func certificatesMustFit() throws {
        let agency = try #require(try Signed.pki.get().agencies.first)
        let officer = agency.officer
        let name = try #require(officer.certificate.commonName)
        func hex(_ bytes: [UInt8]) -> String {
            let digits = Array("0123456789abcdef")
            return "<" + String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }) + ">"
        }
        let own = hex(officer.certificate.der)
        let other = hex(agency.seal.certificate.der)
        let issuer = hex(try #require(officer.chain.first).der)
        let root = hex(try #require(officer.chain.last).der)
        let text = hex(PDFTextString.encode(name))
        // Bit 0 is digitalSignature, bit 1 nonRepudiation, bit 5 keyCertSign.
        let constraints: [(String, Bool)] = [
            ("/Subject[\(own)]/Ff 1", true), ("/Subject[\(other)]/Ff 1", false), ("/Subject[\(other)]", true),
            ("/Issuer[\(issuer)]/Ff 2", true), ("/Issuer[\(root)]/Ff 2", true), ("/Issuer[\(own)]/Ff 2", false),
            ("/SubjectDN[<</cn\(text)>>]/Ff 8", true), ("/SubjectDN[<</cn(Khac)>>]/Ff 8", false),
            ("/SubjectDN[<</cn(Khac)>><</2.5.4.3\(text)>>]/Ff 8", true),
            ("/KeyUsage[(XXXXX0)]/Ff 32", true), ("/KeyUsage[(XXXXX1)]/Ff 32", false),
            ("/KeyUsage[(XXXXX1)(1)]/Ff 32", true), ("/URL(http://ca.invalid)/Ff 64", true),
        ]
        for (constraint, isMet) in constraints {
            var request = Signed.request("Ky")
            request.certificates = [officer.certificate] + officer.chain
            let file = Self.file("/Cert<</Type/SVCert\(constraint)>>")
            #expect(try refusal(file, request) == (isMet ? nil : .seedValueUnmet), "\(constraint.prefix(30)) \(isMet)")
            // Without a certificate there is nothing to hold against what binds.
            request.certificates = []
            let binds = constraint.contains("/Ff") && !constraint.contains("/Ff 64")
            #expect(try refusal(file, request) == (binds ? .seedValueUnmet : nil), "\(constraint.prefix(30))")
        }
    }
}
