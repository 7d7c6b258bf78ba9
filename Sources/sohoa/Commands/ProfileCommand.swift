import ArgumentParser
import Diagnostics
import Foundation
import Profiles
import Records

/// `sohoa profile`.
struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Cấu hình của cơ quan. / An agency's profile.", subcommands: [Check.self])

    /// `sohoa profile check FILE`: every mistake with file, line and column.
    struct Check: SohoaCommand {
        static let configuration = CommandConfiguration(
            abstract: "Kiểm tra cấu hình. / Reports file:line:column, what is wrong, what was expected.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Tệp cấu hình của cơ quan. / The agency's YAML file.")
        var file: String

        func perform(_ console: Console) throws -> ExitStatus {
            switch ProfileLoader.load(agencyFile: absolute(file)) {
            case .refused(let problems):
                for problem in problems { console.result(problem.text(in: console.language)) }
                return .configuration
            case .loaded(let profile):
                console.say(
                    Bilingual(
                        vi: "Cấu hình đúng: \(profile.agency.name) (\(profile.agency.code.rawValue)), "
                            + "\(profile.documentTypes.count) loại giấy tờ.",
                        en: "The profile is right: \(profile.agency.name) (\(profile.agency.code.rawValue)), "
                            + "\(profile.documentTypes.count) document types."))
                for part in profile.partsNotInForce(on: VietnamTime.day(Date())) {
                    console.note(
                        Bilingual(
                            vi: "phần \(part.rawValue) hiện không còn (hoặc chưa) có hiệu lực; hãy cập nhật căn cứ.",
                            en: "the part \(part.rawValue) is not in force today; update it."))
                }
                return .done
            }
        }
    }
}

/// `path` from the root, so that what a profile names stays right wherever it is used.
func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
}
