import ArgumentParser
import Diagnostics
import Foundation
import Profiles
import Records
import Signing

/// `sohoa sign FILE --signer URI --profile FILE`.
struct SignCommand: SohoaCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Ký số một tệp PDF. / Signs one PDF as an incremental update.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "Tệp PDF. / The PDF.")
    var file: String
    @Option(help: "p12:ĐƯỜNG-DẪN hoặc pem:KHÓA,CHỨNG-THƯ. / Where the key is.")
    var signer: String
    @Option(help: "Cấu hình của cơ quan. / The agency's profile.")
    var profile: String
    @Option(
        name: .customLong("pin-file"), help: "Tệp chứa mã PIN; không có thì hỏi. / File with the PIN, else a prompt.")
    var pinFile: String?
    @Option(help: "Mức chữ ký; phiên bản này chỉ có B-B. / Signature level; B-B in this version.")
    var level: String = "B-B"
    @Option(help: "Trường chữ ký. / Signature field: an empty one is filled, else an invisible one is made.")
    var field: String = "ChuKySo"
    @Option(help: "Tệp kết quả; mặc định thêm “-signed” vào tên. / Output file.")
    var out: String?

    func validate() throws {
        guard level == "B-B" else {
            throw ValidationError("--level \(level): phiên bản này chỉ ký mức B-B. / only B-B in this version.")
        }
    }

    func perform(_ console: Console) throws -> ExitStatus {
        let rules = try ProfileLoader.profile(agencyFile: absolute(profile))
        guard let data = FileManager.default.contents(atPath: file) else { throw CommandError.unreadable(file) }
        let target = out ?? (file.lowercased().hasSuffix(".pdf") ? String(file.dropLast(4)) : file) + "-signed.pdf"
        guard absolute(target) != absolute(file) else { throw CommandError.wouldOverwrite(file) }
        let pin = try pinFile.map { try PIN.read(file: $0) } ?? (signer.hasPrefix("p12:") ? PIN.prompt("PIN: ") : nil)
        let identity = try SignerKey.open(signer, pin: pin).identity()
        let signed = try DocumentSigner(rules: rules.appearance).sign(
            [UInt8](data), field: field, by: identity.certificate.displayName, identity: identity, at: Date())
        guard FileManager.default.createFile(atPath: target, contents: Data(signed)) else {
            throw CommandError.notWritten(target)
        }
        console.result(target)
        return .done
    }
}
