import Diagnostics
import Records

/// Named visible signatures: the law's forms in the appearance part, the agency's own in its file.
struct SignaturesPart {
    var rules: [String: SignatureRule] = [:]
    /// Every name that is given, be its rule with mistakes or not.
    var names: Set<String> = []
    /// Where an `overlapping` names another signature, to be checked when all are known.
    private var references: [(name: String, place: YAMLPlace)] = []

    private enum Key: String, CaseIterable {
        case field, page, text, picture, placement, reason, location, level, basis
    }
    private enum TextKey: String, CaseIterable {
        case lines, fontSize, minimumFontSize, widthMM, heightMM, align
    }
    private enum PictureKey: String, CaseIterable { case path, widthMM, heightMM, trueSize }

    /// - Parameter folder: the folder pictures' paths count from.
    init(_ root: YAMLValue, folder: String, _ problems: inout [ProfileProblem]) {
        for entry in root.namedEntries(&problems) {
            names.insert(entry.name)
            guard let mapping = YAMLMapping(entry.value, keys: Key.self, &problems) else { continue }
            rules[entry.name] = rule(entry.name, mapping, folder, &problems)
        }
    }

    /// None.
    init() {}

    /// The agency's own take the place of shared ones of the same name.
    func overriding(_ shared: SignaturesPart) -> SignaturesPart {
        var all = self
        all.rules.merge(shared.rules) { own, _ in own }
        all.names.formUnion(shared.names)
        all.references += shared.references
        return all
    }

    /// What refers to a signature that nobody defined.
    var unknownReferences: [ProfileProblem] {
        references.filter { !names.contains($0.name) }.map { .unknownSignature($0.name, of: names, at: $0.place) }
    }

    private mutating func rule(
        _ name: String, _ mapping: YAMLMapping<Key>, _ folder: String, _ problems: inout [ProfileProblem]
    ) -> SignatureRule? {
        let form = SignatureRule.LegalForm(rawValue: name)
        let field = mapping.value(.field, expected: .fieldName, &problems) { Self.isFieldName($0) ? $0 : nil }
        let page = mapping.value(.page, expected: .page, &problems) { SignatureRule.Page(text: $0) }
        let text = mapping[.text].map { Self.text($0, &problems) }
        let picture = mapping[.picture].map { Self.picture($0, folder, &problems) }
        if let place = mapping[.picture]?.place, let form, !form.showsPicture {
            problems.append(
                ProfileProblem(
                    .invalidValue, at: place, vi: "“\(name)” không hiển thị hình ảnh",
                    en: "“\(name)” shows no picture",
                    expected: Bilingual(vi: "chỉ có text (NĐ 30/2020/NĐ-CP Phụ lục I)", en: "text alone (NĐ 30/2020)")))
        }
        if mapping[.text] == nil, mapping[.picture] == nil {
            problems.append(
                ProfileProblem(
                    .missingKey, at: mapping.place, vi: "“\(name)” không có gì để hiển thị",
                    en: "“\(name)” shows nothing", expected: Bilingual(vi: "text hoặc picture", en: "text or picture")))
        }
        let placements = mapping.required(.placement, &problems).map { self.placements($0, &problems) }
        let reason = mapping[.reason].map { $0.signatureText(&problems) }
        let location = mapping[.location]?.text(&problems)
        let level = mapping[.level].map { _ in mapping.choice(.level, AgencyProfile.Level.self, &problems) }
        let basis =
            form == nil
            ? mapping[.basis]?.legalBasis(&problems) : mapping.required(.basis, &problems)?.legalBasis(&problems)
        guard let field, let page, let placements, !placements.isEmpty else {
            return nil
        }
        return SignatureRule(
            name: name, field: field, page: page, text: text ?? nil, picture: picture ?? nil, placements: placements,
            reason: reason ?? nil, location: location, level: level ?? nil, basis: basis)
    }

    private mutating func placements(_ value: YAMLValue, _ problems: inout [ProfileProblem]) -> [PlacementRule] {
        let values = value.isSequence ? value.sequence(&problems) ?? [] : [value]
        return values.compactMap { value in
            let reading = PlacementReading(value, &problems)
            if let other = reading.overlapped { references.append(other) }
            return reading.rule
        }
    }

    private static func text(_ value: YAMLValue, _ problems: inout [ProfileProblem]) -> SignatureRule.Text? {
        guard let mapping = YAMLMapping(value, keys: TextKey.self, &problems) else { return nil }
        let lines = mapping.required(.lines, &problems)?.sequence(&problems)?.map { $0.signatureText(&problems) }
        let size = mapping.number(.fontSize, 4...72, &problems)
        let least = mapping[.minimumFontSize].map { $0.number(4...(size ?? 72), &problems) } ?? size
        let width = mapping.number(.widthMM, 3...1000, &problems)
        let height = mapping.number(.heightMM, 2...1000, &problems)
        let alignment = mapping.choice(.align, SignatureRule.Alignment.self, &problems)
        guard let lines, let size, let least, let width, let height, let alignment else { return nil }
        return SignatureRule.Text(
            lines: lines.compactMap { $0 }, fontSize: size, minimumFontSize: least, maximumWidthMM: width,
            maximumHeightMM: height, alignment: alignment)
    }

    private static func picture(
        _ value: YAMLValue, _ folder: String, _ problems: inout [ProfileProblem]
    ) -> SignatureRule.Picture? {
        guard let mapping = YAMLMapping(value, keys: PictureKey.self, &problems) else { return nil }
        let path = mapping[.path] == nil ? nil : mapping.picturePath(.path, folder, &problems)
        let width = mapping.number(.widthMM, 3...200, &problems)
        let height = mapping.number(.heightMM, 3...200, &problems)
        let isTrueSize = mapping.required(.trueSize, &problems)?.boolean(&problems)
        guard let width, let height, let isTrueSize else { return nil }
        return SignatureRule.Picture(path: path, widthMM: width, heightMM: height, isTrueSize: isTrueSize)
    }

    /// ISO 32000-2, 12.7.4.2: a full stop would make a hierarchy of fields.
    private static func isFieldName(_ text: String) -> Bool { !text.contains(".") && text.unicodeScalars.count <= 100 }
}

extension YAMLMapping {
    /// A PNG file, seen from `folder`.
    func picturePath(_ key: Key, _ folder: String, _ problems: inout [ProfileProblem]) -> String? {
        value(key, expected: .pngFile, &problems) { path -> String? in
            path.lowercased().hasSuffix(".png") ? absolutePath(path, from: folder) : nil
        }
    }
}

extension SignatureRule.Page {
    /// `first`, `last` or a number from 1.
    fileprivate init?(text: String) {
        switch text {
        case "first": self = .first
        case "last": self = .last
        default:
            guard let number = Int(text), (1...1_000_000).contains(number) else { return nil }
            self = .number(number)
        }
    }
}

extension ProfileProblem {
    static func unknownSignature(_ name: String, of known: Set<String>, at place: YAMLPlace) -> ProfileProblem {
        ProfileProblem(
            .unknownReference, at: place, vi: "chưa khai chữ ký “\(name)”", en: "no signature “\(name)” is defined",
            expected: .oneOf(known.sorted(), near: name))
    }
}

extension Bilingual {
    fileprivate static let fieldName = Bilingual(
        vi: "tên trường chữ ký, không có dấu chấm", en: "the name of a signature field, without full stops")
    fileprivate static let page = Bilingual(
        vi: "first, last hoặc số trang từ 1", en: "first, last or a page number from 1")
    fileprivate static let pngFile = Bilingual(vi: "đường dẫn tới một tệp .png", en: "the path of a .png file")
}
