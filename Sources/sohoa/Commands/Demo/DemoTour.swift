import Diagnostics
import Foundation
import PDFSyntax
import PKI
import Records
import Vault
import Verification
import Workers

/// What the demo shows of its own results: one is genuine, the same with a byte changed is not, and its QR code read off
/// the rendered page is genuine too. Each answer is compared with the one it must be.
struct DemoTour {
    let vault: String
    let trust: String
    let folder: String
    let console: Console

    /// - Returns: whether every answer was the right one.
    func walk() throws -> Bool {
        let now = Date()
        let store = try TrustFolders.load([trust], console: console)
        let lookup = try VaultStatus.lookup(vault: vault, on: now)
        guard let pdf = try firstResult() else { return false }
        let original = folder + "/result.pdf"
        let forged = folder + "/result-one-byte-changed.pdf"
        var changed = pdf
        // A byte of the scan itself: what a forger would change is what the page shows.
        changed[pdf.count / 3] ^= 1
        for (path, bytes) in [(original, pdf), (forged, changed)] {
            guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
                throw CommandError.notWritten(path)
            }
        }

        let verifier = FileVerifier(trust: store, now: now, language: console.language)
        heading(
            Bilingual(vi: "1. Kiểm tra kết quả đã lưu", en: "1. A filed result"), "sohoa verify \(original) \(options)")
        let genuine = try verifier.verify(ByteView(pdf), name: original, status: lookup)
        ReportText.lines(genuine, in: console.language).forEach(console.result)

        heading(
            Bilingual(vi: "2. Cùng tệp đó, bị đổi một byte", en: "2. The same, one byte changed"),
            "sohoa verify \(forged) \(options)")
        let refused = try verifier.verify(ByteView(changed), name: forged, status: lookup)
        ReportText.lines(refused, in: console.language).forEach(console.result)

        let page = folder + "/result-page-1.png"
        heading(
            Bilingual(vi: "3. Mã QR đọc từ trang đã dựng hình", en: "3. Its QR code, off the rendered page"),
            "sohoa verify --qr \(page) \(options)")
        let workers = WorkerPool(.sohoa, count: 1)
        defer { workers.close() }
        let preview = try workers.preview(pdf, page: 0, dpi: 200)
        guard FileManager.default.createFile(atPath: page, contents: Data(preview)) else {
            throw CommandError.notWritten(page)
        }
        let seal = try SealVerifier(trust: store, now: now, language: console.language)
            .verify(text: QRText.read(page), status: lookup)
        ReportText.lines(seal, in: console.language).forEach(console.result)
        console.result("")

        return genuine.conclusion == .totalPassed && VerifySession.status(genuine) == .done
            && refused.conclusion == .totalFailed && seal.conclusion == .totalPassed
    }

    /// What makes the commands shown give the answers shown.
    private var options: String { "--trust \(trust) --vault \(vault)" }

    /// The first result by path: every run of the demo shows the same one.
    private func firstResult() throws -> [UInt8]? {
        let vault = try Vault.open(at: vault, access: .readOnly)
        let hits = try vault.search("trích lục khai sinh", limit: 10) + vault.search("giấy", limit: 100)
        guard let urn = hits.first(where: { $0.kind == .result })?.urn else { return nil }
        return try vault.get(urn)?.read("result.pdf")
    }

    private func heading(_ text: Bilingual, _ command: String) {
        console.result("")
        console.result("== \(text.text(in: console.language))")
        console.result("   $ \(command)")
    }
}
