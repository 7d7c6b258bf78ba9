extension Digest {
    /// DigestInfo (RFC 8017 §9.2, note 1): what RSASSA-PKCS1-v1_5 pads and signs, and what a token that does not hash
    /// is given.
    package var digestInfoDER: [UInt8] {
        DER.sequence(DER.algorithm(algorithm.objectIdentifier, DER.null), DER.octetString(bytes))
    }
}
