import ArgumentParser
import COnDemand
import Diagnostics
import Foundation
import Signing

/// `sohoa doctor`: what is missing on this machine and the command that installs it.
struct DoctorCommand: SohoaCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Kiểm tra máy còn thiếu gì. / What is missing on this machine.")

    @OptionGroup var common: CommonOptions
    @Option(help: "Phông chữ của chữ ký. / Font of visible signatures.")
    var font = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"

    /// One thing that was looked at.
    private struct Check {
        var name: Bilingual
        var isFine: Bool
        var package: String?
    }

    func perform(_ console: Console) throws -> ExitStatus {
        let checks = [fontCheck(), memoryCheck(), renameCheck()] + libraryChecks()
        for check in checks {
            console.result("\(check.isFine ? "✔" : "✖") \(check.name.text(in: console.language))")
        }
        let packages = Set(checks.filter { !$0.isFine }.compactMap(\.package)).sorted()
        if !packages.isEmpty {
            console.hint(
                Bilingual(
                    vi: "Cài đặt: apt-get install \(packages.joined(separator: " "))",
                    en: "Install: apt-get install \(packages.joined(separator: " "))"))
        }
        return checks.allSatisfy(\.isFine) ? .done : .dependency
    }

    private func fontCheck() -> Check {
        let fine = (try? AppearanceFont(path: font))?.drawsVietnamese ?? false
        return Check(
            name: Bilingual(vi: "Phông chữ có đủ chữ Việt: \(font)", en: "Font with all Vietnamese letters: \(font)"),
            isFine: fine, package: "fonts-liberation2")
    }

    /// The libraries that are opened when they are first needed.
    private func libraryChecks() -> [Check] {
        (0..<condemand_count()).map { index in
            let name = String(cString: condemand_name(index))
            return Check(
                name: Bilingual(vi: "Thư viện \(name)", en: "Library \(name)"), isFine: condemand_open(index),
                package: String(cString: condemand_package(index)))
        }
    }

    private func memoryCheck() -> Check {
        let gibibytes = Double(ProcessInfo.processInfo.physicalMemory) / Double(1 << 30)
        return Check(
            name: Bilingual(vi: "Bộ nhớ ít nhất 2 GB", en: "At least 2 GB of memory"), isFine: gibibytes > 1.8,
            package: nil)
    }

    /// A vault needs renames that refuse to replace (`renameat2`), which some network file systems lack.
    private func renameCheck() -> Check {
        Check(
            name: Bilingual(
                vi: "Hệ thống tệp của thư mục này dùng được cho kho", en: "This folder's file system can hold a vault"),
            isFine: FileSystemProbe.supportsVault(FileManager.default.currentDirectoryPath), package: nil)
    }
}
