/// One attribute of a signer (RFC 5652 §5.3): an identifier and its values.
public struct CMSAttribute: Sendable, Hashable {
    let identifier: ObjectIdentifier
    /// Each value as a complete element, as it was read.
    public let values: [[UInt8]]

    /// The dotted identifier.
    public var oid: String { identifier.description }

    /// An attribute to be written.
    public init(oid: String, values: [[UInt8]]) {
        identifier = ObjectIdentifier(oid)
        self.values = values
    }

    init(_ element: BERElement) throws(MalformedASN1) {
        guard element.identifier == DER.Tag.sequence else { throw MalformedASN1() }
        var fields = try element.cursor()
        identifier = try fields.next(DER.Tag.objectIdentifier).objectIdentifier()
        values = try fields.next(DER.Tag.set).children().map { Array($0.encoding) }
        // What is re-encoded for verification must be all there is: nothing may hide behind the values.
        guard fields.isAtEnd else { throw MalformedASN1() }
    }

    static func all(in element: BERElement) throws(MalformedASN1) -> [CMSAttribute] {
        var attributes: [CMSAttribute] = []
        for child in try element.children() { attributes.append(try CMSAttribute(child)) }
        return attributes
    }

    /// An attribute of one value, encoded.
    static func der(_ identifier: ObjectIdentifier, _ value: [UInt8]) -> [UInt8] {
        DER.sequence(identifier.der, DER.setOf([value]))
    }

    var der: [UInt8] { DER.sequence(identifier.der, DER.setOf(values)) }
}
