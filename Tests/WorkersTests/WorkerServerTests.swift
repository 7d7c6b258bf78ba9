import Foundation
import PDFRendering
import RasterImage
import Testing

@testable import Workers

/// A server on a thread of this process, behind two pipes.
private final class ServerOnAThread {
    private let requests = Pipe()
    private let responses = Pipe()
    private let done = DispatchSemaphore(value: 0)

    var channel: DescriptorChannel {
        DescriptorChannel(
            input: responses.fileHandleForReading.fileDescriptor,
            output: requests.fileHandleForWriting.fileDescriptor)
    }

    init() {
        let input = requests.fileHandleForReading.fileDescriptor
        let output = responses.fileHandleForWriting.fileDescriptor
        Thread.detachNewThread { [done] in
            try? WorkerServer.run(input: input, output: output, confinement: nil)
            done.signal()
        }
    }

    func ask(_ request: WorkerRequest, _ file: [UInt8]) throws -> (WorkerResponse, payload: [UInt8]) {
        try channel.write(Frame(request, payload: file))
        let answer = try #require(try channel.readFrame())
        return (try answer.message(WorkerResponse.self), answer.payload)
    }

    /// Hangs up; true when the loop then ended.
    func hangUp() -> Bool {
        try? requests.fileHandleForWriting.close()
        return done.wait(timeout: .now() + 5) == .success
    }
}

struct WorkerServerTests {
    @Test(.enabled(if: Corpus.isPresent, "needs the shared corpus")) func answersThroughPipes() throws {
        let server = ServerOnAThread()
        let scan = try Corpus.file("scans/tif/000.tif")
        guard case (.imageFacts(let facts), let none) = try server.ask(.imageFacts, scan) else {
            Issue.record("not facts")
            return
        }
        #expect(none.isEmpty)
        #expect(try facts == ImageFacts(measuring: scan))
        guard case (.raster(let shape), let samples) = try server.ask(.decodeImage(page: 1), scan) else {
            Issue.record("not a raster")
            return
        }
        #expect(try shape.raster(samples) == ImageDecoder(scan).page(1).raster)
        let born = try Corpus.file("scans/born/000.pdf")
        guard case (.pageContent(let page), let cells) = try server.ask(.pageContent(page: -1), born) else {
            Issue.record("not a page")
            return
        }
        // Boxes cross the boundary rounded to hundredths of a point.
        let (received, expected) = (page.content(cells), try PDFRenderer(born).content(ofPage: -1))
        #expect(received?.ink == expected.ink && received?.index == expected.index)
        #expect(received?.text.lines.map(\.text) == expected.text.lines.map(\.text))
        #expect(page.content(Array(cells.dropLast())) == nil)
        #expect(server.hangUp())
    }

    @Test func refusesWithTheModulesOwnWords() throws {
        let server = ServerOnAThread()
        guard case (.refused(let refusal), _) = try server.ask(.imageFacts, Array("plain text".utf8)) else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.error.code == .imageFormatUnknown)
        #expect(refusal.error.what.vi == "Tệp không phải ảnh JPEG, PNG hay TIFF.")
        // The next request finds the server alive.
        guard case (.refused(let second), _) = try server.ask(.pdfFacts(inkPages: 1), Array("plain text".utf8)) else {
            Issue.record("not refused")
            return
        }
        #expect(second.error.code == .pdfUnreadable)
        #expect(server.hangUp())
    }

    @Test func nonsenseEndsTheServer() throws {
        for nonsense: [UInt8] in [[0xFF, 0xFF, 0xFF, 0xFF, 0], [0, 0, 0, 2, 0x7B, 0x7D, 0, 0, 0, 0, 0, 0, 0, 0]] {
            let pipe = Pipe()
            try pipe.fileHandleForWriting.write(contentsOf: Data(nonsense))
            try pipe.fileHandleForWriting.close()
            let error = #expect(throws: WorkerError.self) {
                try WorkerServer.run(
                    input: pipe.fileHandleForReading.fileDescriptor, output: -1, confinement: nil)
            }
            #expect(error?.code == .protocolBroken)
        }
    }
}

struct FrameTests {
    private func roundTrip(_ bytes: [UInt8]) throws -> Frame? {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
        try pipe.fileHandleForWriting.close()
        return try DescriptorChannel(input: pipe.fileHandleForReading.fileDescriptor, output: -1).readFrame()
    }

    @Test func theBytesOfAFrame() throws {
        let frame = try roundTrip([0, 0, 0, 2, 0x7B, 0x7D, 0, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3])
        #expect(frame?.header == Array("{}".utf8))
        #expect(frame?.payload == [1, 2, 3])
        #expect(try roundTrip([]) == nil)
    }

    @Test func aCutOrImpossibleFrameIsAFailure() {
        #expect(throws: ChannelFailure.closed) { try roundTrip([0, 0, 0]) }
        #expect(throws: ChannelFailure.closed) { try roundTrip([0, 0, 0, 9, 1]) }
        #expect(throws: ChannelFailure.closed) { try roundTrip([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 1]) }
        #expect(throws: ChannelFailure.tooLarge) { try roundTrip([0xFF, 0, 0, 0]) }
        #expect(throws: ChannelFailure.tooLarge) { try roundTrip([0, 0, 0, 0, 0xFF, 0, 0, 0, 0, 0, 0, 0]) }
    }

    /// The supervisor's switch knows every error that the modules inside a worker can have.
    @Test func errorCodesCrossTheBoundary() {
        for code in RasterImageErrorCode.allCases where code != .encodingFailed {
            #expect(WorkerErrorCode(rawValue: code.rawValue) != nil, "\(code)")
        }
        for code in PDFRenderingErrorCode.allCases {
            #expect(WorkerErrorCode(rawValue: code.rawValue) != nil, "\(code)")
        }
    }
}
