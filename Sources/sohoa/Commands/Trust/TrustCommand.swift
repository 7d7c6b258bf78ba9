import ArgumentParser
import Diagnostics
import HTTP

/// `sohoa trust`.
struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "Kho chứng thư tin cậy. / What is trusted.",
        discussion: """
            Chương trình mang theo mã băm SHA-256 của các gốc và tổ chức chứng thực Việt Nam, không mang theo chứng thư. Tải \
            chứng thư từ nơi công bố rồi nhập vào: chứng thư mạo tên bị từ chối. / The program knows the SHA-256 of the \
            genuine Vietnamese authorities and carries no certificates: get them from their publishers and import them.
            """,
        subcommands: [TrustListCommand.self, TrustImportCommand.self, TrustRefreshCommand.self])
}

extension IPNetwork: ExpressibleByArgument {
    /// `10.0.0.0/8`.
    public init?(argument: String) { self.init(argument) }
}
