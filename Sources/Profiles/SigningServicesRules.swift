/// What signing needs beside a key: time-stamping authorities, revocation data, the token's driver.
public struct SigningServicesRules: Sendable, Hashable {
    /// A time-stamping authority (RFC 3161 over HTTP).
    public struct TimeStampServer: Sendable, Hashable {
        /// `http://` or `https://`.
        public var url: String
        /// The policy to ask for, as a dotted object identifier; nil: the authority's own.
        public var policy: String?
        /// A file with `user:password`, absolute once loaded; nil where none is asked for.
        public var userFile: String?

        /// All parts as given.
        public init(url: String, policy: String? = nil, userFile: String? = nil) {
            (self.url, self.policy, self.userFile) = (url, policy, userFile)
        }
    }

    /// What is to be known of the signer's certificate before it signs (NĐ 68/2024/NĐ-CP Đ29, Đ31).
    public enum Revocation: String, Sendable, CaseIterable {
        /// Without an answer there is no signature.
        case required
        /// A revoked certificate never signs; one nobody answers for does.
        case whenReachable
        /// Nobody is asked.
        case none
    }

    /// How signatures are computed, in the words of profiles.
    public enum Algorithm: String, Sendable, CaseIterable {
        case rsaSHA256 = "rsa-sha256"
        case rsaSHA384 = "rsa-sha384"
        case rsaSHA512 = "rsa-sha512"
        case rsaPSSSHA256 = "rsa-pss-sha256"
        case rsaPSSSHA384 = "rsa-pss-sha384"
        case rsaPSSSHA512 = "rsa-pss-sha512"
        case ecdsaSHA256 = "ecdsa-sha256"
        case ecdsaSHA384 = "ecdsa-sha384"
        case ecdsaSHA512 = "ecdsa-sha512"
        case ed25519
    }

    /// Asked in order until one answers.
    public var timeStamps: [TimeStampServer]
    /// Whether validation data are also listed by signature (`/VRI`, ISO 32000-2, 12.8.4.4).
    public var writesVRI: Bool
    /// The PKCS#11 library of the agency's tokens, absolute once loaded; nil: what the address of the key says.
    public var tokenModule: String?
    /// What is to be known of certificates.
    public var revocation: Revocation
    /// Nil: the usual one of each key.
    public var algorithm: Algorithm?

    /// All parts as given.
    public init(
        timeStamps: [TimeStampServer] = [], writesVRI: Bool = false, tokenModule: String? = nil,
        revocation: Revocation = .whenReachable, algorithm: Algorithm? = nil
    ) {
        (self.timeStamps, self.writesVRI, self.tokenModule) = (timeStamps, writesVRI, tokenModule)
        (self.revocation, self.algorithm) = (revocation, algorithm)
    }
}
