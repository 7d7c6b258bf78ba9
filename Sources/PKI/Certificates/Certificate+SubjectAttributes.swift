import COpenSSL

extension Certificate {
    /// The values of an attribute of the subject.
    ///
    /// - Parameter attribute: a short name of RFC 4519 (`cn`, `o`, `serialNumber`), in any case, or a dotted object
    ///   identifier.
    public func subjectValues(named attribute: String) -> [String] {
        let known = Self.shortNames[attribute.lowercased()] ?? OBJ_txt2nid(attribute)
        guard known != NID_undef else {
            ERR_clear_error()
            return []
        }
        return subjectValues(known)
    }

    private static let shortNames: [String: Int32] = [
        "cn": NID_commonName, "o": NID_organizationName, "ou": NID_organizationalUnitName, "c": NID_countryName,
        "l": NID_localityName, "st": NID_stateOrProvinceName, "sn": NID_surname, "givenname": NID_givenName,
        "gn": NID_givenName, "title": NID_title, "serialnumber": NID_serialNumber, "uid": NID_userId,
        "dc": NID_domainComponent, "e": NID_pkcs9_emailAddress, "email": NID_pkcs9_emailAddress,
    ]
}
