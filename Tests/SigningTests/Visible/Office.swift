import DemoPKI
import FoundationEssentials
import PAdES
import PDFRendering
import PDFSyntax
import PKI
import Profiles
import RasterImage
import Records
import SignedDocuments
import Signing
import TestSupport

/// An office that signs with the visible signatures of the shipped profile. Everybody here is invented.
struct Office {
    static let shared = Result<Office, any Error> { try Office() }

    /// 22 November 2026, 08:15:30 in Hà Nội.
    static let instant = Date(timeIntervalSince1970: 1_795_310_130)

    let composer: SignatureComposer
    let signature: SignaturePicture
    let seal: SignaturePicture
    private let pki: DemoPKI

    private init() throws {
        let profile = try ProfileLoader.profile(
            agencyFile: Checkout.root.appendingPathComponent("Profiles/an-giang/xa-my-hoa-hung.yaml").path)
        composer = try SignatureComposer(signatures: profile.signatures, appearance: profile.appearance)
        signature = try SignaturePicture(png: Pictures.signature(), name: "signature")
        seal = try SignaturePicture(png: Pictures.seal(), name: "seal")
        pki = try DemoPKI.create(
            organizations: [
                DemoOrganization(
                    slug: "xa-mau", name: "UBND xã Mẫu", code: "H01.02.14", identifier: "MST:1200000002",
                    officer: "Trần Quốc Bảo Khánh")
            ], now: Self.instant)
    }

    static func values(
        signer: String = "Trần Quốc Bảo Khánh", title: [String] = ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    ) -> SignatureValues {
        SignatureValues(
            signedAt: instant, signer: signer, title: title, agency: "Ủy ban nhân dân xã Mỹ Hòa Hưng",
            shortName: "UBND xã Mỹ Hòa Hưng", number: "631", notation: "QĐ-UBND",
            documentDate: CivilDate(iso: "2026-11-22"), copyForm: "SAO Y")
    }

    /// Where a signature would go, and what it would look like.
    func order(_ name: String, on pdf: [UInt8], values: SignatureValues = values()) throws -> SignatureOrder {
        let picture: SignaturePicture? = name == "leader" ? signature : name == "agencySeal" ? seal : nil
        return try composer.order(
            name, on: PDFDocument(bytes: ByteView(pdf)), values: values, picture: picture, level: .bB
        ) { page in
            let content = try PDFRenderer(pdf).content(ofPage: page)
            return (content.text, content.ink)
        }
    }

    /// The whole file with one more signature.
    func sign(_ pdf: [UInt8], _ name: String, values: SignatureValues = values()) throws -> [UInt8] {
        let order = try order(name, on: pdf, values: values)
        return try pdf
            + FileSigner(identity: pki.agencies[0].officer.identity()).sign(
                PDFDocument(bytes: ByteView(pdf)), order, at: Self.instant)
    }
}
