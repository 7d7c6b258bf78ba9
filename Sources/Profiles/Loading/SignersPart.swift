import Diagnostics
import Records

/// Keys and what signing needs beside them, and the order in which the office signs.
struct SignersPart {
    var level: AgencyProfile.Level?
    var digitizer: AgencyProfile.Signer?
    var agencySeal: AgencyProfile.Signer?
    var sealKey: AgencyProfile.Signer?
    var services: SigningServicesRules?

    private enum Key: String, CaseIterable {
        case level, digitizer, agencySeal, sealKey, timeStamps, vri, tokenModule, revocation, algorithm
    }
    private enum SignerKey: String, CaseIterable { case name, uri, pinFile }
    private enum TimeStampKey: String, CaseIterable { case url, policy, userFile }
    private enum StepKey: String, CaseIterable { case `as`, signer, title, picture }

    init(_ value: YAMLValue, _ folder: String, _ problems: inout [ProfileProblem]) {
        guard let mapping = YAMLMapping(value, keys: Key.self, &problems) else { return }
        level = mapping.choice(.level, AgencyProfile.Level.self, &problems)
        digitizer = mapping.required(.digitizer, &problems).flatMap { Self.signer($0, folder, &problems) }
        agencySeal = mapping.required(.agencySeal, &problems).flatMap { Self.signer($0, folder, &problems) }
        sealKey = mapping.required(.sealKey, &problems).flatMap { Self.signer($0, folder, &problems) }
        var found = SigningServicesRules()
        found.timeStamps = (mapping[.timeStamps]?.sequence(&problems) ?? []).compactMap {
            Self.timeStampServer($0, folder, &problems)
        }
        found.writesVRI = mapping[.vri]?.boolean(&problems) ?? false
        found.tokenModule = mapping[.tokenModule]?.text(&problems).map { absolutePath($0, from: folder) }
        if mapping[.revocation] != nil {
            found.revocation =
                mapping.choice(.revocation, SigningServicesRules.Revocation.self, &problems) ?? found.revocation
        }
        if mapping[.algorithm] != nil {
            found.algorithm = mapping.choice(.algorithm, SigningServicesRules.Algorithm.self, &problems)
        }
        services = found
        if let level, level != .bB, found.timeStamps.isEmpty, mapping[.timeStamps] == nil {
            problems.append(
                ProfileProblem(
                    .missingKey, at: mapping[.level]?.place ?? mapping.place,
                    vi: "mức \(level.rawValue) cần “timeStamps”", en: "level \(level.rawValue) needs “timeStamps”",
                    expected: Bilingual(
                        vi: "ít nhất một máy chủ dấu thời gian", en: "at least one time-stamping authority")))
        }
    }

    /// The steps; `names` are the signatures that are defined.
    func steps(
        _ value: YAMLValue, _ folder: String, names: Set<String>, _ problems: inout [ProfileProblem]
    ) -> [SigningStep] {
        (value.sequence(&problems) ?? []).compactMap { item in
            guard let mapping = YAMLMapping(item, keys: StepKey.self, &problems) else { return nil }
            let name = mapping.text(.as, &problems)
            if let name, !names.contains(name), let place = mapping[.as]?.place {
                problems.append(.unknownSignature(name, of: names, at: place))
            }
            let signer = mapping.required(.signer, &problems).flatMap { stepSigner($0, folder, &problems) }
            let title = mapping[.title]?.texts(&problems) ?? []
            let picture = mapping[.picture] == nil ? nil : mapping.picturePath(.picture, folder, &problems)
            guard let name, let signer else { return nil }
            return SigningStep(signature: name, signer: signer, title: title, picture: picture)
        }
    }

    /// A signer of its own, or the name of one that the file has already.
    private func stepSigner(
        _ value: YAMLValue, _ folder: String, _ problems: inout [ProfileProblem]
    ) -> AgencyProfile.Signer? {
        guard value.isScalar else { return Self.signer(value, folder, &problems) }
        guard let name = value.text(&problems) else { return nil }
        switch name {
        case Key.digitizer.rawValue: return digitizer
        case Key.agencySeal.rawValue: return agencySeal
        default:
            problems.append(
                ProfileProblem(
                    .unknownReference, at: value.place, vi: "không có người ký “\(name)”",
                    en: "there is no signer “\(name)”",
                    expected: Bilingual(
                        vi: "digitizer, agencySeal, hoặc {name, uri, pinFile}",
                        en: "digitizer, agencySeal, or {name, uri, pinFile}")))
            return nil
        }
    }

    private static func signer(
        _ value: YAMLValue, _ folder: String, _ problems: inout [ProfileProblem]
    ) -> AgencyProfile.Signer? {
        guard let mapping = YAMLMapping(value, keys: SignerKey.self, &problems) else { return nil }
        let name = mapping.text(.name, &problems)
        let uri = mapping.value(.uri, expected: .signerURI, &problems) { absoluteSigner($0, from: folder) }
        let pinFile = mapping[.pinFile]?.text(&problems).map { absolutePath($0, from: folder) }
        guard let name, let uri else { return nil }
        return AgencyProfile.Signer(name: name, uri: uri, pinFile: pinFile)
    }

    private static func timeStampServer(
        _ value: YAMLValue, _ folder: String, _ problems: inout [ProfileProblem]
    ) -> SigningServicesRules.TimeStampServer? {
        guard let mapping = YAMLMapping(value, keys: TimeStampKey.self, &problems) else { return nil }
        let url = mapping.value(.url, expected: .httpAddress, &problems) { isHTTPAddress($0) ? $0 : nil }
        let policy =
            mapping[.policy] == nil
            ? nil : mapping.value(.policy, expected: .objectIdentifier, &problems) { isObjectIdentifier($0) ? $0 : nil }
        let userFile = mapping[.userFile]?.text(&problems).map { absolutePath($0, from: folder) }
        guard let url else { return nil }
        return SigningServicesRules.TimeStampServer(url: url, policy: policy, userFile: userFile)
    }
}

extension Bilingual {
    fileprivate static let signerURI = Bilingual(
        vi: "p12:TỆP, pem:KHÓA,CHỨNG_THƯ hoặc pkcs11:…", en: "p12:FILE, pem:KEY,CERT or pkcs11:…")
    fileprivate static let httpAddress = Bilingual(
        vi: "địa chỉ như http://tsa.example.vn/tsr", en: "an address such as http://tsa.example.vn/tsr")
    fileprivate static let objectIdentifier = Bilingual(
        vi: "một OID như 1.3.6.1.4.1.99999.1", en: "an object identifier such as 1.3.6.1.4.1.99999.1")
}
