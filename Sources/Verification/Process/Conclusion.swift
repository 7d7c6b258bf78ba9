import PKI

/// What a building block or a process concluded, with the sentences that tell why.
struct Conclusion: Sendable, Hashable {
    let indication: Indication
    let subIndication: SubIndication?
    let remarks: [ValidationRemark]

    static let passed = Conclusion(indication: .passed, subIndication: nil, remarks: [])

    static func failed(_ sub: SubIndication, _ remarks: [ValidationRemark] = []) -> Conclusion {
        Conclusion(indication: .failed, subIndication: sub, remarks: remarks)
    }

    static func indeterminate(_ sub: SubIndication, _ remarks: [ValidationRemark] = []) -> Conclusion {
        Conclusion(indication: .indeterminate, subIndication: sub, remarks: remarks)
    }

    /// Whether a better proof of existence may still change it (EN 319 102-1, 5.5.4 step 2).
    var isOpenToProof: Bool {
        switch subIndication {
        case .cryptoConstraintsFailureNoPOE, .revokedNoPOE, .revokedCANoPOE, .outOfBoundsNoPOE,
            .outOfBoundsNotRevoked, .tryLater, .noCertificateChainFound:
            true
        default: false
        }
    }
}
