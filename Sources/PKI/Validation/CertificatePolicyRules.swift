import COpenSSL

/// What the caller asks of certificate policies (the inputs c to f of RFC 5280 §6.1.1).
public struct CertificatePolicyRules: Sendable, Hashable {
    /// The dotted identifiers of acceptable policies (user-initial-policy-set); empty means any.
    public let acceptable: Set<String>
    /// Whether the path must have a policy, whatever its certificates ask (initial-explicit-policy).
    public let requiresPolicy: Bool
    /// Whether mappings of policies are refused (initial-policy-mapping-inhibit).
    public let inhibitsMapping: Bool
    /// Whether anyPolicy in certificates is no policy (initial-any-policy-inhibit).
    public let inhibitsAnyPolicy: Bool

    /// All as given.
    public init(
        acceptable: Set<String> = [], requiresPolicy: Bool = false, inhibitsMapping: Bool = false,
        inhibitsAnyPolicy: Bool = false
    ) {
        (self.acceptable, self.requiresPolicy) = (acceptable, requiresPolicy)
        (self.inhibitsMapping, self.inhibitsAnyPolicy) = (inhibitsMapping, inhibitsAnyPolicy)
    }

    /// Any policy, or none unless a certificate of the path requires one.
    public static let any = CertificatePolicyRules()

    /// Makes OpenSSL process policies. Its policy tree is bounded, so that a hostile chain cannot make it grow without end.
    func apply(to parameters: OpaquePointer) {
        var flags = UInt(X509_V_FLAG_POLICY_CHECK)
        if requiresPolicy { flags |= UInt(X509_V_FLAG_EXPLICIT_POLICY) }
        if inhibitsMapping { flags |= UInt(X509_V_FLAG_INHIBIT_MAP) }
        if inhibitsAnyPolicy { flags |= UInt(X509_V_FLAG_INHIBIT_ANY) }
        X509_VERIFY_PARAM_set_flags(parameters, flags)
        // OpenSSL takes no policy for none at all; anyPolicy is what RFC 5280 calls "any".
        for policy in acceptable.isEmpty ? ["2.5.29.32.0"] : acceptable.sorted() {
            guard let object = OBJ_txt2obj(policy, 1) else { continue }
            // The parameters own it once they took it.
            if X509_VERIFY_PARAM_add0_policy(parameters, object) != 1 { ASN1_OBJECT_free(object) }
        }
    }
}
