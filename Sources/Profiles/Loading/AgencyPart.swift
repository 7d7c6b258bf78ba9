import Diagnostics
import Records

/// The agency's own file: who it is, its keys, its QR host, and where the shared parts are.
struct AgencyPart {
    var agency: AgencyProfile?
    /// The shared parts by name, each as written and where.
    var parts: [ProfilePart: (path: String, place: YAMLPlace)] = [:]

    /// The agency's own visible signatures.
    var signatures = SignaturesPart()
    /// The signing steps as written, to be read when all signatures are known.
    private var steps: YAMLValue?
    private var signers: SignersPart?

    private enum Key: String, CaseIterable {
        case agency, resultCode, seal, signers, signatures, steps, trust, manifestColumns, parts
    }
    private enum IdentityKey: String, CaseIterable { case code, name, shortName, systemName }
    private enum ResultCodeKey: String, CaseIterable { case pattern, basis }
    private enum SealKey: String, CaseIterable { case host, ownerId, basis }

    /// - Parameter folder: the folder relative paths count from, with a final `/` unless it is the current one.
    init(_ root: YAMLValue, folder: String, _ problems: inout [ProfileProblem]) {
        guard let file = YAMLMapping(root, keys: Key.self, &problems) else { return }
        let identity = file.required(.agency, &problems)
            .flatMap { YAMLMapping($0, keys: IdentityKey.self, &problems) }
        let code = identity?.value(.code, expected: .agencyCode, &problems) { AgencyCode(rawValue: $0) }
        let name = identity?.text(.name, &problems)
        let shortName = identity?.text(.shortName, &problems)
        let systemName = identity?.text(.systemName, &problems)
        let pattern = file.required(.resultCode, &problems).flatMap { Self.resultCode($0, &problems) }
        let seal = file.required(.seal, &problems).flatMap { YAMLMapping($0, keys: SealKey.self, &problems) }
        let host = seal?.value(.host, expected: .host, &problems) { isHost($0) ? $0.lowercased() : nil }
        let ownerIdInSeal = seal?.choice(.ownerId, AgencyProfile.OwnerIdInSeal.self, &problems)
        _ = seal?.required(.basis, &problems)?.legalBasis(&problems)
        signers = file.required(.signers, &problems).map { SignersPart($0, folder, &problems) }
        signatures = file[.signatures].map { SignaturesPart($0, folder: folder, &problems) } ?? signatures
        steps = file[.steps]
        let trust = (file[.trust]?.texts(&problems) ?? []).map { absolutePath($0, from: folder) }
        let aliases = file[.manifestColumns].map { Self.aliases($0, &problems) } ?? [:]
        parts = file.required(.parts, &problems).map { Self.parts($0, &problems) } ?? [:]

        guard let code, let name, let shortName, let systemName, let pattern, let host, let ownerIdInSeal,
            let level = signers?.level, let digitizer = signers?.digitizer, let agencySeal = signers?.agencySeal,
            let sealKey = signers?.sealKey, let services = signers?.services
        else { return }
        agency = AgencyProfile(
            code: code, name: name, shortName: shortName, systemName: systemName, qrHost: host,
            ownerIdInSeal: ownerIdInSeal, resultCodePattern: pattern, digitizer: digitizer, agencySeal: agencySeal,
            sealKey: sealKey, level: level, trust: trust, manifestAliases: aliases, services: services)
    }

    /// The order in which the office signs; `names` are the signatures that are defined.
    func signingSteps(folder: String, names: Set<String>, _ problems: inout [ProfileProblem]) -> [SigningStep] {
        guard let steps, let signers else { return [] }
        return signers.steps(steps, folder, names: names, &problems)
    }

    private static func resultCode(_ value: YAMLValue, _ problems: inout [ProfileProblem]) -> String? {
        guard let mapping = YAMLMapping(value, keys: ResultCodeKey.self, &problems) else { return nil }
        _ = mapping.required(.basis, &problems)?.legalBasis(&problems)
        guard let value = mapping.required(.pattern, &problems), let text = value.text(&problems) else { return nil }
        do throws(ResultCodePattern.Mistake) {
            _ = try ResultCodePattern(text)
            return text
        } catch {
            problems.append(
                ProfileProblem(
                    .invalidValue, at: value.place, vi: error.what.vi, en: error.what.en, expected: error.expected))
            return nil
        }
    }

    /// `column: [alias, …]` turned round; an alias of two columns is a mistake.
    private static func aliases(_ value: YAMLValue, _ problems: inout [ProfileProblem]) -> [String: String] {
        guard let columns = YAMLMapping(value, keys: ManifestRow.Column.self, &problems) else { return [:] }
        var found: [String: String] = [:]
        var seen: [String: String] = [:]
        for column in ManifestRow.Column.allCases {
            for alias in columns[column]?.sequence(&problems) ?? [] {
                guard let name = alias.text(&problems) else { continue }
                let comparable = VietnameseText.comparable(name)
                if let other = seen[comparable], other != column.rawValue {
                    problems.append(
                        ProfileProblem(
                            .duplicateCode, at: alias.place, vi: "“\(name)” đã là tên của cột \(other)",
                            en: "“\(name)” already names column \(other)",
                            expected: Bilingual(vi: "mỗi tên một cột", en: "one column per name")))
                    continue
                }
                seen[comparable] = column.rawValue
                found[name] = column.rawValue
            }
        }
        return found
    }

    private static func parts(
        _ value: YAMLValue, _ problems: inout [ProfileProblem]
    ) -> [ProfilePart: (path: String, place: YAMLPlace)] {
        guard let mapping = YAMLMapping(value, keys: ProfilePart.self, &problems) else { return [:] }
        var found: [ProfilePart: (path: String, place: YAMLPlace)] = [:]
        for part in ProfilePart.allCases {
            guard let value = mapping.required(part, &problems), let path = value.text(&problems) else { continue }
            found[part] = (path, value.place)
        }
        return found
    }
}

extension Bilingual {
    fileprivate static let agencyCode = Bilingual(
        vi: "mã định danh như H01.02.14 (QĐ 20/2020/QĐ-TTg)", en: "an agency code such as H01.02.14 (QĐ 20/2020/QĐ-TTg)"
    )
    fileprivate static let host = Bilingual(
        vi: "tên miền như tthc.angiang.example.vn, không có https://",
        en: "a host name such as tthc.angiang.example.vn, without https://")
}
