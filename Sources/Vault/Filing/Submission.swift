import PKI
import Records

/// A filing or an amendment, as the filing order sees it.
struct Submission {
    let record: ObjectRecord
    let files: [VaultFile]
    let removed: Set<String>
    let key: String
    let reason: String
    let events: [PreservationEvent]
    let isAmendment: Bool

    init(_ filing: Filing) {
        (record, files, removed, key) = (filing.record, filing.files, [], filing.key)
        (reason, events, isAmendment) = ("Filed", filing.events, false)
    }

    init(_ amendment: Amendment) {
        (record, files, removed) = (amendment.record, amendment.files, amendment.removed)
        (key, reason, events, isAmendment) = (amendment.key, amendment.reason, amendment.events, true)
    }

    var urn: RecordURN { record.urn }

    /// Whether the object is a result, which must hold `result.pdf`.
    var isResult: Bool {
        if case .result = record { true } else { false }
    }

    func recordBytes() throws -> [UInt8] { try record.encoded() }

    /// What the key stands for: the SHA-256 of the signed result, or of the record when no result is given. A record
    /// that was written again around the same signed bytes is the same filing.
    var digest: String {
        if let result = files.first(where: { $0.path == ObjectFile.result }) { return SHA256.hex(result.bytes) }
        return (try? recordBytes()).map(SHA256.hex) ?? ""
    }

    func check(against other: (urn: RecordURN, digest: String)) throws(VaultError) {
        guard other.urn == urn, other.digest == digest else {
            throw .conflict(
                key, vi: "đã lưu \(other.urn) với nội dung khác", en: "\(other.urn) was filed with other bytes")
        }
    }
}
