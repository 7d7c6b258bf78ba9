import Foundation
import TestSupport
import Testing

/// Every PDF a batch made, judged by qpdf, pdfsig and pyHanko: none shares code with sohoa.
@Suite struct IndependentToolsTests {
    @Test(.enabled(if: Command.has("qpdf"), "needs qpdf"))
    func qpdfFindsNoFault() throws {
        for pdf in try MadePDF.all() {
            let check = try Command.tool("qpdf", ["--check", pdf.url.path])
            // 0 is clean; 3 would be warnings.
            #expect(check.status == 0, "\(pdf.source): \(check.text)\(check.stderr)")
            #expect(check.text.contains("No syntax or stream encoding errors found"), "\(pdf.source)")
        }
    }

    /// pdfsig checks digest and signature value with NSS. Three quirks: it exits 1 and complains about a Firefox folder
    /// when it finds no certificate database of NSS; without `-nocert` it calls a demo issuer unknown; and it says
    /// "Not total document signed" of every signature but the last, which is how PDF works. It also lists the agency's
    /// prepared field of a component, which stays empty.
    @Test(.enabled(if: Command.has("pdfsig"), "needs pdfsig"))
    func pdfsigAcceptsEverySignature() throws {
        for pdf in try MadePDF.all() {
            let text = try Command.tool("pdfsig", ["-nocert", pdf.url.path]).text
            let fields = text.components(separatedBy: "Signature #").count - 1
            let empty = text.components(separatedBy: "The signature form field is not signed.").count - 1
            #expect(fields - empty == pdf.signatures, "\(pdf.source): \(text)")
            let valid = text.components(separatedBy: "Signature Validation: Signature is Valid.").count - 1
            #expect(valid == pdf.signatures, "\(pdf.source): \(text)")
            #expect(text.components(separatedBy: "ETSI.CAdES.detached").count - 1 == pdf.signatures, "\(pdf.source)")
            #expect(text.components(separatedBy: "SHA-256").count - 1 == pdf.signatures, "\(pdf.source)")
            #expect(text.components(separatedBy: "Not total document signed").count - 1 == pdf.signatures - 1)
        }
    }

    @Test(.enabled(if: Oracle.has("pyhanko", "page", "pikepdf"), "needs pyHanko, page-validation and pikepdf"))
    func pyHankoTrustsEverySignatureAndSeesNoModification() throws {
        for verdict in try ResultVerdict.all() {
            let name = Comment(rawValue: "\(verdict.source): \(verdict.signatures)")
            #expect(verdict.signatures.count == verdict.expected, name)
            for signature in verdict.signatures {
                #expect(signature.intact && signature.valid && signature.trusted, name)
                #expect(signature.accepted, name)
                #expect(signature.cades, name)
            }
            #expect(verdict.signatures.last?.coverage == "ENTIRE_FILE", name)
            #expect(verdict.signatures.last?.modification == "NONE", name)
            // Filling the prepared field is form filling: nothing more.
            for signature in verdict.signatures.dropLast() {
                #expect(signature.coverage == "ENTIRE_REVISION", name)
                #expect(["LTA_UPDATES", "FORM_FILLING"].contains(signature.modification), name)
            }
        }
    }
}
