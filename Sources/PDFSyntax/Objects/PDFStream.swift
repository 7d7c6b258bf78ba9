/// A stream object (ISO 32000-2, 7.3.8): a dictionary and bytes, still encoded by the filters the dictionary names.
public struct PDFStream: Sendable, Hashable {
    /// The stream dictionary. `/Length` is corrected by the writer.
    public var dictionary: PDFDictionary
    /// The encoded bytes, as they stand in the file.
    public var data: ByteView

    /// A stream of bytes that are already encoded as `dictionary` says.
    public init(dictionary: PDFDictionary, data: ByteView) {
        self.dictionary = dictionary
        self.data = data
    }

    /// A stream of bytes that are already encoded as `dictionary` says.
    public init(dictionary: PDFDictionary, bytes: [UInt8]) {
        self.init(dictionary: dictionary, data: ByteView(bytes))
    }

    /// A stream of `bytes` compressed with FlateDecode. Only for data of ours: zlib is not given foreign bytes to
    /// inflate anywhere.
    ///
    /// - Throws: `pdf-compression-failed`.
    public init(dictionary: PDFDictionary, deflating bytes: [UInt8]) throws {
        var dictionary = dictionary
        dictionary["Filter"] = .name("FlateDecode")
        dictionary["DecodeParms"] = nil
        self.init(dictionary: dictionary, data: ByteView(try Deflate.zlib(bytes)))
    }
}
