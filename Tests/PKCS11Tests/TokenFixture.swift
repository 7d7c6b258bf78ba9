import DemoPKI
import Foundation
import PKCS11
import PKI
import TestSupport
import Testing

/// Tokens with keys and certificates, made once: a library that is loaded does not see what other processes add.
struct TokenFixture {
    static let shared = Result { try TokenFixture() }
    /// 2026-11-20 00:00 UTC.
    static let now = Date(timeIntervalSince1970: 1_795_132_800)

    let hsm: SoftHSM
    let access: TokenAccess
    let pki: DemoPKI
    /// The certificate of each key of the token `kho`, by its label.
    private(set) var certificates: [String: Certificate] = [:]
    /// An older certificate of the key `gia-hạn`.
    private(set) var oldCertificate: Certificate?

    /// The certificate of the key `trơ`, which the token does not hold.
    private(set) var certificateElsewhere: Certificate?

    /// Label, identifier and kind of the keys of the token `kho`.
    static let keys: [(label: String, id: String, type: PrivateKey.GeneratedType)] = [
        ("cán-bộ", "01", .rsa(bits: 2048)), ("con dấu", "02", .p256), ("p384", "03", .p384), ("p521", "04", .p521),
        ("ed25519", "05", .ed25519),
    ]

    private init() throws {
        hsm = try SoftHSM.shared.get()
        access = TokenAccess(modulePath: try hsm.ownLibrary())
        pki = try DemoPKI.create(
            organizations: [try DemoOrganization(slug: "xa-mau", name: "UBND xã Mẫu", officer: "Lê Văn Thử")],
            now: Self.now)
        for token in ["kho", "phụ", "ma-pin", "may-chu", "loi", "dang-ky"] { try hsm.makeToken(token) }
        for (label, id, type) in Self.keys { certificates[label] = try add(type, label, id, to: "kho").certificate }
        try hsm.add(certificate: pki.issuing.certificate.der, token: "kho", label: "cấp", id: "70")
        try hsm.add(certificate: pki.root.certificate.der, token: "kho", label: "gốc", id: "71")
        try addKeyThatAuthenticatesEach()
        try addOddKeys()
        _ = try add(.p256, "một", "01", to: "phụ")
        _ = try add(.p256, "pin", "01", to: "ma-pin")
        _ = try add(.p256, "xa", "01", to: "may-chu")
        _ = try add(.p256, "tên", "01", to: "dang-ky")
        _ = try add(.rsa(bits: 2048), "lỗi", "01", to: "loi")
    }

    private func holder(_ key: PrivateKey, at date: Date = now) throws -> DemoPKI.Holder {
        try DemoPKI.signer(key, named: "Người thử", issuer: pki.issuing, now: date)
    }

    private func add(
        _ type: PrivateKey.GeneratedType, _ label: String, _ id: String, to token: String
    ) throws -> DemoPKI.Holder {
        let holder = try holder(PrivateKey.generate(type))
        try hsm.add(key: holder.key.pem(passphrase: nil), token: token, label: label, id: id)
        try hsm.add(certificate: holder.certificate.der, token: token, label: label, id: id)
        return holder
    }

    /// A key that wants the PIN for every signature.
    private mutating func addKeyThatAuthenticatesEach() throws {
        let holder = try holder(PrivateKey.generate(.rsa(bits: 2048)))
        let pem = try Scratch.file("key.pem", holder.key.pem(passphrase: nil))
        let der = pem.deletingPathExtension().appendingPathExtension("der").path
        try #require(
            Command.tool("openssl", ["rsa", "-in", pem.path, "-outform", "DER", "-traditional", "-out", der]).status
                == 0)
        try hsm.tool(
            ["--write-object", der, "--type", "privkey", "--label", "luôn-hỏi", "--id", "06", "--always-auth"],
            token: "kho")
        try hsm.add(certificate: holder.certificate.der, token: "kho", label: "luôn-hỏi", id: "06")
        certificates["luôn-hỏi"] = holder.certificate
    }

    /// What tokens of other systems look like.
    private mutating func addOddKeys() throws {
        // Only the certificate has the name people know.
        let named = try holder(PrivateKey.generate(.p256))
        try hsm.add(key: named.key.pem(passphrase: nil), token: "kho", label: "container-17", id: "0a")
        try hsm.add(certificate: named.certificate.der, token: "kho", label: "Trần Thị Mẫu", id: "0a")
        certificates["Trần Thị Mẫu"] = named.certificate
        // No certificate at all, and the certificate of a key that is not there any more.
        let bare = try holder(PrivateKey.generate(.p256))
        try hsm.add(key: bare.key.pem(passphrase: nil), token: "kho", label: "trơ", id: "0b")
        certificateElsewhere = bare.certificate
        try hsm.add(key: PrivateKey.generate(.p256).pem(passphrase: nil), token: "kho", label: "cũ", id: "0c")
        try hsm.add(
            certificate: holder(PrivateKey.generate(.p256)).certificate.der, token: "kho", label: "cũ", id: "0c")
        // A renewed certificate beside the old one.
        let key = try PrivateKey.generate(.p256)
        try hsm.add(key: key.pem(passphrase: nil), token: "kho", label: "gia-hạn", id: "0d")
        let (old, new) = (try holder(key, at: Self.now - 86_400 * 600), try holder(key))
        for holder in [new, old] {
            try hsm.add(certificate: holder.certificate.der, token: "kho", label: "gia-hạn", id: "0d")
        }
        certificates["gia-hạn"] = new.certificate
        oldCertificate = old.certificate
        // Two keys of one name.
        for id in ["0e", "0f"] { _ = try add(.p256, "đôi", id, to: "kho") }
    }

    /// Opens the token `kho`.
    func token(_ address: String = "pkcs11:token=kho", access: TokenAccess? = nil) throws -> Token {
        try Token(TokenURI(address), pin: Self.pin, access: access ?? self.access)
    }

    func key(_ label: String) throws -> TokenKey {
        var uri = try TokenURI("pkcs11:token=kho")
        uri.object = label
        return try token().key(uri)
    }

    static var pin: TokenPIN { TokenPIN(Array(SoftHSM.pin.utf8)) }
}
