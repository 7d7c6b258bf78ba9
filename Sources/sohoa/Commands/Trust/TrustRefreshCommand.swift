import ArgumentParser
import Diagnostics
import Foundation
import HTTP
import PKI
import Records
import TrustServices

/// `sohoa trust refresh`: for an office's nightly job.
struct TrustRefreshCommand: SohoaCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract: "Tải danh sách thu hồi của mọi tổ chức đã biết vào kho chứng cứ. / Fetches all known CRLs.",
        discussion: """
            Chạy hằng ngày: danh sách của hôm nay cho biết, nhiều năm sau, chứng thư ký hôm nay chưa bị thu hồi. / Run daily: \
            today's lists will tell in years that today's signatures were in force.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Thư mục tin cậy; mặc định là kho của người dùng. / Folders, by default the user's own.")
    var trust: [String] = []
    @Option(help: "Kho chứng cứ; mặc định là của người dùng. / Archive of dated evidence, by default the user's own.")
    var archive: String?
    @Option(
        name: .customLong("allow-network"),
        help: "Mạng riêng được phép hỏi, như 10.0.0.0/8. / A network that is not public and may be asked.")
    var networks: [IPNetwork] = []
    @Option(help: "Số giây tối đa cho mỗi danh sách. / Seconds for one list.")
    var timeout: Double = 120
    @Flag(help: "In JSON, mỗi dòng một địa chỉ. / One JSON line per address.")
    var json = false

    func validate() throws {
        guard timeout > 0 else { throw ValidationError("--timeout > 0") }
    }

    func perform(_ console: Console) throws -> ExitStatus {
        guard let folder = archive.map(absolute) ?? UserFolders.evidence else { throw TrustCommandError.noHome }
        let refresh = ListRefresh(
            trust: try TrustFolders.load(trust, console: console), pins: try ShippedPins.pins(),
            archive: EvidenceArchive(folder: folder),
            transport: .curl(.ofEnvironment(addressGuard: AddressGuard(allowedNetworks: networks))), timeout: timeout,
            clock: { Date() })
        var failed: (any Error)?
        let outcomes = try refresh.run { outcome in
            do {
                try show(outcome, console)
            } catch {
                failed = error
            }
        }
        if let failed { throw failed }
        let failures = outcomes.count { if case .failed = $0.result { true } else { false } }
        if outcomes.isEmpty {
            console.note(
                Bilingual(
                    vi: "chưa biết nơi công bố danh sách thu hồi nào.",
                    en: "no place where revocation lists are published is known."))
            return .undetermined
        }
        if failures == outcomes.count { return .dependency }
        return failures > 0 ? .undetermined : .done
    }

    /// Schema `sohoa.trust-refresh/1`.
    private struct Line: Encodable {
        let schema = "sohoa.trust-refresh/1"
        let authority: String
        let sha256: String
        let address: String
        /// `kept`, `unchanged`, `outdated`, `failed`.
        var result = "failed"
        @ExplicitNull var thisUpdate: String? = nil
        @ExplicitNull var nextUpdate: String? = nil
        @ExplicitNull var revoked: Int? = nil
        @ExplicitNull var code: String? = nil
        @ExplicitNull var message: String? = nil
    }

    private func show(_ outcome: ListRefresh.Outcome, _ console: Console) throws {
        var line = Line(
            authority: outcome.authority.displayName, sha256: outcome.authority.fingerprint, address: outcome.address)
        var words = Bilingual(vi: "", en: "")
        func fill(_ list: CertificateList, _ result: String, _ text: Bilingual) {
            line.result = result
            line.thisUpdate = VietnamTime.iso8601(list.thisUpdate)
            line.nextUpdate = list.nextUpdate.map(VietnamTime.iso8601)
            line.revoked = list.count
            words = text
        }
        switch outcome.result {
        case .kept(let list): fill(list, "kept", Bilingual(vi: "đã lưu", en: "kept"))
        case .unchanged(let list): fill(list, "unchanged", Bilingual(vi: "không đổi", en: "unchanged"))
        case .outdated(let list): fill(list, "outdated", Bilingual(vi: "đã lưu nhưng quá hạn", en: "kept, out of date"))
        case .failed(let attempt):
            line.code = (attempt.error as? any UserFacingError)?.codeName
            line.message = attempt.message.text(in: console.language)
            words = attempt.message
        }
        if json {
            console.result(try CanonicalJSON.line(line))
            return
        }
        let span = [line.thisUpdate, line.nextUpdate].compactMap { $0 }.joined(separator: "/")
        let detail = span.isEmpty ? "" : " (\(span), \(line.revoked ?? 0))"
        console.say(
            Bilingual(
                vi: "\(line.authority)  \(line.address): \(words.vi)\(detail)",
                en: "\(line.authority)  \(line.address): \(words.en)\(detail)"))
    }
}
