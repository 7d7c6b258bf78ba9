/// Something that indirect objects can be added to: a new file or an incremental update.
public protocol PDFObjectSink {
    /// Takes the next free object number, to be `set` later.
    mutating func reserve() -> PDFReference
    /// Gives `reference` its object, or another one.
    mutating func set(_ reference: PDFReference, _ object: PDFObject)
}

extension PDFObjectSink {
    /// Adds `object` under the next free number.
    public mutating func add(_ object: PDFObject) -> PDFReference {
        let reference = reserve()
        set(reference, object)
        return reference
    }
}
