import COpenSSL

/// Owns one `X509`. Sendable is unchecked because OpenSSL's object is reference counted with atomics and nothing
/// changes it after `init`, which has already made OpenSSL fill its cache of extensions.
final class X509Object: @unchecked Sendable {
    let pointer: OpaquePointer
    let verdicts = SignatureVerdicts()

    init(adopting pointer: OpaquePointer) {
        self.pointer = pointer
        X509_check_purpose(pointer, -1, 0)
        ERR_clear_error()
    }

    deinit { X509_free(pointer) }
}

/// Owns one `X509_CRL`; unchecked Sendable for the same reason as ``X509Object``.
final class CRLObject: @unchecked Sendable {
    let pointer: OpaquePointer
    let verdicts = SignatureVerdicts()
    init(adopting pointer: OpaquePointer) { self.pointer = pointer }
    deinit { X509_CRL_free(pointer) }
}

/// Owns one `EVP_PKEY`, private or public; unchecked Sendable because it is reference counted, never changed after
/// load, and OpenSSL lets several threads sign with one key.
final class KeyObject: @unchecked Sendable {
    let pointer: OpaquePointer
    init(adopting pointer: OpaquePointer) { self.pointer = pointer }
    deinit { EVP_PKEY_free(pointer) }
}

/// A list of borrowed certificates for one OpenSSL call; it keeps their owners alive meanwhile.
struct X509Stack: ~Copyable {
    let pointer: OpaquePointer?
    private let owners: [X509Object]

    init(_ owners: [X509Object]) {
        self.owners = owners
        pointer = copenssl_x509_stack()
        for owner in owners { copenssl_x509_push(pointer, owner.pointer) }
    }

    deinit { copenssl_x509_stack_free(pointer) }
}

/// The DER encoding that an `i2d_*` function writes: it is called once for the length and once for the bytes.
func encodedByOpenSSL(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8]? {
    let count = Int(encode(nil))
    guard count > 0 else {
        ERR_clear_error()
        return nil
    }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        var cursor = buffer.baseAddress
        filled = max(0, min(count, Int(encode(&cursor))))
    }
}

/// Runs a `d2i_*` function over `bytes`.
func decodedByOpenSSL(
    _ bytes: [UInt8], _ decode: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?
) -> OpaquePointer? {
    bytes.withUnsafeBufferPointer { buffer in
        var cursor = buffer.baseAddress
        return decode(&cursor, buffer.count)
    }
}

/// Runs `body` with a read-only BIO over `bytes`; the BIO only borrows them.
func withMemoryBIO<Result>(_ bytes: [UInt8], _ body: (OpaquePointer) -> Result?) -> Result? {
    bytes.withUnsafeBytes { buffer in
        guard buffer.count <= Int32.max, let bio = BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count)) else {
            return nil
        }
        defer { BIO_free(bio) }
        return body(bio)
    }
}

/// What `write` puts into a fresh memory BIO, or nil when it does not return 1.
func writtenByOpenSSL(_ write: (OpaquePointer) -> Int32) -> [UInt8]? {
    guard let bio = BIO_new(BIO_s_mem()) else { return nil }
    defer { BIO_free(bio) }
    guard write(bio) > 0 else { return nil }
    var contents: UnsafeMutablePointer<CChar>?
    let count = copenssl_bio_contents(bio, &contents)
    guard let contents, count > 0 else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: contents, count: count))
}
