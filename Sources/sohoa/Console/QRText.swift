import Diagnostics
import Foundation
import Workers

/// What `--qr` names: the text of a symbol, or an image or PDF that shows one.
enum QRText {
    private static let pictures = [".png", ".jpg", ".jpeg", ".tif", ".tiff", ".pdf"]

    /// The text.
    /// - Throws: `no-code-in-image`, `file-unreadable`, errors of the worker.
    static func read(_ given: String) throws -> String {
        // A code that was copied and pasted often brings a space or a line end along.
        let argument = String(given.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        if argument.lowercased().hasPrefix("https://") { return argument }
        guard FileManager.default.fileExists(atPath: argument) else {
            // A mistyped file name must not read as a forged code.
            if pictures.contains(where: { argument.lowercased().hasSuffix($0) }) {
                throw CommandError.unreadable(argument)
            }
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
