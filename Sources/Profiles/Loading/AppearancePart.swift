import Diagnostics
import Records

/// How signatures look.
struct AppearancePart {
    var rules: AppearanceRules?
    var effective: EffectivePeriod?
    /// The forms of visible signatures that all agencies share.
    var signatures = SignaturesPart()

    private enum Key: String, CaseIterable {
        case effective, fontFile, fontSize, copyForm, strip, digitizer, marginMM, moduleMM, signatures
    }
    private enum StripKey: String, CaseIterable { case heightMM, basis }
    private enum BoxKey: String, CaseIterable { case widthMM, heightMM }

    /// - Parameter folder: the folder of the file, for a relative `fontFile`.
    init(_ root: YAMLValue, folder: String, _ problems: inout [ProfileProblem]) {
        guard let file = YAMLMapping(root, keys: Key.self, &problems) else { return }
        effective = file.required(.effective, &problems)?.effectivePeriod(&problems)
        let font = file.value(.fontFile, expected: .fontFile, &problems) { path -> String? in
            path.lowercased().hasSuffix(".ttf") ? absolutePath(path, from: folder) : nil
        }
        let size = file.number(.fontSize, 4...72, &problems)
        let copyForm = file[.copyForm]?.text(&problems)
        let strip = file.required(.strip, &problems).flatMap { YAMLMapping($0, keys: StripKey.self, &problems) }
        let stripHeight = strip?.number(.heightMM, 15...100, &problems)
        let basis = strip?.required(.basis, &problems)?.legalBasis(&problems)
        let box = file.required(.digitizer, &problems).flatMap { YAMLMapping($0, keys: BoxKey.self, &problems) }
        let width = box?.number(.widthMM, 20...200, &problems)
        let height = box?.number(.heightMM, 5...100, &problems)
        let margin = file.number(.marginMM, 0...50, &problems)
        let module = file.number(.moduleMM, 0.2...2, &problems)
        signatures = file[.signatures].map { SignaturesPart($0, folder: folder, &problems) } ?? signatures
        guard let font, let size, let stripHeight, let basis, let width, let height, let margin, let module else {
            return
        }
        rules = AppearanceRules(
            fontFile: font, fontSize: size, copyForm: copyForm, stripBasis: basis, marginMM: margin,
            stripHeightMM: stripHeight, digitizerHeightMM: height, digitizerWidthMM: width, moduleMM: module)
    }
}

extension Bilingual {
    fileprivate static let fontFile = Bilingual(vi: "đường dẫn tới một tệp .ttf", en: "the path of a .ttf file")
}
