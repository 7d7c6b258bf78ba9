import DemoPKI
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import Profiles
import Signing

/// Signs files at every level with an authority inside the process. Everybody here is invented.
public struct LevelDesk: Sendable {
    /// B-B to B-LTA.
    public typealias Level = AgencyProfile.Level

    /// The keys.
    public let pki: DemoPKI

    /// Made once: keys take a second.
    public static let shared = Result<LevelDesk, any Error> { try LevelDesk() }

    /// The instant the keys were made: 5 March 2026, 09:15 in Hà Nội. Certificates hold for two years from then.
    public static let now = Date(timeIntervalSince1970: 1_772_676_900)
    /// A day in seconds.
    public static let day: TimeInterval = 86_400

    /// Nobody listens there, and nobody asks: pyHanko looks at OCSP responses only for certificates that name a responder.
    private static let nowhere = "http://127.0.0.1:9"

    private init() throws {
        pki = try DemoPKI.create(
            organizations: [
                DemoOrganization(
                    slug: "xa", name: "UBND xã Mỹ Hòa Hưng", code: "H01.02", identifier: "MST:1600000001",
                    officer: "Lê Thị Thử Nghiệm")
            ], now: Self.now, options: .init(includesFailures: true, serviceAddress: Self.nowhere))
    }

    /// Time-stamps, revocation data and trust of this desk.
    /// - Parameters:
    ///   - holder: the time-stamping authority; nil for the desk's own.
    ///   - kind: nil for what real authorities do: OCSP about signers, the root's list about authorities.
    ///   - date: what its clock says, and the responder's.
    public func services(
        stampedBy holder: DemoPKI.Holder? = nil, _ kind: DemoPKI.RevocationEvidenceKind? = nil, at date: Date = now,
        writesVRI: Bool = false
    ) -> SignatureServices {
        let authority = holder.map(DemoTimeStampAuthority.init) ?? pki.timeStampAuthority
        // The responder's certificate ends with all others; later on the authorities answer themselves.
        let isLater = date > Self.now + 365 * Self.day
        return SignatureServices(
            timeStamps: authority.source(trust: pki.trust) { date },
            revocation: isLater ? authorities(at: date) : source(kind, at: date),
            trust: pki.trust, writesVRI: writesVRI)
    }

    private func source(_ kind: DemoPKI.RevocationEvidenceKind?, at date: Date) -> RevocationSource {
        if let kind { return pki.revocationSource(kind) { date } }
        let (signers, authorities) = (pki.revocationSource(.ocsp) { date }, pki.revocationSource(.crl) { date })
        return RevocationSource { certificate, issuer, date in
            try (certificate.isCA ? authorities : signers).evidence(for: certificate, issuer: issuer, at: date)
        }
    }

    private func authorities(at date: Date) -> RevocationSource {
        RevocationSource { certificate, issuer, _ in
            let isRoot = issuer == pki.root.certificate
            let holder = isRoot ? pki.root : pki.issuing
            let responder = DemoOCSPResponder(
                holder, issuer: holder, revocations: isRoot ? pki.rootRevocationList : pki.issuingRevocationList)
            return [.ocsp(try responder.response(about: certificate, at: date))]
        }
    }

    /// The anchor alone, as a stranger has it.
    public var rootAlone: TrustStore { TrustStore(anchors: pki.trust.anchors) }

    /// `file` with one more signature, in a new invisible field, with or without a time-stamp of its own.
    public func sign(
        _ file: [UInt8], field: String = "ChuKy", by holder: DemoPKI.Holder? = nil,
        certifying permission: ModificationPermission? = nil, stamps: TimeStampSource? = nil, at date: Date = now
    ) throws -> [UInt8] {
        let identity = try (holder ?? pki.agencies[0].officer).identity()
        var request = SignatureRequest(
            field: field, place: SignaturePlace(page: 0, rectangle: PDFRectangle(x0: 0, y0: 0, x1: 0, y1: 0)),
            signingTime: date, utcOffsetMinutes: 420, signerName: "Lê Thị Thử Nghiệm",
            reservedBytes: CAdESBuilder.reservedByteCount(for: identity, timeStamp: stamps?.maximumTokenSize ?? 0))
        request.certification = permission
        let prepared = try SignatureRevision.prepare(ByteView(file), request)
        let builder = try CAdESBuilder(identity: identity, contentDigest: prepared.digest)
        let value = try identity.sign(builder.signedAttributes)
        let token = try stamps?.stamp(Digest(.sha256, of: value))
        return file + (try prepared.complete(cms: builder.assemble(signature: value, timeStampToken: token?.der)))
    }

    /// A one-page file signed at `level`, as the signing stage makes it.
    public func file(
        at level: AgencyProfile.Level, by holder: DemoPKI.Holder? = nil, certifying: ModificationPermission? = nil,
        _ kind: DemoPKI.RevocationEvidenceKind? = nil, writesVRI: Bool = false
    ) throws -> [UInt8] {
        let services = services(kind, writesVRI: writesVRI)
        let signed = try sign(
            PreparedPage().bare(), by: holder, certifying: certifying,
            stamps: level == .bB ? nil : services.timeStamps)
        return signed
            + (try LevelRaising.raise(
                ByteView(signed), from: level == .bB ? .bB : .bT, to: level, at: Self.now, services: services))
    }

    /// An officer whose certificate ends `days` after ``now``.
    public func officer(endingAfter days: Double) throws -> DemoPKI.Holder {
        try DemoPKI.signer(
            PrivateKey.generate(.rsa(bits: 2048)), named: "Cán bộ sắp hết hạn chứng thư", issuer: pki.issuing,
            now: Self.now - 2 * 365 * Self.day + days * Self.day)
    }
}
