import DemoPKI
import FoundationEssentials
import PDFSyntax
import PKI
import Profiles
import QRCode
import Records
import Signing

/// An agency with its keys, signing prepared pages as the batch engine does. Everybody here is invented.
public struct SigningDesk: Sendable {
    /// The keys; among them a revoked and an expired officer.
    public let pki: DemoPKI
    /// The first agency.
    public let agency: DemoPKI.Agency

    /// Made once: keys take a second.
    public static let shared = Result<SigningDesk, any Error> { try SigningDesk() }

    /// The instant the keys were made and everything is signed at: 20 November 2026, 12:00 in Hà Nội.
    public static let now = Date(timeIntervalSince1970: 1_795_150_800)
    /// A font with all Vietnamese letters (Debian's fonts-liberation2).
    public static let font = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
    /// The officer who digitizes.
    public static let officer = "Đỗ Thị Ước"
    /// The agency's name.
    public static let agencyName = "Sở Xây dựng tỉnh Mẫu"
    /// The agency's code, in its seals and in the certificate of its seal key.
    public static let agencyCode = "H58.08.12"

    /// A file signed invisibly, or in the empty field of that name.
    public static func sign(
        _ pdf: [UInt8], field: String, identity: SigningIdentity, at instant: Date = SigningDesk.now
    ) throws -> [UInt8] {
        let order = SignatureOrder(field: field, signerName: identity.certificate.displayName)
        return pdf + (try FileSigner(identity: identity).sign(ByteView(pdf), order, at: instant))
    }

    private init() throws {
        pki = try DemoPKI.create(
            organizations: [
                DemoOrganization(
                    slug: "so-xay-dung", name: Self.agencyName, code: Self.agencyCode, identifier: "MST:1200000001",
                    officer: Self.officer)
            ], now: Self.now, options: .init(includesFailures: true))
        agency = pki.agencies[0]
    }

    /// The shipped profiles' appearance.
    public static func rules(font: String = font) -> AppearanceRules {
        AppearanceRules(
            fontFile: font, fontSize: 10, copyForm: "SAO Y", stripBasis: LegalBasis(citation: "", verified: false),
            marginMM: 5, stripHeightMM: 30, digitizerHeightMM: 10, digitizerWidthMM: 80, moduleMM: 0.3387)
    }

    /// The base revision: `page` with the digitizer's signature.
    public func base(_ page: PreparedPage = PreparedPage(), by holder: DemoPKI.Holder? = nil) throws -> [UInt8] {
        try DocumentSigner(rules: Self.rules()).signCapture(
            page.captured(), by: Self.officer, identity: (holder ?? agency.officer).identity(), at: Self.now)
    }

    /// What a seal over `base` says.
    public static func payload(for base: [UInt8], validUntil: CivilDate? = nil) -> SealPayload {
        var payload = SealPayload(issuer: agencyCode, issued: Int64(now.timeIntervalSince1970))
        payload.dossier = "H58.08.12-261120-0001"
        payload.procedure = "1.009994"
        payload.holderId = "082090000011"
        payload.holderName = "Nguyễn Thị Mẫu"
        payload.title = .text("Giấy phép xây dựng")
        payload.system = .code(3)
        payload.dates = CivilDate(iso: "2024-03-15").map { .init(document: $0, expiry: validUntil) }
        payload.numberAndNotation = "111/GPXD-UBND"
        payload.baseRevision = .init(sha256: SHA256.hash(base), length: UInt64(base.count))
        return payload
    }

    /// The text of the QR code that seals `payload`.
    public func sealURL(_ payload: SealPayload, by holder: DemoPKI.Holder? = nil) throws -> String {
        try SealURL(host: "xacthuc.mau.vn", sealBytes: seal(payload, by: holder).bytes).text
    }

    /// The code printed under that symbol.
    public static func code(_ sealURL: String) throws -> String {
        try HumanCode(sealSHA256: SHA256.hash(SealURL(parsing: sealURL).sealBytes))?.description ?? ""
    }

    private func seal(_ payload: SealPayload, by holder: DemoPKI.Holder?) throws -> Seal {
        let key = (holder ?? agency.resultSeal).key
        guard let id = SealKeyID(bytes: ES256.keyIdentifier(of: key.publicKey)) else { throw CancellationError() }
        return try Seal(signing: payload, keyID: id) { try ES256.sign($0, with: key) }
    }

    /// What is filed: `base` with the agency's signature, whose strip shows `sealURL`.
    public func result(
        _ base: [UInt8], sealURL: String, page: PreparedPage = PreparedPage(), by holder: DemoPKI.Holder? = nil,
        class documentClass: DocumentClass = .digitizedResult, name: String = agencyName
    ) throws -> [UInt8] {
        try DocumentSigner(rules: Self.rules()).signResult(
            base, Self.identified(sealURL, documentClass), capture: Self.capture(base, page.captured()), by: name,
            identity: (holder ?? agency.seal).identity(), at: Self.now)
    }

    /// What the engine journals of a capture.
    public static func capture(_ base: [UInt8], _ captured: CapturedDocument) -> SignedCapture {
        SignedCapture(
            captured: captured, digitizedBy: officer, digitizedAt: VietnamTime.iso8601(now),
            baseDigest: SHA256.hex(base), baseLength: base.count)
    }

    /// A record around `sealURL`; of the rest the signer looks at the class alone.
    public static func identified(_ sealURL: String, _ documentClass: DocumentClass) throws -> IdentifiedRecord {
        guard let urn = RecordURN(rawValue: "urn:sohoa:h58.08.12:giay-phep-xay-dung:test") else {
            throw CancellationError()
        }
        let code = try code(sealURL)
        let rule = RetentionRule(
            code: "gpxd", title: "Giấy phép", trigger: .issued, period: .permanent,
            basis: LegalBasis(citation: "", verified: false))
        let record = Record(
            urn: urn, source: "a.jpg", code: "", documentClass: documentClass, type: "giay-phep-xay-dung",
            title: "Giấy phép xây dựng", number: "111", notation: "GPXD-UBND", issuedDate: nil, validUntil: nil,
            scope: nil, agency: agencyName, dossier: nil, procedure: nil, owners: [], fields: [:],
            sensitivity: .internal, retention: RetentionDecision(rule: rule, dates: [:]), status: .inForce,
            digitizedBy: officer, digitizedAt: VietnamTime.iso8601(now), baseDigest: "", baseLength: 0, sealCode: code,
            findings: [])
        return IdentifiedRecord(record: record, sealURL: sealURL, sealCode: code)
    }
}
