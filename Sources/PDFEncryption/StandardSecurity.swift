import Diagnostics
import PDFSyntax

/// Opens files that are encrypted with a password: the standard security handler of ISO 32000-2, 7.6.4, in its revisions
/// 2 to 6 (RC4 of 40 to 128 bits, AES of 128 and 256 bits).
public enum StandardSecurity {
    /// Opens a file, encrypted or not. The empty password is tried first: most encrypted files only forbid changes, and
    /// open for everybody.
    ///
    /// - Parameter password: the user's or the owner's, in UTF-8; for files older than PDF 2.0 also its form in Latin-1 is
    ///   tried. Empty when there is none.
    /// - Throws: `pdf-password-needed`, `pdf-wrong-password`, `pdf-encryption-unsupported`, `pdf-encryption-malformed`,
    ///   `pdf-cipher-unavailable`; `pdf-unreadable` for what `PDFDocument` throws.
    public static func open(_ bytes: ByteView, password: [UInt8] = []) throws(PDFEncryptionError) -> PDFDocument {
        try open(try document { try PDFDocument(bytes: bytes) }, password: password)
    }

    /// Opens a document that was read without a password; one that is not encrypted, or decrypted already, comes back as it
    /// is.
    ///
    /// - Throws: as ``open(_:password:)-(ByteView,_)``.
    public static func open(
        _ encrypted: PDFDocument, password: [UInt8] = []
    ) throws(PDFEncryptionError) -> PDFDocument {
        guard encrypted.isCipherText else { return encrypted }
        let view = encrypted.latest
        guard let values = view.resolve(view.trailer["Encrypt"]).dictionary else { throw .malformed("/Encrypt") }
        let dictionary = try EncryptionDictionary(values, in: view)
        guard let key = try key(dictionary, password) else {
            throw password.isEmpty ? .passwordNeeded : .wrongPassword
        }
        return try document { try encrypted.decrypted(by: StandardDecryption(dictionary: dictionary, key: key)) }
    }

    private static func key(
        _ dictionary: EncryptionDictionary, _ password: [UInt8]
    ) throws(PDFEncryptionError) -> [UInt8]? {
        let passwords = PasswordKey(dictionary: dictionary)
        if let key = try passwords.fileKey([]) { return key }
        if !password.isEmpty, let key = try passwords.fileKey(password) { return key }
        if dictionary.revision < 5, let latin = latin1(password), let key = try passwords.fileKey(latin) { return key }
        // Only attachments are encrypted (7.6.6, AuthEvent EFOpen): all that is shown can be read without a password.
        return dictionary.streams == .identity && dictionary.strings == .identity ? [] : nil
    }

    /// The Latin-1 form of UTF-8 text, which for these characters is that of PDFDocEncoding; nil when there is none, or
    /// when it is the same.
    private static func latin1(_ password: [UInt8]) -> [UInt8]? {
        guard password.contains(where: { $0 >= 0x80 }), let text = String(validating: password, as: UTF8.self) else {
            return nil
        }
        let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
        return bytes.count == text.unicodeScalars.count ? bytes : nil
    }

    private static func document(_ read: () throws -> PDFDocument) throws(PDFEncryptionError) -> PDFDocument {
        do {
            return try read()
        } catch let fault as PDFSyntaxError {
            throw PDFEncryptionError(
                .unreadable, fault.kind, vi: fault.what.vi, en: fault.what.en, remedy: fault.remedy)
        } catch {
            throw PDFEncryptionError(
                .unreadable, .input, vi: "Không đọc được tệp PDF.", en: "The PDF cannot be read.")
        }
    }
}
