import Capture
import Diagnostics
import Extraction
import FoundationEssentials
import Identification
import PKI
import Profiles
import Records
import Signing
import Vault
import Workers

/// The line one document moves along, stage by stage; each step takes a value and gives a value. Order, concurrency and
/// durability are `BatchRun`'s business.
struct BatchLine: Sendable {
    private let profile: Profile
    private let signers: BatchSigners
    private let workers: WorkerPool
    private let vault: Vault
    private let clock: @Sendable () -> Date
    private let capturer: Capturer
    private let signer: DocumentSigner
    private let extractor: Extractor
    private let identifier: Identifier

    init(
        profile: Profile, signers: BatchSigners, services: SignatureServices, workers: WorkerPool, vault: Vault,
        clock: @escaping @Sendable () -> Date
    ) throws {
        (self.profile, self.signers, self.workers) = (profile, signers, workers)
        (self.vault, self.clock) = (vault, clock)
        capturer = Capturer(
            scan: profile.scan, appearance: profile.appearance, agencyName: profile.agency.name,
            decode: { bytes, page in try workers.decodeImage(bytes, page: page) })
        signer = try DocumentSigner(rules: profile.appearance, level: profile.agency.level, services: services)
        extractor = Extractor(documentTypes: profile.documentTypes)
        guard let sign = signers.seal.sealSignature,
            let sealSigner = try SealSigner(signers.seal.certificate.publicKey, sign: sign)
        else {
            throw BatchError(
                .sealKeyUnsuitable, .configuration,
                vi: "Khóa của mã QR (sealKey) không phải khóa P-256.",
                en: "The QR seal's key (sealKey) is not on P-256.",
                remedy: Bilingual(
                    vi: "Dùng khóa ECDSA P-256 riêng cho mã QR.", en: "Give the seal an ECDSA P-256 key of its own."))
        }
        identifier = Identifier(
            profile: profile, naming: RecordNaming(agency: profile.agency.code, secret: vault.secret),
            signer: sealSigner)
    }

    // MARK: sao chụp

    /// What became of a source file: the base revision with the digitizer's signature, or why there is none.
    enum Captured: Sendable {
        case signed(SignedCapture, pdf: [UInt8])
        case setAside([Finding])
    }

    /// Captures a source file and has the digitizer sign it, before anything is extracted (TT 01/2023 Đ8.1).
    func capture(_ source: SourceDocument) throws -> Captured {
        let now = clock()
        let measurements = try workers.measurements(of: source)
        let outcome = try capturer.capture(
            source, title: source.manifest?[.title], measurements: measurements, capturedAt: now)
        switch outcome {
        case .setAside(let findings): return .setAside(findings)
        case .captured(let document):
            let name = profile.agency.digitizer.name
            let pdf = try signer.signCapture(document, by: name, identity: signers.digitizer, at: now)
            let capture = SignedCapture(
                captured: document, digitizedBy: name, digitizedAt: VietnamTime.iso8601(now),
                baseDigest: SHA256.hex(pdf), baseLength: pdf.count)
            return .signed(capture, pdf: pdf)
        }
    }

    // MARK: bóc tách

    /// Reads the fields off the signed capture, and merges what a person has confirmed.
    func describe(
        _ source: SourceDocument, _ manifestFindings: [Finding], _ capture: SignedCapture, pdf: [UInt8],
        confirmed: ReviewDecision?
    ) throws -> DescribedRecord {
        func describe(_ search: QRSearch) throws -> DescribedRecord {
            let readings = try workers.readings(of: pdf, capture: capture, search: search)
            let described = extractor.describe(
                ExtractionInput(
                    manifest: source.manifest, manifestFindings: manifestFindings, dossier: source.dossier,
                    text: readings.text, codes: readings.codes))
            return confirmed.map { extractor.applying($0, to: described) } ?? described
        }
        let described = try describe(.quick)
        // A code that a first glance missed may hold what is missing; only then is the long look worth its time.
        return described.needsReview ? try describe(.thorough) : described
    }

    /// Whether documents of this type belong into their dossier's object and not into one of their own.
    func isComponent(_ described: DescribedRecord) -> Bool {
        described.documentType.flatMap { profile.documentTypes[$0] }?.role == .component
    }

    // MARK: cấp mã

    /// Gives the record its code, URN, retention and seal. The serial is the vault's and the same after a crash.
    func identify(
        _ described: DescribedRecord, _ capture: SignedCapture, source: SourceDocument
    ) throws -> IdentifiedRecord {
        let now = clock()
        let serial = try vault.nextSerial(
            scope: "result:\(profile.agency.code.rawValue)", key: source.sha256, at: now)
        return try identifier.identify(
            described, capture: capture, source: (source.path, source.sha256), serial: serial, now: now)
    }

    // MARK: ký của cơ quan

    /// The agency's signature over the base revision.
    func sign(_ identified: IdentifiedRecord, _ capture: SignedCapture, base: [UInt8]) throws -> [UInt8] {
        try signer.signResult(
            base, identified, capture: capture, by: profile.agency.agencySeal.name, identity: signers.agency,
            at: clock())
    }

    // MARK: lưu

    /// What the vault is asked to keep: the signed file, its record and the master as received.
    func filing(_ identified: IdentifiedRecord, result: [UInt8], source: SourceDocument, key: String) -> Filing {
        let record = identified.record
        return Filing(
            record: .result(record),
            files: [
                VaultFile(path: "result.pdf", bytes: result),
                VaultFile(path: "scan/\(source.fileName)", bytes: source.bytes),
            ],
            key: key,
            events: [
                PreservationEvent(
                    type: .capture, time: record.digitizedAt,
                    agent: PreservationAgent(name: record.digitizedBy, kind: .person),
                    detail: "Sao chụp từ \(source.fileName)", file: "scan/\(source.fileName)"),
                PreservationEvent(
                    type: .digitalSignatureGeneration, time: record.digitizedAt,
                    agent: PreservationAgent(name: record.digitizedBy, kind: .person),
                    detail: "Chữ ký của người số hóa", file: "result.pdf"),
                PreservationEvent(
                    type: .metadataExtraction, time: VietnamTime.iso8601(clock()),
                    agent: PreservationAgent(name: "sohoa", kind: .software), detail: "Bóc tách dữ liệu"),
                PreservationEvent(
                    type: .digitalSignatureGeneration, time: VietnamTime.iso8601(clock()),
                    agent: PreservationAgent(name: profile.agency.agencySeal.name, kind: .organization),
                    detail: "Chữ ký của cơ quan", file: "result.pdf"),
            ])
    }
}
