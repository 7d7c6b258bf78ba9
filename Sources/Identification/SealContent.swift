import FoundationEssentials
import Profiles
import QRCode
import Records

/// What the QR of a result says: the data TT 01/2023/TT-VPCP Đ26 mandates (mã hồ sơ, mã thủ tục, mã định danh, tên giấy
/// tờ, tên hệ thống, thời gian xuất bản, thời hạn và phạm vi hiệu lực), and what lets a person compare the paper with it
/// (number, holder's name) and a machine the file (digest of the base revision).
struct SealContent {
    private(set) var payload: SealPayload
    /// Mandated data that nobody knows about this document.
    let missing: [String]
    private let shortTitle: String
    private let firstHolder: String?

    /// - Parameters:
    ///   - record: complete but for its seal code.
    ///   - typeTitle: the type's own title, shorter than what a manifest may say.
    ///   - baseSHA256: 32 bytes.
    init(_ record: Record, agency: AgencyProfile, typeTitle: String, baseSHA256: [UInt8], issued: Date) {
        var payload = SealPayload(
            issuer: agency.code.rawValue, issued: Int64(issued.timeIntervalSince1970.rounded(.down)))
        payload.dossier = record.dossier
        payload.procedure = record.procedure
        payload.holderId = Self.joined(record.owners.map { Self.id(of: $0, agency.ownerIdInSeal) })
        payload.title = .text(record.title)
        payload.system = .text(agency.systemName)
        payload.dates = record.issuedDate.map { SealPayload.Dates(document: $0, expiry: record.validUntil) }
        payload.scope = record.scope.map { .text($0) }
        payload.numberAndNotation = record.fields[FieldName.numberAndNotation]?.value
        payload.holderName = Self.joined(record.owners.map(\.name))
        payload.baseRevision = SealPayload.BaseRevision(sha256: baseSHA256, length: UInt64(max(0, record.baseLength)))
        self.payload = payload
        shortTitle = typeTitle
        firstHolder = record.owners.first?.name
        missing = [
            payload.dossier == nil ? "mã hồ sơ" : nil, payload.procedure == nil ? "mã thủ tục" : nil,
            payload.holderId == nil ? "mã định danh" : nil,
        ].compactMap { $0 }
    }

    /// Ways to save space, mildest first. Dates, codes, ids, number and digest are never touched.
    enum Shortening: String, CaseIterable {
        case typeTitle = "tên giấy tờ theo loại"
        case scope = "phạm vi rút gọn"
        case oneHolder = "một chủ sở hữu"
        case system = "tên hệ thống rút gọn"
        case title = "tên giấy tờ rút gọn"
        case noHolderName = "không ghi tên chủ sở hữu"
    }

    /// Letters kept of a text that is cut.
    private static let cutLength = 24

    /// Applies one way of saving space; false when it saves nothing.
    mutating func apply(_ shortening: Shortening) -> Bool {
        let before = payload
        switch shortening {
        case .typeTitle:
            if case .text(let title)? = payload.title, shortTitle.utf8.count < title.utf8.count {
                payload.title = .text(shortTitle)
            }
        case .scope: payload.scope = payload.scope.map(Self.cut)
        case .oneHolder: payload.holderName = firstHolder
        case .system: payload.system = payload.system.map(Self.cut)
        case .title: payload.title = payload.title.map(Self.cut)
        case .noHolderName: payload.holderName = nil
        }
        return payload != before
    }

    /// A tax code is public; a personal id may be masked.
    private static func id(of owner: Owner, _ form: AgencyProfile.OwnerIdInSeal) -> String {
        guard form == .masked, let person = PersonalId(owner.id) else { return owner.id }
        return person.masked
    }

    private static func joined(_ parts: [String]) -> String? {
        let known = parts.filter { !$0.isEmpty }
        return known.isEmpty ? nil : known.joined(separator: "; ")
    }

    /// At most `cutLength` letters, whole words where possible, with an ellipsis for what is gone.
    private static func cut(_ term: SealPayload.Term) -> SealPayload.Term {
        guard case .text(let text) = term, text.count > cutLength else { return term }
        let head = text.prefix(cutLength - 1)
        let words = head.lastIndex(of: " ").map { head[..<$0] } ?? head
        return .text(words + "…")
    }
}
