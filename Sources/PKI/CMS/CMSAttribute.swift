/// One attribute of a signer (RFC 5652 §5.3): an identifier and its values.
public struct CMSAttribute: Sendable, Hashable {
    /// The dotted identifier.
    public let oid: String
    /// Each value as a complete element, as it was read.
    public let values: [[UInt8]]

    /// An attribute to be written.
    public init(oid: String, values: [[UInt8]]) {
        self.oid = oid
        self.values = values
    }

    init(_ element: BERElement) throws(MalformedASN1) {
        guard element.identifier == DER.Tag.sequence else { throw MalformedASN1() }
        var fields = try element.cursor()
        oid = try fields.next(DER.Tag.objectIdentifier).objectIdentifier().description
        values = try fields.next(DER.Tag.set).children().map { Array($0.encoding) }
        // What is re-encoded for verification must be all there is: nothing may hide behind the values.
        guard fields.isAtEnd else { throw MalformedASN1() }
    }

    static func all(in element: BERElement) throws(MalformedASN1) -> [CMSAttribute] {
        var attributes: [CMSAttribute] = []
        for child in try element.children() { attributes.append(try CMSAttribute(child)) }
        return attributes
    }

    var der: [UInt8] { DER.sequence(ObjectIdentifier(oid).der, DER.setOf(values)) }
}
