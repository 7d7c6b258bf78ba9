import Diagnostics

/// The one COSE_Sign1 shape that seals use (RFC 9052 §4.2), every other being refused:
/// `18([<<{1: -7, 4: kid}>>, {}, payload, r ‖ s])`, ES256, no unprotected parameter, no external data.
struct COSESign1: Sendable, Hashable {
    let keyID: SealKeyID
    let payload: [UInt8]
    /// r ‖ s, 64 bytes, s ≤ n/2.
    let signature: [UInt8]

    private enum Label {
        static let tag: UInt64 = 18
        static let algorithm = CBORValue.unsigned(1)
        static let keyID = CBORValue.unsigned(4)
        /// ECDSA with SHA-256 (RFC 9053 §2.1).
        static let es256 = CBORValue(-7)
    }

    /// Signs `payload`.
    ///
    /// - Throws: `QRErrorCode.signatureUnusable` when `sign` returns no P-256 signature; what `sign` throws.
    init(signing payload: [UInt8], keyID: SealKeyID, with sign: ([UInt8]) throws -> [UInt8]) throws {
        let raw = try sign(Self.toBeSigned(payload, keyID: keyID))
        guard let signature = P256Signature.canonical(raw) else {
            throw QRError(
                .signatureUnusable, .dependency,
                vi: "Khóa ký mã xác thực không trả về chữ ký ECDSA P-256 dài 64 byte.",
                en: "The seal key did not return a 64-byte ECDSA P-256 signature.")
        }
        self.keyID = keyID
        self.payload = payload
        self.signature = signature
    }

    /// Reads a tagged COSE_Sign1.
    ///
    /// - Throws: `QRErrorCode.cborMalformed`, `.coseMalformed`.
    init(bytes: [UInt8]) throws(QRError) {
        guard case .tag(Label.tag, .array(let parts)) = try CBORDecoder.decode(bytes), parts.count == 4,
            case .bytes(let protected) = parts[0], case .map(let unprotected) = parts[1],
            case .bytes(let payload) = parts[2], case .bytes(let signature) = parts[3]
        else { throw Self.malformed("it is not a tagged COSE_Sign1") }
        guard unprotected.isEmpty else { throw Self.malformed("it has unprotected parameters") }
        guard case .map(let header) = try CBORDecoder.decode(protected), header.count == 2 else {
            throw Self.malformed("its protected header is not {alg, kid}")
        }
        guard header[Label.algorithm] == Label.es256 else { throw Self.malformed("its algorithm is not ES256") }
        guard case .bytes(let id) = header[Label.keyID], let keyID = SealKeyID(bytes: id) else {
            throw Self.malformed("its key id is not four bytes")
        }
        guard P256Signature.isCanonical(signature) else {
            throw Self.malformed("its signature is not r ‖ s with 0 < r < n and 0 < s ≤ n/2")
        }
        self.keyID = keyID
        self.payload = payload
        self.signature = signature
    }

    /// The bytes that `init(bytes:)` reads.
    var bytes: [UInt8] {
        CBOREncoder.encode(
            .tag(
                Label.tag,
                .array([.bytes(Self.protectedHeader(keyID)), .map([:]), .bytes(payload), .bytes(signature)])))
    }

    /// What the signature is over: `Sig_structure` of RFC 9052 §4.4.
    var toBeSigned: [UInt8] { Self.toBeSigned(payload, keyID: keyID) }

    private static func toBeSigned(_ payload: [UInt8], keyID: SealKeyID) -> [UInt8] {
        CBOREncoder.encode(
            .array([.text("Signature1"), .bytes(protectedHeader(keyID)), .bytes([]), .bytes(payload)]))
    }

    private static func protectedHeader(_ keyID: SealKeyID) -> [UInt8] {
        CBOREncoder.encode(.map([Label.algorithm: Label.es256, Label.keyID: .bytes(keyID.bytes)]))
    }

    private static func malformed(_ reason: String) -> QRError {
        QRError(
            .coseMalformed, .input,
            vi: "Mã xác thực không đúng khuôn dạng COSE_Sign1 quy định.",
            en: "The seal does not have the COSE_Sign1 form required: \(reason).")
    }
}
