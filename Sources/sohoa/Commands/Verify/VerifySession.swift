import Diagnostics
import Foundation
import PDFSyntax
import PKI
import Records
import Synchronization
import Verification

/// One run of `sohoa verify`: everything the files have in common.
struct VerifySession {
    private let command: VerifyCommand
    private let console: Console
    private let now: Date
    private let trust: TrustStore
    private let status: RecordStatusLookup?
    private let policies: ValidationPolicies
    private let evidence: VerifyEvidence
    private let password: FilePassword

    init(command: VerifyCommand, console: Console) throws {
        (self.command, self.console) = (command, console)
        now = command.evidence.now
        trust = try TrustFolders.load(command.evidence.trust, console: console)
        status = try command.evidence.vault.map { [now] in try VaultStatus.lookup(vault: absolute($0), on: now) }
        policies = try ValidationPolicyFiles.load(command.evidence.policy)
        evidence = VerifyEvidence(command.evidence, trust: trust, policies: policies, console: console)
        password = try FilePassword(file: command.evidence.passwordFile)
    }

    /// What came out for one file.
    private enum Answer: Sendable {
        /// It could not be opened at all.
        case missing
        /// A vault or a disk failed while it was looked at.
        case failed(Bilingual, remedy: Bilingual?, ExitStatus)
        case verified(FileValidation, ByteView)
    }

    func verify(files: [String]) throws -> ExitStatus {
        var report = try command.output.report.map {
            try VerifyReportFile(path: $0, now: now, console: console)
        }
        defer { report?.close() }
        var worst = ExitStatus.done
        var broken: (any Error)?
        OrderedWork.run(count: files.count, width: command.output.jobs) { index in
            answer(files[index])
        } deliver: { index, answer in
            switch answer {
            case .missing:
                console.error(
                    Bilingual(
                        vi: "Không đọc được tệp “\(files[index])”.", en: "The file “\(files[index])” cannot be read."))
                worst = Self.worse(worst, .input)
            case .failed(let what, let remedy, let status):
                console.error(Bilingual(vi: "\(files[index]): \(what.vi)", en: "\(files[index]): \(what.en)"))
                if let remedy { console.hint(remedy) }
                worst = Self.worse(worst, status)
            case .verified(let validation, let bytes):
                let verdict = FileReport(validation, language: console.language)
                worst = Self.worse(worst, Self.status(verdict))
                do {
                    try tell(verdict)
                    try report?.add(validation, verdict, bytes)
                } catch { broken = broken ?? error }
            }
        }
        if let broken { throw broken }
        try report?.write()
        return worst
    }

    private func answer(_ file: String) -> Answer {
        guard let bytes = try? InputFile.map(file) else { return .missing }
        do {
            return .verified(try validation(bytes, file), bytes)
        } catch let failure as any UserFacingError {
            return .failed(failure.what, remedy: failure.remedy, ExitStatus(failure.kind))
        } catch {
            let text = "\(error)"
            return .failed(
                Bilingual(vi: "Lỗi nội bộ: \(text)", en: "Internal error: \(text)"), remedy: nil, .internal)
        }
    }

    /// A pass with what is at hand, and further ones while an archive or a service has what was missing.
    private func validation(_ bytes: ByteView, _ file: String) throws -> FileValidation {
        func validate(_ more: TrustStore?, _ password: [UInt8]?) throws -> FileValidation {
            var store = trust
            if let more { store.add(more) }
            return try FileVerifier(trust: store, policies: policies, now: now, language: console.language)
                .validate(bytes, name: file, status: status, password: password)
        }
        var opened = password.known
        var first = try validate(nil, opened)
        if first.isLocked, let typed = password.ask(about: file) {
            opened = typed
            first = try validate(nil, typed)
        }
        return try evidence.complete(first) { try validate($0, opened) }
    }

    private func tell(_ verdict: FileReport) throws {
        if command.output.json {
            console.result(try CanonicalJSON.line(verdict))
        } else {
            for line in ReportText.lines(verdict, in: console.language) { console.result(line) }
            console.result("")
        }
    }

    func verify(code qr: String) throws -> ExitStatus {
        let text = try QRText.read(qr)
        let verdict = try SealVerifier(trust: trust, now: now, language: console.language)
            .verify(text: text, status: status)
        let line = try CanonicalJSON.line(verdict)
        if command.output.json {
            console.result(line)
        } else {
            for line in ReportText.lines(verdict, in: console.language) { console.result(line) }
        }
        if let path = command.output.report { try OutputFile.replace(absolute(path), Array((line + "\n").utf8)) }
        switch (verdict.conclusion, verdict.verdict) {
        case (.totalFailed, _), (_, .invalid): return .no
        case (.totalPassed, .valid): return .done
        default: return .undetermined
        }
    }

    /// The status of one file: DESIGN section 5.
    static func status(_ report: FileReport) -> ExitStatus {
        switch report.conclusion {
        case .unreadable: .input
        case .totalFailed: .no
        case .noSignature: .undetermined
        case .totalPassed, .indeterminate:
            switch report.verdict {
            case .invalid: .no
            case .valid: .done
            case .notInForce, .undetermined: .undetermined
            }
        }
    }

    /// With several files the worst applies: 3 > 1 > 2 > 0; a failure of the machine outranks them all.
    private static func worse(_ a: ExitStatus, _ b: ExitStatus) -> ExitStatus {
        let order: [ExitStatus] = [.done, .undetermined, .no, .input]
        func rank(_ status: ExitStatus) -> Int { order.firstIndex(of: status) ?? order.count }
        return rank(a) >= rank(b) ? a : b
    }
}

extension FileValidation {
    /// Whether the file opens with a password only that was not given.
    fileprivate var isLocked: Bool { remarks.contains { $0.code == "PASSWORD_NEEDED" } }
}

/// The password of encrypted files: read from a file or a descriptor, else asked for once.
private final class FilePassword: Sendable {
    private let given: [UInt8]?
    private let typed = Mutex<[UInt8]??>(.none)

    /// - Parameter file: its first line is the password.
    /// - Throws: `password-unreadable`.
    init(file: String?) throws {
        given = try file.map { file in
            do { return try PIN.read(file: file) } catch { throw CommandError.passwordUnreadable(file) }
        }
    }

    var known: [UInt8]? { given ?? typed.withLock { $0 ?? nil } }

    /// Nil when one was given already, or when there is nobody to ask.
    func ask(about file: String) -> [UInt8]? {
        guard given == nil, isatty(0) == 1 else { return nil }
        return typed.withLock { typed in
            if let typed { return typed }
            let answer = PIN.prompt("Mật khẩu / Password (\(file)): ")
            typed = .some(answer)
            return answer
        }
    }
}
