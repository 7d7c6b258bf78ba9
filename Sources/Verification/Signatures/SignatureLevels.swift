import PAdES
import PDFSyntax

/// The level of EN 319 142-1 that each signature of a file shows, or the older format. What a level promises is judged
/// elsewhere: a B-LT file whose validation data do not suffice is still B-LT, and does not pass.
struct SignatureLevels {
    let findings: [SignatureFindings]
    let material: ValidationMaterial

    subscript(index: Int) -> SignatureReport.Level {
        switch findings[index].dictionary.encoding {
        case .x509RSASHA1?: .pkcs1
        case .pkcs7Detached?, .pkcs7SHA1?: .cms
        case .rfc3161?, nil: .unknown
        case .cadesDetached?:
            switch SignatureLevel(ofSignature: index, in: findings, material: material) {
            case .bB?: .bB
            case .bT?: .bT
            case .bLT?: .bLT
            case .bLTA?: .bLTA
            case nil: .cms
            }
        }
    }
}
