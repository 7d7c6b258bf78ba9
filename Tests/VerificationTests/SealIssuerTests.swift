import DemoPKI
import PKI
import QRCode
import SignedDocuments
import Testing
import Verification

/// A seal key speaks for the agency whose code its certificate carries, and for no other.
@Suite struct SealIssuerTests {
    private let dossier: Dossier

    init() throws { dossier = try Dossier.shared.get() }

    @Test(arguments: ["H58.08.13", "H58.08", "H58.08.12.01", "h58.08.12", "H58.08.12 "])
    func aTrustedKeyDoesNotSealForAnotherAgency(issuer: String) throws {
        let url = try dossier.desk.sealURL(payload(issuer))
        let report = try dossier.verify(seal: url)
        #expect(report.conclusion == .indeterminate && report.subIndication == .noCertificateChainFound)
        #expect(report.verdict == .undetermined)
        #expect(report.reasons.map(\.code) == ["SEAL_ISSUER_MISMATCH", "STATUS_NOT_CHECKED"])
        // Whose key it is instead is told.
        #expect(report.signer?.serial == dossier.desk.agency.resultSeal.certificate.serialHex)
        let sentence = try dossier.verify(seal: url, in: .vi).reasons.first?.message
        #expect(sentence == "Khóa của mã này thuộc cơ quan khác với cơ quan ghi trong mã.")
        // The vault cannot make up for it.
        #expect(
            try dossier.verify(seal: url, status: Dossier.vault(url, says: .inForce)).verdict == .undetermined)
    }

    @Test func aFileSealedForAnotherAgencyDoesNotMatch() throws {
        let url = try dossier.desk.sealURL(payload("H58.08.13"))
        let report = try dossier.verify(dossier.desk.result(dossier.base, sealURL: url))
        #expect(report.seal == .init(present: true, matches: false))
        #expect(report.conclusion == .totalPassed && report.verdict == .invalid)
        #expect(report.reasons.map(\.code) == ["SEAL_ISSUER_MISMATCH"])
    }

    @Test func aKeyWhoseCertificateNamesNoAgencySealsForNone() throws {
        let trust = try trust(codes: [nil])
        #expect(try dossier.verify(seal: dossier.sealURL, trust: trust).conclusion == .indeterminate)
        #expect(try dossier.verify(dossier.result, trust: trust).seal.matches == false)
    }

    /// A renewed certificate, or one for two agencies that share a key, stands beside the old one.
    @Test func anyCertificateOfTheKeyMayNameTheAgency() throws {
        let trust = try trust(codes: [nil, "H58.08.13", SigningDesk.agencyCode])
        for issuer in [SigningDesk.agencyCode, "H58.08.13"] {
            let report = try dossier.verify(seal: dossier.desk.sealURL(payload(issuer)), trust: trust)
            #expect(report.conclusion == .totalPassed && report.verdict == .valid)
        }
        #expect(try dossier.verify(dossier.result, trust: trust).seal.matches == true)
    }

    /// Whoever writes a code into a certificate of their own making is no agency.
    @Test func aCodeInAnUntrustedCertificateIsWorthNothing() throws {
        let key = try PrivateKey.generate(.p256)
        let root = try DemoPKI.signer(
            PrivateKey.generate(.p256), named: "x", issuer: dossier.desk.agency.officer, now: SigningDesk.now)
        let own = try DemoPKI.signer(
            key, named: "x", code: SigningDesk.agencyCode, issuer: root, now: SigningDesk.now)
        let trust = TrustStore(
            anchors: dossier.trust.anchors,
            intermediates: dossier.trust.intermediates + [own.certificate, root.certificate],
            revocationLists: dossier.trust.revocationLists)
        let report = try dossier.verify(
            seal: dossier.desk.sealURL(payload(SigningDesk.agencyCode), by: own), trust: trust)
        #expect(report.conclusion == .indeterminate && report.verdict == .undetermined)
    }

    private func payload(_ issuer: String) -> SealPayload {
        var payload = SigningDesk.payload(for: dossier.base)
        payload.issuer = issuer
        return payload
    }

    /// The desk's anchors, and for its seal key one certificate with each code.
    private func trust(codes: [String?]) throws -> TrustStore {
        let pki = dossier.desk.pki
        let certificates = try codes.map { code in
            try DemoPKI.signer(
                dossier.desk.agency.resultSeal.key, named: "Con dấu QR", code: code, issuer: pki.issuing,
                now: SigningDesk.now
            ).certificate
        }
        let bare = dossier.trustWithoutSealKeys
        return TrustStore(
            anchors: bare.anchors, intermediates: bare.intermediates + certificates,
            revocationLists: bare.revocationLists)
    }
}
