import Diagnostics

/// Why a container (JPEG, PNG, TIFF, PDF) could not be taken over. Parsers throw it; the capturer turns it into a
/// finding about the document.
enum ContainerProblem: Error, Hashable {
    /// The file ends before its data do.
    case truncated(Bilingual)
    /// The file breaks the rules of its format.
    case damaged(Bilingual)
    /// The file may be right, but is of a kind that cannot be taken over.
    case unsupported(Bilingual)

    static func truncated(vi: String, en: String) -> Self { .truncated(Bilingual(vi: vi, en: en)) }
    static func damaged(vi: String, en: String) -> Self { .damaged(Bilingual(vi: vi, en: en)) }
    static func unsupported(vi: String, en: String) -> Self { .unsupported(Bilingual(vi: vi, en: en)) }
}
