import BatchEngine
import Diagnostics
import Foundation
import Records
import Synchronization

/// Tells a person, or a machine, how a batch goes: a progress line on a terminal (rate, time left, counts), one JSON line
/// per document with `--json`.
final class BatchProgress: Sendable {
    private struct State {
        var found = 0
        var counts: [Outcome: Int] = [:]
        var lastDrawn = Date.distantPast
    }

    private let console: Console
    private let json: Bool
    private let started = Date()
    private let state = Mutex(State())

    init(console: Console, json: Bool) { (self.console, self.json) = (console, json) }

    /// One JSON line per document.
    private struct Item: Encodable {
        var file: String
        var outcome: Outcome
        var code: String?
        var message: String?
        var urn: String?
        var reasons: [Reason]
    }

    func tell(_ event: BatchEvent) {
        switch event {
        case .started(let found): state.withLock { $0.found = found }
        case .finished(let path, let outcome, let findings, let receipt):
            state.withLock { $0.counts[outcome, default: 0] += 1 }
            report(path, outcome, findings, receipt)
        case .notice(let finding):
            console.endProgress()
            console.note(finding.message)
        }
        draw()
    }

    func end() { console.endProgress() }

    private func report(_ path: String, _ outcome: Outcome, _ findings: [Finding], _ receipt: Receipt?) {
        let weight: Finding.Consequence = outcome == .rejected ? .reject : .review
        let deciding = findings.filter { $0.consequence >= weight }
        if json {
            let first = deciding.first
            let item = Item(
                file: path, outcome: outcome, code: first?.code, message: first?.message.text(in: console.language),
                urn: receipt?.urn.rawValue, reasons: deciding.map { Reason($0, in: console.language) })
            if let line = try? CanonicalJSON.line(item) { console.result(line) }
        } else if outcome == .rejected || outcome == .needsReview {
            console.endProgress()
            let label =
                outcome == .rejected
                ? Bilingual(vi: "ĐỂ RIÊNG", en: "SET ASIDE") : Bilingual(vi: "CHỜ XEM", en: "FOR REVIEW")
            console.result("\(label.text(in: console.language))  \(path)")
            for finding in deciding {
                console.result("    \(finding.message.text(in: console.language)) [\(finding.code)]")
            }
        }
    }

    /// At most ten times a second, and not in the first quarter of a second.
    private func draw() {
        let now = Date()
        let line: String? = state.withLock { state in
            guard now.timeIntervalSince(started) > 0.25, now.timeIntervalSince(state.lastDrawn) > 0.1 else {
                return nil
            }
            state.lastDrawn = now
            let done = state.counts.values.reduce(0, +)
            let rate = Double(done) / now.timeIntervalSince(started)
            let left = rate > 0 ? Int(Double(state.found - done) / rate) : 0
            let counts = Outcome.allCases.map { outcome in
                "\(outcome.label.text(in: console.language)) \(state.counts[outcome] ?? 0)"
            }.joined(separator: ", ")
            let rounded = (rate * 10).rounded() / 10
            return Bilingual(
                vi: "\(done)/\(state.found) tài liệu, \(rounded)/giây, còn khoảng \(left) giây; \(counts)",
                en: "\(done)/\(state.found) documents, \(rounded)/s, about \(left) s left; \(counts)"
            ).text(in: console.language)
        }
        if let line { console.progress(line) }
    }
}

extension Outcome {
    /// The outcome in a word or two.
    fileprivate var label: Bilingual {
        switch self {
        case .filed: Bilingual(vi: "lưu kho", en: "filed")
        case .needsReview: Bilingual(vi: "chờ xem", en: "for review")
        case .rejected: Bilingual(vi: "để riêng", en: "set aside")
        case .alreadyFiled: Bilingual(vi: "đã có", en: "already filed")
        }
    }
}
