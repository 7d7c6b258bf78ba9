/// Where the bytes of an object are: two views of a document that give the same location see the same object.
public enum PDFObjectLocation: Hashable, Sendable {
    /// At an offset from the header.
    case file(offset: Int)
    /// In the object stream at an offset from the header.
    case stream(containerOffset: Int, index: Int)
}
