import COpenSSL

extension Certificate {
    /// The subject as an RFC 4514 string: the most specific part first, UTF-8 as it is.
    public var subject: String { Self.text(X509_get_subject_name(object.pointer)) }

    /// The issuer as an RFC 4514 string.
    public var issuer: String { Self.text(X509_get_issuer_name(object.pointer)) }

    /// The subject's encoded Name.
    public var subjectDER: [UInt8] { Self.encoding(X509_get_subject_name(object.pointer)) }

    /// The issuer's encoded Name.
    public var issuerDER: [UInt8] { Self.encoding(X509_get_issuer_name(object.pointer)) }

    /// The subject's last common name, which is the most specific one.
    public var commonName: String? { subjectValues(NID_commonName).last }

    /// The subject's organization.
    public var organization: String? { subjectValues(NID_organizationName).last }

    /// The subject's `serialNumber` attributes: where some authorities put a person's or an organization's number.
    public var subjectSerialNumbers: [String] { subjectValues(NID_serialNumber) }

    /// The subject's `UID` attributes: Vietnamese authorities write `CCCD:…` or `MST:…` there.
    public var subjectUserIDs: [String] { subjectValues(NID_userId) }

    /// The name people know the subject by: the common name, else the organization, else the whole subject.
    public var displayName: String { commonName ?? organization ?? subject }

    /// True when both subjects are the same name (RFC 5280 §7.1: letter case and string types do not matter).
    func subjectMatches(_ other: Certificate) -> Bool {
        X509_NAME_cmp(X509_get_subject_name(object.pointer), X509_get_subject_name(other.object.pointer)) == 0
    }

    func subjectValues(_ attribute: Int32) -> [String] {
        let name = X509_get_subject_name(object.pointer)
        var values: [String] = []
        var index = X509_NAME_get_index_by_NID(name, attribute, -1)
        while index >= 0 {
            if let value = Self.text(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index))) {
                values.append(value)
            }
            index = X509_NAME_get_index_by_NID(name, attribute, index)
        }
        return values
    }

    private static func text(_ string: UnsafeMutablePointer<ASN1_STRING>?) -> String? {
        guard let string else { return nil }
        var utf8: UnsafeMutablePointer<UInt8>?
        let count = ASN1_STRING_to_UTF8(&utf8, string)
        defer { copenssl_free(utf8) }
        guard let utf8, count >= 0 else {
            ERR_clear_error()
            return nil
        }
        return String(decoding: UnsafeBufferPointer(start: utf8, count: Int(count)), as: UTF8.self)
    }

    static func text(_ name: OpaquePointer?) -> String {
        // Zero bytes written is success for an empty name, so only a negative count is an error.
        let bytes = writtenByOpenSSL { bio in
            X509_NAME_print_ex(bio, name, 0, copenssl_name_flags) < 0 ? 0 : 1
        }
        return String(decoding: bytes ?? [], as: UTF8.self)
    }

    static func encoding(_ name: OpaquePointer?) -> [UInt8] { encodedByOpenSSL { i2d_X509_NAME(name, $0) } ?? [] }
}
