import Diagnostics
import PAdES
import PDFSyntax
import Records

extension SignatureReport {
    /// One thing that a later revision did, judged by this signature.
    public struct Change: Codable, Sendable, Hashable {
        /// The revision that did it, from 1; nil when the bytes belong to none.
        @ExplicitNull public var revision: Int?
        /// Stable, upper case: see ``PAdES/RevisionChange/Kind``.
        public var kind: String
        /// Whether the signature permits it.
        public var permitted: Bool
        /// From 1.
        @ExplicitNull public var page: Int?
        /// Full name of the field concerned.
        @ExplicitNull public var field: String?
        /// Points from the top left of the page as displayed: left, top, right, bottom.
        @ExplicitNull public var box: [Double]?
        /// In the reader's language.
        public var message: String

        /// All parts as given.
        public init(
            revision: Int?, kind: String, permitted: Bool, page: Int?, field: String?, box: [Double]?, message: String
        ) {
            (self.revision, self.kind, self.permitted, self.page) = (revision, kind, permitted, page)
            (self.field, self.box, self.message) = (field, box, message)
        }

        /// A change that PAdES found, its pages and revisions counted from 1.
        public init(_ judged: SignatureFindings.JudgedChange, pages: DisplayedPages, language: Language) {
            let change = judged.change
            self.init(
                revision: change.revision.map { $0 + 1 }, kind: change.kind.rawValue, permitted: judged.isPermitted,
                page: change.page.map { $0 + 1 }, field: change.field,
                box: change.rectangle.flatMap { pages.box($0, page: change.page) },
                message: change.message.text(in: language))
        }
    }
}
