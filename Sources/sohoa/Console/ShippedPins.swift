import Diagnostics
import PKI
import Profiles
import ShippedProfiles
import Verification

/// The pins of genuine authorities that the binary carries.
enum ShippedPins {
    /// As values.
    static func pins() throws -> CertificatePins { CertificatePins(try rules()) }

    /// With everything the files say of them.
    static func rules() throws -> [TrustPinRule] {
        try ShippedProfiles.trust.flatMap { file -> [TrustPinRule] in
            switch TrustPinsFile.read(file.bytes, name: file.name) {
            case .read(let rules): return rules
            case .refused(let problems):
                throw TrustCommandError.pinsDamaged(problems.first?.text(in: .en) ?? file.name)
            }
        }
    }
}
