import Foundation
import Testing

@testable import Workers

@Suite("Workers that misbehave") struct WorkerFailureTests {
    private func code(_ pool: WorkerPool) -> WorkerErrorCode? {
        do throws(WorkerError) { _ = try pool.imageFacts([1, 2, 3]) } catch { return error.code }
        return nil
    }

    @Test func aWorkerThatDiesIsTriedTwice() {
        let log = ProcessLog()
        let pool = WorkerPool(log.launch("exit 7"), count: 1)
        #expect(code(pool) == .crashed)
        #expect(log.processes.count == 2)
        #expect(log.survivors == [])
    }

    @Test func aWorkerThatHangsIsKilled() {
        let log = ProcessLog()
        let pool = WorkerPool(log.launch("exec sleep 100"), count: 1, secondsPerRequest: 0.3)
        let start = ContinuousClock.now
        #expect(code(pool) == .timedOut)
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(log.processes.count == 2)
        #expect(log.survivors == [])
    }

    /// A request larger than the socket's buffer must not block for ever.
    @Test func aWorkerThatDoesNotReadIsKilled() {
        let pool = WorkerPool(ProcessLog().launch("exec sleep 100"), count: 1, secondsPerRequest: 0.3)
        let error = #expect(throws: WorkerError.self) {
            try pool.imageFacts(Array(repeating: 0, count: 8 << 20))
        }
        #expect(error?.code == .timedOut)
    }

    @Test(arguments: [
        // A header length of two gigabytes; no JSON; JSON that is no answer.
        "printf 'xxxxxxxxxxxxxxxx'; exec cat >/dev/null",
        "printf '\\0\\0\\0\\1x\\0\\0\\0\\0\\0\\0\\0\\0'; exec cat >/dev/null",
        "printf '\\0\\0\\0\\2{}\\0\\0\\0\\0\\0\\0\\0\\0'; exec cat >/dev/null",
    ])
    func nonsenseIsNoAnswer(_ script: String) {
        let log = ProcessLog()
        let pool = WorkerPool(log.launch(script), count: 1)
        #expect(code(pool) == .protocolBroken)
        #expect(log.survivors == [])
    }

    /// A worker under attack may lie: a raster with too few samples is none.
    @Test func anAnswerToAnotherQuestionIsNone() {
        let script = #"printf '\0\0\0\013{"file":{}}\0\0\0\0\0\0\0\0'; exec cat >/dev/null"#
        #expect(code(WorkerPool(ProcessLog().launch(script), count: 1)) == .protocolBroken)
        let raster = #"{"raster":{"_0":{"width":9,"height":9,"model":"grey","bitsPerSample":8}}}"#
        let octal = String(raster.utf8.count, radix: 8)
        let lie = "printf '\\0\\0\\0\\\(octal)\(raster)\\0\\0\\0\\0\\0\\0\\0\\1x'; exec cat >/dev/null"
        let short = WorkerPool(ProcessLog().launch(lie), count: 1)
        let error = #expect(throws: WorkerError.self) { try short.decodeImage([0], page: 0) }
        #expect(error?.code == .protocolBroken)
    }

    @Test func anExecutableThatIsMissing() {
        let pool = WorkerPool(WorkerLaunch(executable: "/nonexistent/sohoa", arguments: []), count: 1)
        #expect(code(pool) == .launchFailed)
    }
}

@Suite(
    "Workers of the real executable",
    .enabled(if: WorkerExecutable.isPresent && Corpus.isPresent, "needs the sohoa executable and the shared corpus"))
struct WorkerPoolTests {
    private let launch = WorkerLaunch(executable: WorkerExecutable.path, arguments: ["worker"])

    @Test func factsAndRasters() throws {
        let pool = WorkerPool(launch, count: 1)
        let scan = try Corpus.file("scans/jpg/000-1.jpg")
        #expect(try pool.imageFacts(scan).pages.first?.header?.dpiX == 300)
        let cut = try pool.imageFacts(Array(scan.prefix(scan.count / 2)))
        #expect(cut.firstDamage?.damage.kind == .truncated)
        #expect(try pool.decodeImage(Corpus.file("scans/tif/000.tif"), page: 1).bitsPerSample == 1)

        let born = try Corpus.file("scans/born/000.pdf")
        let facts = try pool.pdfFacts(born)
        #expect(facts.text.pages.first?.lines.first?.text == "ỦY BAN NHÂN DÂN")
        #expect(facts.pages.map(\.imageCoverage) == [0, 0])
        let page = try pool.render(born, page: 0, dpi: 150, model: .grey)
        #expect((page.width, page.height) == (1240, 1754))
        let preview = try pool.preview(born, page: 1, dpi: 50)
        #expect(preview.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let error = #expect(throws: WorkerError.self) { try pool.render(born, page: 2, dpi: 50) }
        #expect(error?.code == .pdfPageMissing)
    }

    private struct Truth: Decodable {
        var qr: String
        /// Pixels at 300 dpi.
        var qr_box: [Double]
        var qr_page: Int
    }

