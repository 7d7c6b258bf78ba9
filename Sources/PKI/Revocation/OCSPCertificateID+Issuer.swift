extension OCSPCertificateID {
    /// True when this names a certificate that `issuer` issued, whichever it is; false also for a digest that is none of
    /// ours.
    public func names(issuer: Certificate) -> Bool {
        guard let digest = DigestAlgorithm(oid: digestAlgorithmOID) else { return false }
        return issuerNameHash == Digest(digest, of: issuer.subjectDER).bytes
            && issuerKeyHash == Digest(digest, of: issuer.subjectPublicKeyBits).bytes
    }

    /// The serial number as ``Certificate/serialHex`` writes it.
    public var serialHex: String {
        let digits = Hexadecimal.encode(serial).drop { $0 == "0" }
        return digits.isEmpty ? "0" : String(digits)
    }
}
