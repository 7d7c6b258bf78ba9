import PKI

/// An authority that OpenSSL made: any name, any issuer.
struct MadeAuthority {
    let certificate: Certificate
    private let folder: TemporaryFolder
    private let stem: String

    /// - Parameters:
    ///   - subject: as `openssl req -subj` takes it.
    ///   - issuer: nil for a root.
    init(_ subject: String, issuer: MadeAuthority? = nil, in folder: TemporaryFolder? = nil) throws {
        self.folder = try issuer?.folder ?? folder ?? TemporaryFolder()
        stem = "a\(UInt32.random(in: 0...UInt32.max))"
        var arguments = [
            "req", "-x509", "-utf8", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650",
            "-subj", subject, "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-keyout", stem + ".key", "-out",
            stem + ".pem",
        ]
        if let issuer { arguments += ["-CA", issuer.stem + ".pem", "-CAkey", issuer.stem + ".key"] }
        let output = try Tool.openssl.run(arguments, in: self.folder.path)
        guard output.status == 0 else { throw Failed(text: output.text) }
        certificate = try Certificate(pem: self.folder.read(stem + ".pem"))
    }

    struct Failed: Error {
        let text: String
    }

    func pin(
        _ role: CertificatePins.Role = .root, _ label: TrustLabel = .official, name: String? = nil
    ) -> CertificatePins.Pin {
        CertificatePins.Pin(
            sha256: certificate.fingerprint, name: name ?? certificate.displayName,
            organization: certificate.organization, label: label, role: role)
    }
}