    @Test(arguments: ["scans/bpdf/000.pdf", "scans/tif/000.tif", "scans/jpg/000-2.jpg"])
    func qrCodesWithTheirPlace(_ path: String) throws {
        let truth = try JSONDecoder().decode(Truth.self, from: Data(Corpus.file("scans/truth/000.json")))
        let pool = WorkerPool(launch, count: 1)
        for search in [QRSearch.quick, .thorough] {
            let code = try #require(try pool.qrCodes(in: Corpus.file(path), search: search).first)
            #expect(code.text == truth.qr)
            #expect(code.page == (path.contains("-2") ? 1 : truth.qr_page))
            let expected = truth.qr_box.map { $0 * 72 / 300 }
            for (side, value) in zip([code.box.x0, code.box.y0, code.box.x1, code.box.y1], expected) {
                // The scan is turned by 0.2° around its middle.
                #expect(abs(side - value) < 4, "\(code.box)")
            }
        }
    }

    @Test func pagesWithoutACode() throws {
        #expect(try WorkerPool(launch, count: 1).qrCodes(in: Corpus.file("scans/jpg/000-1.jpg")) == [])
        #expect(try WorkerPool(launch, count: 1).qrCodes(in: Corpus.file("scans/tif/000.tif"), pages: 1) == [])
    }

    @Test func aCrashIsMadeGoodByAFreshWorker() throws {
        let log = ProcessLog()
        let flag = log.path + ".flag"
        let script = "if [ -e '\(flag)' ]; then exec '\(WorkerExecutable.path)' worker; fi; touch '\(flag)'; kill -9 $$"
        let pool = WorkerPool(log.launch(script), count: 1)
        #expect(try pool.imageFacts(Corpus.file("scans/tif/000.tif")).pages.count == 2)
        #expect(log.processes.count == 2)
    }

    @Test func aWorkerThatDiedIdleIsReplaced() throws {
        let log = ProcessLog()
        let pool = WorkerPool(log.realWorker, count: 1)
        let scan = try Corpus.file("scans/tif/000.tif")
        _ = try pool.imageFacts(scan)
        _ = try pool.imageFacts(scan)
        let first = try #require(log.processes.first)
        #expect(log.processes.count == 1)
        #expect(kill(first, SIGKILL) == 0)
        #expect(try pool.imageFacts(scan).pages.count == 2)
        #expect(log.processes.count == 2)
        #expect(log.survivors == Array(log.processes.dropFirst()))
    }

    @Test func threadsShareTheWorkers() throws {
        let log = ProcessLog()
        let pool = WorkerPool(log.realWorker, count: 2)
        let scan = try Corpus.file("scans/tif/002.tif")
        let failures = Counter()
        DispatchQueue.concurrentPerform(iterations: 12) { _ in
            if (try? pool.imageFacts(scan).pages.count) != 1 { failures.increment() }
        }
        #expect(failures.value == 0)
        #expect((1...2).contains(log.processes.count))
    }

    @Test func closingEndsTheWorkers() throws {
        let log = ProcessLog()
        let pool = WorkerPool(log.realWorker, count: 1)
        _ = try pool.imageFacts(Corpus.file("scans/tif/000.tif"))
        #expect(log.survivors.count == 1)
        pool.close()
        #expect(log.survivors == [])
        let error = #expect(throws: WorkerError.self) { try pool.imageFacts([1]) }
        #expect(error?.code == .closed)
    }

    @Test func aWorkerLivesUnderLimits() throws {
        let log = ProcessLog()
        let pool = WorkerPool(log.realWorker, count: 1)
        _ = try pool.imageFacts(Corpus.file("scans/tif/000.tif"))
        let pid = try #require(log.processes.first)
        let limits = try String(contentsOfFile: "/proc/\(pid)/limits", encoding: .utf8)
        func limit(_ name: String) -> Substring? {
            limits.split(separator: "\n").first { $0.hasPrefix(name) }?.dropFirst(26).split(separator: " ").first
        }
        #expect(limit("Max address space") == "2147483648")
        #expect(limit("Max file size") == "0")
        #expect(limit("Max core file size") == "0")
        #expect(limit("Max open files") == "64")
        #expect(limit("Max cpu time").flatMap { Int($0) }.map { (100...130).contains($0) } == true)
        let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        #expect(status.contains("NoNewPrivs:\t1"))
        // Standard input, output, error, the saved channel; nothing of the supervisor's.
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd")
        #expect(open.count <= 5, "\(open)")
        withExtendedLifetime(pool) {}
    }

    /// Even in the middle of a page.
    @Test func aWorkerEndsWithItsSupervisor() throws {
        let worker = try WorkerProcess.start(launch)
        let request = try Frame(
            WorkerRequest.previewPDF(page: 0, dpi: 900), payload: Corpus.file("scans/born/000.pdf"))
        let channel = SocketChannel(socket: worker.socket, deadline: .now + .seconds(10))
        try channel.write(request)
        usleep(300_000)
        close(worker.socket)
        var status: Int32 = 0
        let end = ContinuousClock.now + .milliseconds(500)
        while waitpid(worker.pid, &status, WNOHANG) == 0, ContinuousClock.now < end { usleep(5_000) }
        #expect(kill(worker.pid, 0) == -1)
        if kill(worker.pid, SIGKILL) == 0 { waitpid(worker.pid, &status, 0) }
    }
}
