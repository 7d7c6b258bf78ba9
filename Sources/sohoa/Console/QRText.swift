import Diagnostics
import Foundation
import Workers

/// What `--qr` names: the text of a symbol, or an image or PDF that shows one.
enum QRText {
    /// The text.
    /// - Throws: `no-code-in-image`, `file-unreadable`, errors of the worker.
    static func read(_ argument: String) throws -> String {
        if argument.lowercased().hasPrefix("https://") || !FileManager.default.fileExists(atPath: argument) {
            return argument
        }
        guard let data = FileManager.default.contents(atPath: argument) else { throw CommandError.unreadable(argument) }
        let workers = WorkerPool(.sohoa, count: 1)
        defer { workers.close() }
        var codes = try workers.qrCodes(in: [UInt8](data))
        if codes.isEmpty { codes = try workers.qrCodes(in: [UInt8](data), search: .thorough) }
        // A page may carry other codes too; a seal is an address with a fragment.
        guard let code = codes.first(where: { $0.text.lowercased().contains("/q#") }) ?? codes.first else {
            throw CommandError(
                .noCodeInImage, .input, vi: "Không tìm thấy mã QR trong ảnh “\(argument)”.",
                en: "No QR code was found in the image “\(argument)”.",
                remedy: Bilingual(
                    vi: "Chụp lại gần và rõ hơn, hoặc gửi ảnh gốc (ảnh bị thu nhỏ thường không đọc được).",
                    en: "Take a closer, sharper picture, or send the original: shrunken pictures rarely read."))
        }
        return code.text
    }
}
