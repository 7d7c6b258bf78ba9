import CXML2

/// Owns one libxml2 document: the only place that touches libxml2. Nothing is fetched, no DOCTYPE is read, no entity but
/// the five of XML is known, and reading stops at the first error. What leaves this class are Swift values.
final class XMLDocument {
    private let pointer: xmlDocPtr
    private let rootPointer: xmlNodePtr

    /// libxml2 wants to be set up once, before threads use it.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    /// Reads `bytes` as UTF-8, whatever encoding they declare: canonical XML is UTF-8 and so are trusted lists.
    /// - Throws: `xml-malformed`, `xml-doctype`, `xml-beyond-limits`.
    init(_ bytes: [UInt8]) throws(TrustedListError) {
        try XMLLimits.check(bytes)
        guard Self.isReady, let context = xmlNewParserCtxt() else { throw .malformedXML("libxml2") }
        defer { xmlFreeParserCtxt(context) }
        context.pointee.sax.pointee.internalSubset = { context, _, _, _ in
            // The second lock on a door that XMLLimits has closed: no declaration of a DOCTYPE is ever processed.
            guard let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self) else { return }
            parser.pointee.wellFormed = 0
            xmlStopParser(parser)
        }
        context.pointee.sax.pointee.serror = { context, error in
            guard let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self), let error,
                error.pointee.level == XML_ERR_FATAL
            else { return }
            xmlStopParser(parser)
        }
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue
        let read = bytes.withUnsafeBytes { buffer in
            xmlCtxtReadMemory(
                context, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, "UTF-8",
                Int32(options))
        }
        guard let read else { throw .malformedXML(Self.reason(context)) }
        guard context.pointee.wellFormed == 1, context.pointee.nsWellFormed == 1, read.pointee.intSubset == nil,
            let root = xmlDocGetRootElement(read)
        else {
            xmlFreeDoc(read)
            throw .malformedXML(Self.reason(context))
        }
        pointer = read
        rootPointer = root
    }

    deinit { xmlFreeDoc(pointer) }

    /// The whole document as values.
    /// - Throws: `xml-malformed` for a node that well-formed XML without DOCTYPE cannot have.
    func root() throws(TrustedListError) -> XMLElement {
        var copier = XMLCopier()
        guard let element = copier.element(rootPointer, depth: 0) else { throw .malformedXML("entity") }
        return element
    }

    /// What a canonical form shows.
    enum Region {
        /// One element with everything inside.
        case element(XMLPath)
        /// The document, comments aside, except one element. With `rootOnly`, processing instructions beside the root
        /// are left out too, as a reference to the root's Id wants (XMLDSig §4.4.3.3).
        case document(except: XMLPath, rootOnly: Bool)
    }

    /// The canonical bytes of a region.
    /// - Throws: `trusted-list-signature-structure` when libxml2 cannot make them, as with relative namespace addresses.
    func canonical(_ region: Region, _ method: Canonicalization) throws(TrustedListError) -> [UInt8] {
        let view: NodeView
        switch region {
        case .element(let path):
            view = NodeView(node: try node(at: path), showsInside: true, root: nil)
        case .document(let path, let rootOnly):
            view = NodeView(node: try node(at: path), showsInside: false, root: rootOnly ? rootPointer : nil)
        }
        guard let output = xmlAllocOutputBuffer(nil) else { throw Self.notCanonical }
        defer { xmlOutputBufferClose(output) }
        var prefixes: [UnsafeMutablePointer<xmlChar>?] = method.inclusivePrefixes.map { xmlStrdup($0) }
        prefixes.append(nil)
        defer { for prefix in prefixes { cxml2_free(prefix) } }
        // Errors of canonicalisation go to the thread's handler, which would print them.
        xmlSetStructuredErrorFunc(nil) { _, _ in }
        defer { xmlSetStructuredErrorFunc(nil, nil) }
        let count = withExtendedLifetime(view) {
            prefixes.withUnsafeMutableBufferPointer { list in
                xmlC14NExecute(
                    pointer, NodeView.isVisible, Unmanaged.passUnretained(view).toOpaque(), method.mode,
                    method.inclusivePrefixes.isEmpty ? nil : list.baseAddress, 0, output)
            }
        }
        let size = xmlOutputBufferGetSize(output)
        guard count >= 0, size > 0, let content = xmlOutputBufferGetContent(output) else { throw Self.notCanonical }
        return [UInt8](UnsafeBufferPointer(start: content, count: size))
    }

    private func node(at path: XMLPath) throws(TrustedListError) -> xmlNodePtr {
        var current = rootPointer
        for index in path {
            var child = xmlFirstElementChild(current)
            for _ in 0..<max(0, index) {
                guard let passed = child else { break }
                child = xmlNextElementSibling(passed)
            }
            guard let child else { throw Self.notCanonical }
            current = child
        }
        return current
    }

    private static var notCanonical: TrustedListError {
        .signatureStructure(vi: "không chuẩn hóa được XML", en: "the XML has no canonical form")
    }

    private static func reason(_ context: xmlParserCtxtPtr) -> String {
        guard let error = xmlCtxtGetLastError(context), let message = error.pointee.message else {
            return "libxml2: error \(context.pointee.errNo)"
        }
        let text = String(cString: message)
        return "line \(error.pointee.line): \(text.trimmingXMLSpace)"
    }
}

