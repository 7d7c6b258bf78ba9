import ArgumentParser
import Diagnostics
import Foundation
import Profiles
import Records

/// `sohoa sign`: files, folders, the steps of an office, keys that are elsewhere, and the renewal of what was signed long
/// ago.
struct SignCommand: SohoaCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Ký số PDF. / Signs PDFs as incremental updates.",
        discussion: """
            Nhiều tệp, một lần nhập PIN: sohoa sign TỆP… THƯ-MỤC --signer URI --profile CẤU-HÌNH --out-dir NƠI-GHI
            Bị ngắt giữa chừng thì chạy lại đúng lệnh đó: tệp đã ký được giữ nguyên. / Run the same command again to go on.

            Chữ ký hiển thị theo cấu hình: --as leader; cả quy trình của cơ quan: --steps. / Visible signatures by profile.
            Khóa ở nơi khác (HSM): --prepare YÊU-CẦU.json --certificate …, rồi --complete YÊU-CẦU.json --signature …
            Gia hạn dấu thời gian lưu trữ: --extend TỆP…, hoặc --extend --vault KHO. / Renews archive time-stamps.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var key: SignerOptions
    @OptionGroup var form: SignatureFormOptions
    @OptionGroup var output: SignOutputOptions
    @OptionGroup var deferred: DeferredOptions
    @OptionGroup var renewal: RenewalOptions

    @Argument(help: "Tệp PDF hoặc thư mục. / PDFs or folders.")
    var files: [String] = []
    @Option(help: "Cấu hình của cơ quan. / The agency's profile.")
    var profile: String
    @Option(help: "Mức chữ ký B-B, B-T, B-LT, B-LTA; mặc định theo cấu hình. / Level; the profile's when not given.")
    var level: AgencyProfile.Level?

    func validate() throws {
        let modes = [deferred.prepare != nil, deferred.complete != nil, renewal.extend].count { $0 }
        guard modes <= 1 else { throw ValidationError("--prepare, --complete, --extend: chọn một. / choose one.") }
        guard renewal.vault == nil || renewal.extend else { throw ValidationError("--vault: --extend") }
        guard !files.isEmpty || renewal.vault != nil else { throw ValidationError("Thiếu tệp PDF. / No PDF is named.") }
        if modes == 0, !form.steps, key.signer == nil {
            throw ValidationError("Thiếu --signer URI. / --signer is missing.")
        }
        if deferred.prepare != nil || deferred.complete != nil {
            guard files.count == 1 else { throw ValidationError("--prepare, --complete: một tệp. / one file.") }
            guard !form.steps else { throw ValidationError("--steps: không dùng với --prepare. / not with --prepare.") }
        }
        if deferred.prepare != nil, deferred.certificate == nil {
            throw ValidationError("--prepare: thiếu --certificate. / --certificate is missing.")
        }
        if deferred.complete != nil, deferred.signature == nil {
            throw ValidationError("--complete: thiếu --signature. / --signature is missing.")
        }
        guard renewal.vault == nil || files.isEmpty else {
            throw ValidationError("--vault: không kèm tệp. / not together with files.")
        }
        guard output.out == nil || output.outDir == nil else {
            throw ValidationError("--out, --out-dir: chọn một. / choose one.")
        }
        guard output.out == nil || files.count == 1 else {
            throw ValidationError("--out: chỉ cho một tệp; dùng --out-dir. / for one file; use --out-dir.")
        }
    }

    func perform(_ console: Console) throws -> ExitStatus {
        let rules = try ProfileLoader.profile(agencyFile: absolute(profile))
        let session = SignSession(rules: rules, command: self, console: console)
        if renewal.extend { return try renewal.vault == nil ? session.extendFiles() : session.renewVault() }
        if let request = deferred.prepare { return try session.prepare(request: request) }
        if let request = deferred.complete { return try session.complete(request: request) }
        return try session.sign()
    }
}

/// Where the key is.
struct SignerOptions: ParsableArguments {
    @Option(help: "p12:TỆP, pem:KHÓA,CHỨNG-THƯ hoặc pkcs11:… / Where the key is.")
    var signer: String?
    @Option(
        name: .customLong("pin-file"), help: "Tệp chứa mã PIN; không có thì hỏi. / File with the PIN, else a prompt.")
    var pinFile: String?
    @Option(
        help: "Thuật toán, như rsa-pss-sha384; mặc định theo khóa. / Algorithm; the key's usual one when not given.")
    var algorithm: String?
    @Option(help: "Thêm thư mục chứng thư số tin cậy. / Further folders of trusted certificates and CRLs.")
    var trust: [String] = []
}

/// What the signature looks like.
struct SignatureFormOptions: ParsableArguments {
    @Option(help: "Trường chữ ký; trường trống được điền. / Signature field: an empty one is filled, else one is made.")
    var field: String?
    @Option(
        name: .customLong("as"), help: "Chữ ký hiển thị của cấu hình: leader, agencySeal, number, copy… / Visible form."
    )
    var form: String?
    @Flag(help: "Ký lần lượt các bước của cấu hình, mỗi bước bằng khóa của bước đó. / All steps of the profile.")
    var steps = false
    @Option(
        name: .customLong("set"), help: "TÊN=GIÁ-TRỊ cho chỗ trống: number=631, date=18/02/2025… / Placeholder values.")
    var values: [String] = []
    @Option(help: "Lý do ký. / Reason.")
    var reason: String?
    @Option(help: "Nơi ký. / Location.")
    var location: String?
    @Option(help: "Chữ ký chứng thực, cho phép sửa sau đó: 1 không, 2 điền mẫu, 3 ghi chú. / Certifies (DocMDP P).")
    var certify: Int?
}

/// Where signed copies go.
struct SignOutputOptions: ParsableArguments {
    @Option(help: "Tệp kết quả của một tệp. / Output of a single file.")
    var out: String?
    @Option(
        name: .customLong("out-dir"), help: "Thư mục kết quả; mặc định thêm “-signed” cạnh tệp gốc. / Output folder.")
    var outDir: String?
    @Option(help: "Số tệp ký song song. / Files signed at once.")
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount
    @Flag(help: "In JSON, mỗi dòng một tệp, dòng cuối là tổng kết. / JSON lines; the last one is the summary.")
    var json = false

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs: 1…256") }
    }
}

/// A key that is elsewhere.
struct DeferredOptions: ParsableArguments {
    @Option(help: "Ghi yêu cầu ký ra tệp JSON. / Writes a signing request.")
    var prepare: String?
    @Option(help: "Hoàn tất yêu cầu ký. / Completes a signing request.")
    var complete: String?
    @Option(help: "CHỨNG-THƯ[,CHUỖI…] của người ký (PEM hoặc DER). / The signer's certificate and those above it.")
    var certificate: String?
    @Option(help: "Tệp giá trị chữ ký. / The signature's value.")
    var signature: String?
}

/// Renewal of what was signed before.
struct RenewalOptions: ParsableArguments {
    @Flag(help: "Nâng mức hoặc gia hạn tệp đã ký, không ký mới. / Raises or renews signed files.")
    var extend = false
    @Option(help: "Gia hạn cả kho. / Renews a whole vault.")
    var vault: String?
    @Option(
        help: "Gia hạn giấy tờ hết bảo vệ trước ngày này, mặc định sau 180 ngày. / Renew what ends before that day.")
    var before: CivilDate?
}

extension AgencyProfile.Level: ExpressibleByArgument {}

extension CivilDate: ExpressibleByArgument {
    /// `2027-03-31` or `31/03/2027`.
    public init?(argument: String) {
        guard let day = CivilDate(iso: argument) ?? CivilDate(vietnamese: argument) else { return nil }
        self = day
    }
}
