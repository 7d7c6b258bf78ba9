import CZlib

/// Compression of our own data, by zlib.
enum Deflate {
    /// A zlib stream of `bytes`. The same bytes give the same stream with one version of zlib.
    static func zlib(_ bytes: [UInt8]) throws -> [UInt8] {
        var length = compressBound(uLong(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(length))
        let status = output.withUnsafeMutableBufferPointer { target in
            bytes.withUnsafeBufferPointer { source in
                compress2(target.baseAddress, &length, source.baseAddress, uLong(source.count), Z_DEFAULT_COMPRESSION)
            }
        }
        guard status == Z_OK else {
            throw PDFSyntaxError(
                .compressionFailed, .internal, vi: "zlib không nén được dữ liệu (mã \(status)).",
                en: "zlib could not compress data (code \(status)).")
        }
        output.removeLast(output.count - Int(length))
        return output
    }
}
