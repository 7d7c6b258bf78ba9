import BatchEngine
import Diagnostics
import Foundation
import Records
import Synchronization

/// Tells how a signing run goes: the signed copies on stdout, refusals with their reasons, a progress line on a terminal.
final class SigningProgress: Sendable {
    private struct State {
        var done = 0
        var lastDrawn = Date.distantPast
        var worst: ExitStatus?
    }

    private let console: Console
    private let json: Bool
    private let level: String
    private let found: Int
    private let started = Date()
    private let state = Mutex(State())

    init(console: Console, json: Bool, level: String, found: Int) {
        (self.console, self.json, self.level, self.found) = (console, json, level, found)
    }

    /// One JSON line per file.
    private struct Line: Encodable {
        var file: String
        var out: String?
        var outcome: String
        var level: String?
        var code: String?
        var message: String?
    }

    /// The status of the worst refusal; nil when there was none.
    var refusal: ExitStatus? { state.withLock { $0.worst } }

    func tell(_ item: SigningItem, _ outcome: SigningOutcome) {
        switch outcome {
        case .signed: report(item, Line(file: item.input, out: item.output, outcome: "signed", level: level))
        case .alreadySigned: report(item, Line(file: item.input, out: item.output, outcome: "alreadySigned"))
        case .failed(let failure):
            state.withLock { state in
                let status = ExitStatus(failure.kind)
                state.worst = state.worst.map { $0 == .internal ? $0 : status } ?? status
            }
            report(
                item,
                Line(
                    file: item.input, outcome: "failed", code: failure.codeName,
                    message: failure.what.text(in: console.language)))
            if !json {
                console.endProgress()
                console.note(
                    Bilingual(
                        vi: "không ký được “\(item.input)”:", en: "could not sign “\(item.input)”:"))
                console.error(failure)
            }
        }
        draw()
    }

    func end() { console.endProgress() }

    private func report(_ item: SigningItem, _ line: Line) {
        if json {
            if let text = try? CanonicalJSON.line(line) { console.result(text) }
        } else if line.out != nil {
            console.endProgress()
            console.result(item.output)
        }
    }

    /// At most ten times a second, and not in the first quarter of a second.
    private func draw() {
        let now = Date()
        let done: Int? = state.withLock { state in
            state.done += 1
            guard now.timeIntervalSince(started) > 0.25, now.timeIntervalSince(state.lastDrawn) > 0.1 else {
                return nil
            }
            state.lastDrawn = now
            return state.done
        }
        guard let done else { return }
        let rate = Double(done) / now.timeIntervalSince(started)
        let left = Int(Double(found - done) / rate)
        console.progress(
            Bilingual(
                vi: "\(done)/\(found) tệp, \(Int(rate.rounded()))/giây, còn khoảng \(left) giây",
                en: "\(done)/\(found) files, \(Int(rate.rounded()))/s, about \(left) s left"
            ).text(in: console.language))
    }
}
