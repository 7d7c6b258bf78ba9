import CPoppler

/// Owner of one open poppler document. Poppler's documents must stay on one thread.
final class PopplerDocument {
    let pageCount: Int
    private let pointer: OpaquePointer

    /// - Throws: `PDFRenderingErrorCode.unreadable`, `.encrypted`, `.tooLarge`.
    init(_ pdf: [UInt8], password: String?) throws(PDFRenderingError) {
        // The document keeps a reference to this copy of the bytes.
        let bytes = pdf.withUnsafeBytes { g_bytes_new($0.baseAddress, gsize($0.count)) }
        defer { g_bytes_unref(bytes) }
        var failure: UnsafeMutablePointer<GError>?
        guard let pointer = poppler_document_new_from_bytes(bytes, password, &failure) else {
            defer { g_clear_error(&failure) }
            if let failure, failure.pointee.code == Int32(POPPLER_ERROR_ENCRYPTED.rawValue) { throw .encrypted }
            let detail = failure.flatMap { $0.pointee.message }.map { String(cString: $0) }
            throw .unreadable(detail ?? "unknown error")
        }
        self.pointer = pointer
        pageCount = Int(poppler_document_get_n_pages(pointer))
        guard pageCount > 0 else { throw .unreadable("no pages") }
        guard pageCount <= PDFRenderer.maximumPages else { throw .tooLarge("\(pageCount) pages") }
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(pointer)) }

    /// Page `index`, from 0.
    func page(_ index: Int) throws(PDFRenderingError) -> PopplerPage {
        guard index >= 0, index < pageCount else { throw .pageMissing(index, of: pageCount) }
        guard let page = poppler_document_get_page(pointer, Int32(index)) else {
            throw .pageFailed(index, "no page object")
        }
        return PopplerPage(adopting: page, index: index, of: self)
    }
}

/// Owner of one page; keeps its document open.
final class PopplerPage {
    let index: Int
    /// Points, as displayed: after /Rotate, of the crop box.
    let width: Double
    let height: Double
    let pointer: OpaquePointer
    private let document: PopplerDocument

    fileprivate init(adopting pointer: OpaquePointer, index: Int, of document: PopplerDocument) {
        (self.pointer, self.index, self.document) = (pointer, index, document)
        var size = (width: 0.0, height: 0.0)
        poppler_page_get_size(pointer, &size.width, &size.height)
        (width, height) = size
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(pointer)) }
}

/// The values in a list of poppler's mappings, copied by `read`; the list itself stays the caller's.
func mapList<Element, Value>(
    _ list: UnsafeMutablePointer<GList>?, of type: Element.Type, _ read: (Element) -> Value?
) -> [Value] {
    var values: [Value] = []
    var next = list
    while let node = next {
        if let data = node.pointee.data, let value = read(data.assumingMemoryBound(to: type).pointee) {
            values.append(value)
        }
        next = node.pointee.next
    }
    return values
}
