import Diagnostics

/// A PDF file, read without trusting a byte of it. Reading is lazy: opening reads the cross-references, an object is
/// read when it is asked for. All offsets count from the `%PDF-` header, as those in the file do.
public final class PDFDocument: Sendable {
    /// The file from its header on.
    public let bytes: ByteView
    /// How many bytes of something else precede the header (at most 1,024 are tolerated).
    public let headerOffset: Int
    /// The version of the header, such as `1.7`.
    public let headerVersion: String
    /// The revisions, oldest first; never empty.
    public let revisions: [PDFRevision]
    /// What was wrong with the file and was worked around.
    public let remarks: [PDFRemark]

    let index: CrossReferenceIndex
    let store = ObjectStore()
    let limits: PDFLimits
    /// The file with what precedes its header.
    private let file: ByteView
    let decryption: ObjectDecryption?

    /// How many bytes may be read to find objects before resolving gives up: a multiple of the file, so that honest
    /// files never meet it and hostile ones stay linear.
    var workBudget: Int { 32 * bytes.count + (4 << 20) }

    /// How many bytes all object streams together may decode to: no honest file is packed thirty-two to one.
    var decodingBudget: Int { 32 * bytes.count + limits.decodedStream }

    /// Opens a file.
    ///
    /// - Throws: `pdf-no-header`, `pdf-unrecoverable`.
    public convenience init(bytes file: ByteView, limits: PDFLimits = PDFLimits()) throws {
        try self.init(try DocumentOpening(file, limits: limits).open(), file, limits, nil)
    }

    /// `document` read through `decryption`. Object streams of a file without cross-references are found by reading them,
    /// so that such a file must be looked through once more.
    convenience init(_ document: PDFDocument, decryption: any PDFDecryption) throws {
        let own = ObjectDecryption(decryption, trailers: document.revisions.map(\.trailer))
        let opened =
            document.recovered
            ? try DocumentOpening(document.file, limits: document.limits, decryption: own).open()
            : DocumentOpening.Opened(
                bytes: document.bytes, headerOffset: document.headerOffset, headerVersion: document.headerVersion,
                revisions: document.revisions, remarks: document.remarks, index: document.index)
        try self.init(opened, document.file, document.limits, own)
    }

    private init(
        _ opened: DocumentOpening.Opened, _ file: ByteView, _ limits: PDFLimits, _ decryption: ObjectDecryption?
    ) throws {
        bytes = opened.bytes
        headerOffset = opened.headerOffset
        headerVersion = opened.headerVersion
        revisions = opened.revisions
        remarks = opened.remarks
        index = opened.index
        self.limits = limits
        self.file = file
        self.decryption = decryption
        // What was put together by scanning must at least have a page (an encrypted tree may be out of sight).
        if remarks.contains(.crossReferenceRebuilt), !isCipherText, latest.page(at: 0) == nil {
            throw DocumentOpening.unrecoverable
        }
    }

    /// What precedes the header; empty when nothing does. No offset of the file leads there.
    public var bytesBeforeHeader: ByteView { file.view(0..<headerOffset) ?? ByteView([]) }

    /// The document as a reader sees it today.
    public var latest: PDFView { PDFView(document: self, revision: revisions.count - 1) }

    /// The document as it was at `revision`; nil when there is no such revision.
    public func view(ofRevision revision: Int) -> PDFView? {
        revisions.indices.contains(revision) ? PDFView(document: self, revision: revision) : nil
    }

    /// Whether the objects had to be found by scanning, wholly or in part.
    public var recovered: Bool {
        remarks.contains { $0 == .crossReferenceRebuilt || $0 == .crossReferenceChainCut }
    }

    /// Whether strings and streams are encrypted (ISO 32000-2, 7.6).
    public var isEncrypted: Bool {
        guard let encrypt = revisions.last?.trailer["Encrypt"] else { return false }
        return !latest.resolve(encrypt).isNull
    }

    /// Whether an encrypted file was opened with its key: its strings and streams are plain then.
    public var isDecrypted: Bool { decryption != nil }

    /// Whether strings and streams are cipher text still.
    public var isCipherText: Bool { decryption == nil && isEncrypted }

    /// Whether objects are out of sight, because the streams they stand in are cipher text.
    public var hidesObjects: Bool { isCipherText && (latest.catalog.isEmpty || index.usesObjectStreams) }

    /// The version that holds: the larger of header and catalog (7.5.2).
    public var version: String {
        guard let name = latest.resolve(latest.catalog["Version"]).name?.text, name > headerVersion else {
            return headerVersion
        }
        return name
    }
}

/// Something wrong in a file that did not keep us from reading it.
public enum PDFRemark: Hashable, Sendable {
    /// So many bytes precede the header.
    case junkBeforeHeader(Int)
    /// There is junk before the header, and the offsets count from the start of the file all the same.
    case offsetsFromFileStart
    /// No usable cross-reference: all objects were found by scanning.
    case crossReferenceRebuilt
    /// A `/Prev` leads nowhere: older objects were found by scanning.
    case crossReferenceChainCut
}