/// Which nodes a canonical form shows; lives only as long as one call of libxml2.
private final class NodeView {
    let node: xmlNodePtr
    /// True to show the node's inside, false to show all the rest.
    let showsInside: Bool
    /// When set, nothing outside this element is shown.
    let root: xmlNodePtr?

    init(node: xmlNodePtr, showsInside: Bool, root: xmlNodePtr?) {
        (self.node, self.showsInside, self.root) = (node, showsInside, root)
    }

    /// libxml2 asks for every node. An attribute is as visible as its element, and so is a namespace, which is an `xmlNs`
    /// in a node's clothes: only its type may be read.
    static let isVisible: xmlC14NIsVisibleCallback = { data, node, parent in
        guard let data, let node else { return 0 }
        let view = Unmanaged<NodeView>.fromOpaque(data).takeUnretainedValue()
        let type = node.pointee.type
        var current = type == XML_ATTRIBUTE_NODE || type == XML_NAMESPACE_DECL ? parent : node
        var isInside = false
        var isInRoot = view.root == nil
        while let place = current, place.pointee.type != XML_DOCUMENT_NODE {
            if place == view.node { isInside = true }
            if place == view.root { isInRoot = true }
            current = place.pointee.parent
        }
        return isInRoot && isInside == view.showsInside ? 1 : 0
    }
}

/// Copies nodes. Names and namespaces repeat thousands of times and are shared by the libxml2 string they come from.
private struct XMLCopier {
    private var strings: [UnsafePointer<xmlChar>: String] = [:]

    mutating func element(_ node: xmlNodePtr, depth: Int) -> XMLElement? {
        guard depth <= XMLLimits.maximumDepth else { return nil }
        var attributes: [XMLElement.Attribute] = []
        var attribute = node.pointee.properties
        while let found = attribute {
            guard let value = text(of: found.pointee.children) else { return nil }
            attributes.append(
                XMLElement.Attribute(name: name(found.pointee.name, found.pointee.ns), value: value))
            attribute = found.pointee.next
        }
        var children: [XMLElement] = []
        var text: [UInt8] = []
        var child = node.pointee.children
        while let found = child {
            switch found.pointee.type {
            case XML_ELEMENT_NODE:
                guard let copy = element(found, depth: depth + 1) else { return nil }
                children.append(copy)
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                append(found.pointee.content, to: &text)
            case XML_COMMENT_NODE, XML_PI_NODE: break
            default: return nil
            }
            child = found.pointee.next
        }
        return XMLElement(
            name: name(node.pointee.name, node.pointee.ns), attributes: attributes, children: children,
            text: String(decoding: text, as: UTF8.self))
    }

    private func text(of first: xmlNodePtr?) -> String? {
        var text: [UInt8] = []
        var node = first
        while let found = node {
            guard found.pointee.type == XML_TEXT_NODE else { return nil }
            append(found.pointee.content, to: &text)
            node = found.pointee.next
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func append(_ content: UnsafeMutablePointer<xmlChar>?, to text: inout [UInt8]) {
        guard let content else { return }
        text.append(contentsOf: UnsafeBufferPointer(start: content, count: Int(xmlStrlen(content))))
    }

    private mutating func name(_ local: UnsafePointer<xmlChar>?, _ namespace: xmlNsPtr?) -> XMLName {
        XMLName(namespace: string(namespace?.pointee.href), local: string(local))
    }

    private mutating func string(_ pointer: UnsafePointer<xmlChar>?) -> String {
        guard let pointer else { return "" }
        if let known = strings[pointer] { return known }
        let copy = String(cString: pointer)
        strings[pointer] = copy
        return copy
    }
}
