import Diagnostics
import Records

/// Reads an agency's profile: its own file and the shared parts that file names.
public enum ProfileLoader {
    /// The answer: a profile without mistakes, or all the mistakes.
    public enum Outcome: Sendable, Hashable {
        case loaded(Profile)
        case refused([ProfileProblem])
    }

    /// Reads and checks everything; nothing stops at the first mistake.
    ///
    /// Paths inside the files count from the file that names them, and come out absolute when `agencyFile` is. Whether
    /// keys, trust folders and the font exist is not checked here: another machine may hold them.
    ///
    /// - Parameter agencyFile: path of the agency's YAML file.
    public static func load(agencyFile: String) -> Outcome {
        var problems: [ProfileProblem] = []
        guard let root = YAMLFile.root(at: agencyFile, &problems) else { return .refused(problems) }
        let base = folder(of: agencyFile)
        let own = AgencyPart(root, folder: base, &problems)

        func part(_ name: ProfilePart) -> (root: YAMLValue, folder: String)? {
            guard let reference = own.parts[name] else { return nil }
            let path = absolutePath(reference.path, from: base)
            return YAMLFile.root(at: path, namedAt: reference.place, &problems).map { ($0, folder(of: path)) }
        }
        let types = part(.documentTypes).map { DocumentTypesPart($0.root, &problems) }
        let retention = part(.retention).map { RetentionPart($0.root, &problems) }
        let scan = part(.scan).map { ScanPart($0.root, &problems) }
        let appearance = part(.appearance).map { AppearancePart($0.root, folder: $0.folder, &problems) }
        if let types, let retention {
            problems += types.unknownRetention(in: retention).sorted { $0.line < $1.line }
        }

        let signatures = appearance.map { own.signatures.overriding($0.signatures) } ?? own.signatures
        // Without the appearance part half of the names are unknown.
        var steps: [SigningStep] = []
        if appearance != nil {
            problems += signatures.unknownReferences
            steps = own.signingSteps(folder: base, names: signatures.names, &problems)
        }

        guard problems.isEmpty, let agency = own.agency, let types, let retention,
            let requirements = scan?.requirements, let rules = appearance?.rules
        else { return .refused(problems) }
        let periods: [(ProfilePart, EffectivePeriod?)] = [
            (.documentTypes, types.effective), (.retention, retention.effective), (.scan, scan?.effective),
            (.appearance, appearance?.effective),
        ]
        return .loaded(
            Profile(
                agency: agency, documentTypes: types.rules, retention: retention.rules, scan: requirements,
                appearance: rules,
                effective: Dictionary(
                    uniqueKeysWithValues: periods.compactMap { part, period in
                        period.map { (part, $0) }
                    }),
                signatures: signatures.rules, steps: steps))
    }

    /// The profile, for callers that cannot go on without one.
    ///
    /// - Throws: `ProfileErrorCode.invalid`, naming every mistake.
    public static func profile(agencyFile: String) throws(ProfileError) -> Profile {
        switch load(agencyFile: agencyFile) {
        case .loaded(let profile): return profile
        case .refused(let problems):
            let list = { (language: Language) in problems.map { $0.text(in: language) }.joined(separator: "\n") }
            throw ProfileError(
                .invalid, .configuration,
                vi: "Hồ sơ cấu hình \(agencyFile) có lỗi:\n\(list(.vi))",
                en: "The profile \(agencyFile) has mistakes:\n\(list(.en))",
                remedy: Bilingual(
                    vi: "Sửa các chỗ trên rồi chạy: sohoa profile check \(agencyFile)",
                    en: "Correct them, then run: sohoa profile check \(agencyFile)"))
        }
    }
}
