import Diagnostics
import Foundation
import HTTP
import PKI
import Profiles
import Signing
import TrustServices

/// Opens what a profile names beside keys: trust, time-stamping authorities, revocation data.
struct SigningServices {
    /// Anchors, intermediates and CRLs of the profile's folders and of `--trust`.
    let trust: TrustStore
    /// Ready for `FileSigner`.
    let signature: SignatureServices
    /// Completes the chains of signers from the addresses in their certificates.
    let issuers: IssuerClient

    /// - Parameter folders: further folders of trusted certificates.
    init(_ agency: AgencyProfile, trust folders: [String], console: Console) throws {
        let existing = agency.trust.filter { FileManager.default.fileExists(atPath: $0) }
        // Without anchors certificates cannot be checked before they sign; nobody should learn that too late.
        for missing in agency.trust where !existing.contains(missing) {
            console.note(
                Bilingual(
                    vi: "không có thư mục tin cậy “\(missing)” nêu trong cấu hình (trust).",
                    en: "the trust folder “\(missing)” named in the profile (trust) is not there."))
        }
        trust = try TrustFolders.load(existing + folders, console: console)
        let transport = HTTPTransport.curl(.ofEnvironment())
        issuers = IssuerClient(trust: trust, transport: transport)
        let clock: @Sendable () -> Date = { Date() }
        let remark: @Sendable (ServiceRemark) -> Void = { console.note($0.message) }
        let servers = agency.services.timeStamps
        let stamps =
            try servers.isEmpty
            ? nil
            : TimeStampClient(
                authorities: servers.map { server in
                    TimeStampAuthority(
                        url: server.url, policy: server.policy,
                        credentials: try server.userFile.map(Self.credentials))
                }, trust: trust, transport: transport, clock: clock, remark: remark
            ).source
        var settings = RevocationClient.Settings()
        settings.cacheFolder = Self.cacheFolder
        let revocation =
            agency.services.revocation == .none
            ? nil
            : RevocationClient(trust: trust, transport: transport, clock: clock, settings: settings, remark: remark)
                .source
        signature = SignatureServices(
            timeStamps: stamps, revocation: revocation, trust: trust, writesVRI: agency.services.writesVRI)
    }

    /// Answers of OCSP responders and CRLs are kept where the user's programs keep such things; without a home they stay in
    /// memory.
    private static var cacheFolder: String? {
        let environment = ProcessInfo.processInfo.environment
        let base = environment["XDG_CACHE_HOME"] ?? environment["HOME"].map { $0 + "/.cache" }
        return base.map { $0 + "/sohoa/revocation" }
    }

    /// `user:password` on the first line.
    private static func credentials(_ path: String) throws -> HTTPCredentials {
        let line = String(decoding: try PIN.read(file: path), as: UTF8.self)
        let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw CommandError.credentialsMalformed(path) }
        return HTTPCredentials(user: parts[0], password: parts[1])
    }
}
