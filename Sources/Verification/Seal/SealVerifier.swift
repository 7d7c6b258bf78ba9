import Diagnostics
import FoundationEssentials
import PKI
import QRCode
import Records

/// Answers "did an agency seal this?" for the text of a QR code, offline: the payload carries everything.
public struct SealVerifier: Sendable {
    /// Anchors, seal certificates and CRLs.
    public var trust: TrustStore
    /// The time to judge at.
    public var now: Date
    /// Language of the reasons.
    public var language: Language
    private let keys: SealKeys

    /// A verifier that trusts `trust` at `now`.
    public init(trust: TrustStore, now: Date, language: Language) {
        (self.trust, self.now, self.language) = (trust, now, language)
        keys = SealKeys(trust)
    }

    /// Verifies the text of a symbol.
    /// - Parameter status: where the record stands, by its seal code; nil when no vault was asked or it knows none.
    public func verify(text: String, status: RecordStatusLookup?) throws -> SealVerdictReport {
        let answer = keys.verify(text: text)
        switch answer {
        case .malformed(let problem):
            return report(.totalFailed, .formatFailure, [reason("SEAL_MALFORMED", problem.what)])
        case .unknownKey(let id):
            let sentence = Bilingual(
                vi: "Không cơ quan nào trong kho tin cậy có khóa \(id): chưa đủ căn cứ để tin mã này.",
                en: "No agency in the trust store has the key \(id): there is no ground to trust this code.")
            return report(.indeterminate, .noCertificateChainFound, [reason("SEAL_KEY_UNKNOWN", sentence)])
        case .badSignature:
            let sentence = Bilingual(
                vi: "Nội dung mã đã bị sửa, hoặc không do cơ quan ghi trong mã tạo ra.",
                en: "The code was altered, or was not made by the agency it names.")
            return report(.totalFailed, .sigCryptoFailure, [reason("SEAL_SIGNATURE_INVALID", sentence)])
        case .valid(let seal, let certificate):
            return try judge(seal, certificate, host: (try? SealURL(parsing: text))?.host, status)
        }
    }

    /// What a seal found inside a file is worth.
    enum Reading {
        /// Malformed, changed after it was signed, or made by the key of another agency.
        case refuted(SealProblem)
        /// Well-formed, but no key of the trust store made it.
        case unknownKey(Seal)
        /// Signed by a key of the trust store whose certificate does not pass now, for these reasons.
        case undecided(Seal, [PathReason])
        /// Signed by a key whose certificate holds now.
        case trusted(Seal)
    }

    /// Reads the seal of a file.
    func read(text: String) -> Reading {
        switch keys.verify(text: text) {
        case .malformed, .badSignature: return .refuted(.altered)
        case .unknownKey:
            guard let url = try? SealURL(parsing: text), let seal = try? Seal(bytes: url.sealBytes) else {
                return .refuted(.altered)
            }
            return .unknownKey(seal)
        case .valid(let seal, let certificate):
            guard let own = issuerCertificate(seal, certificate) else { return .refuted(.issuerMismatch) }
            let outcome = path(own)
            return outcome.status == .passed ? .trusted(seal) : .undecided(seal, outcome.reasons)
        }
    }

    private func judge(
        _ seal: Seal, _ certificate: Certificate, host: String?, _ lookup: RecordStatusLookup?
    ) throws -> SealVerdictReport {
        let own = issuerCertificate(seal, certificate)
        let certificate = own ?? certificate
        let outcome = path(certificate)
        let code = HumanCode(sealSHA256: SHA256.hash(seal.bytes))?.description
        let known = try code.flatMap { try lookup?.find(sealCode: $0) }
        let today = VietnamTime.day(now)
        var status = known?.status ?? .unknown
        if status == .unknown || status == .inForce, let expiry = seal.payload.dates?.expiry, expiry < today {
            status = .expired
        }
        var reasons = outcome.reasons.map { reason($0.code, $0.message) }
        if own == nil {
            reasons.insert(reason(SealProblem.issuerMismatch.code, SealProblem.issuerMismatch.message), at: 0)
        }
        if let standing = StatusReason(status, expiry: seal.payload.dates?.expiry, asked: lookup != nil) {
            reasons.append(reason(standing.code, standing.message))
        }
        let holds = own != nil && outcome.indication == .passed
        let conclusion: FileReport.Conclusion = holds ? .totalPassed : .indeterminate
        var result = report(conclusion, own == nil ? .noCertificateChainFound : outcome.subIndication, reasons)
        result.verdict = Verdict.joining(conclusion, status: status, sealMatches: nil)
        result.code = code
        result.host = host
        result.seal = SealVerdictReport.Sealed(seal.payload)
        result.signer = SignatureReport.Signer(certificate)
        result.trust = SignatureReport.Trust(outcome)
        result.record = FileReport.RecordStatusReport(urn: known?.urn.rawValue, status: status)
        return result
    }

    /// Without it any trusted key could speak for any agency.
    private func issuerCertificate(_ seal: Seal, _ certificate: Certificate) -> Certificate? {
        keys.certificate(naming: seal.payload.issuer, forKeyOf: certificate, id: seal.keyID)
    }

    private func path(_ certificate: Certificate) -> PathOutcome {
        PathValidator.validate(certificate, trust: trust, at: now, revocation: .required)
    }

    private func report(
        _ conclusion: FileReport.Conclusion, _ sub: SubIndication?, _ reasons: [SignatureReport.Reason]
    ) -> SealVerdictReport {
        SealVerdictReport(
            conclusion: conclusion, subIndication: sub,
            verdict: Verdict.joining(conclusion, status: .unknown, sealMatches: nil), code: nil, host: nil, seal: nil,
            signer: nil, trust: SignatureReport.Trust(store: "none", anchor: nil),
            record: FileReport.RecordStatusReport(urn: nil, status: .unknown), reasons: reasons)
    }

    private func reason(_ code: String, _ message: Bilingual) -> SignatureReport.Reason {
        SignatureReport.Reason(code: code, message: message.text(in: language))
    }
}

extension SealVerdictReport.Sealed {
    init(_ payload: SealPayload) {
        self.init(
            issuer: payload.issuer, dossier: payload.dossier, procedure: payload.procedure,
            holderId: payload.holderId.map(Self.masked), holderName: payload.holderName,
            title: payload.title?.text, system: payload.system?.text,
            issued: VietnamTime.iso8601(Date(timeIntervalSince1970: Double(payload.issued))),
            issuedDate: payload.dates?.document, validUntil: payload.dates?.expiry, scope: payload.scope?.text,
            numberAndNotation: payload.numberAndNotation,
            baseDigest: (payload.baseRevision?.sha256).map { Hexadecimal.encode($0) },
            baseLength: payload.baseRevision?.length)
    }

    /// The ids of several owners stand side by side; each is masked for itself. Nine digits are an old identity card.
    private static func masked(_ ids: String) -> String {
        ids.split(separator: ";").map { part in
            let id = part.filter { $0 != " " }
            if let person = PersonalId(id) { return person.masked }
            let isOldCard = id.utf8.count == 9 && id.utf8.allSatisfy { (0x30...0x39).contains($0) }
            return isOldCard ? id.prefix(2) + "•••••" + id.suffix(2) : id
        }.joined(separator: "; ")
    }
}

extension SealPayload.Term {
    /// The text, or the number of the code table's entry.
    fileprivate var text: String {
        switch self {
        case .text(let text): text
        case .code(let number): "#\(number)"
        }
    }
}
