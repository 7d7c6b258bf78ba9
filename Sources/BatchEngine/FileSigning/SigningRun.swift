import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import Profiles

/// Signs the outputs of a day: many files, one login.
public struct SigningRun: Sendable {
    private let steps: [FileSigningStep]
    private let files: FileRun

    /// - Parameters:
    ///   - steps: the signatures each file gets, in order.
    ///   - jobs: files worked on at once.
    ///   - shouldStop: turns true when no further file is to be begun.
    public init(
        steps: [FileSigningStep], jobs: Int, clock: @escaping @Sendable () -> Date,
        shouldStop: @escaping @Sendable () -> Bool
    ) {
        self.steps = steps
        files = FileRun(jobs: jobs, clock: clock, shouldStop: shouldStop)
    }

    /// Signs `items`.
    /// - Parameter tell: called for each file once its outcome is durable, from one thread at a time.
    public func run(
        _ items: [SigningItem], tell: @Sendable (SigningItem, SigningOutcome) -> Void
    ) throws -> SigningResult {
        try files.run(items, tell: tell, appended: appended, isDone: isSigned)
    }

    @Sendable private func appended(to file: ByteView) throws -> [UInt8] {
        var document = try PDFDocument(bytes: file)
        var appended: [UInt8] = []
        for (index, step) in steps.enumerated() {
            let revisions = try step.signer.sign(document, step.order(document), at: files.clock())
            appended += revisions
            if index + 1 < steps.count {
                document = try PDFDocument(bytes: document.bytes.appending(revisions))
            }
        }
        return appended
    }

    /// Whether `copy` holds the bytes of `file` and, behind them, the signatures of all steps as they are ordered.
    @Sendable private func isSigned(_ file: ByteView, _ copy: ByteView) throws -> Bool {
        guard copy.count > file.count, copy.view(0..<file.count) == file,
            let document = try? PDFDocument(bytes: copy)
        else { return false }
        let findings = SignatureInspector.inspect(document)
        let material = ValidationMaterial(document, findings: findings)
        // Each step has a signature of its own, and none of them is one the file came with.
        var rest = findings.indices.filter { index in
            let range = findings[index].dictionary.byteRange ?? []
            return range.count == 4 && range[2] > file.count
        }
        return steps.allSatisfy { step in
            let match = rest.firstIndex { index in
                let found = findings[index]
                return found.isSound && found.value.certificate == step.signer.identity.certificate
                    && found.dictionary.permission == step.certification
                    && SignatureLevel(ofSignature: index, in: findings, material: material)
                        .map { $0.reaches(step.level) } == true
            }
            guard let match else { return false }
            rest.remove(at: match)
            return true
        }
    }
}

extension SignatureLevel {
    /// Whether this is the level ordered, or a higher one.
    func reaches(_ ordered: AgencyProfile.Level) -> Bool {
        SignatureLevel(rawValue: ordered.rawValue).map { self >= $0 } ?? false
    }
}
