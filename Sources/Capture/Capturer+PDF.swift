import Diagnostics
import PDFSyntax
import Profiles
import Records

extension Capturer {
    /// PDFs: scans in a PDF coat are wrapped anew; everything else keeps every byte.
    func capturePDF(
        _ source: SourceDocument, into file: PDFAFile, _ measurements: CaptureMeasurements?
    ) throws -> CaptureOutcome {
        let intake = try PDFIntake(source.bytes)
        guard !intake.document.isEncrypted else { return .setAside([CaptureFindings.pdfEncrypted()]) }
        if intake.isSigned { return try keepSigned(source, intake, measurements) }
        if let scanned = intake.scannedPages, let pages = try rewrapped(scanned, intake.view) {
            var findings: [Finding] = []
            for (index, page) in pages.enumerated() where cmykProfile == nil {
                if page.paints.contains(where: { $0.image.colour == .cmyk }) {
                    findings.append(CaptureFindings.colourAssumed(page: index + 1))
                }
            }
            return try write(
                pages, knownResolution: pages.map { _ in true }, origin: .imagePDF,
                freeTop: measurements?.pages.first?.freeTop, into: file, measurements, findings)
        }
        return try keepBornDigital(source, intake, measurements)
    }

    /// The scans at their pages' sizes; nil when an image has something that would be lost.
    private func rewrapped(_ scanned: [ScannedPage], _ view: PDFView) throws -> [WrappedPage]? {
        let reader = ScannedImage(view: view)
        var pages: [WrappedPage] = []
        for (index, scan) in scanned.enumerated() {
            do {
                guard let image = try reader.image(scan.image) else { return nil }
                let matrix = scan.matrix.then(scan.geometry.toDisplay)
                let extent = matrix.extent
                let (dpiX, dpiY) = (Double(image.width) / extent.x * 72, Double(image.height) / extent.y * 72)
                let turned = abs(matrix.b) > abs(matrix.a)
                let page = PDFRectangle(x0: 0, y0: 0, x1: scan.geometry.width, y1: scan.geometry.height)
                let painted = matrix.bounds(of: PDFRectangle(x0: 0, y0: 0, x1: 1, y1: 1))
                let overhangs =
                    painted.x0 < -0.01 || painted.y0 < -0.01 || painted.x1 > page.x1 + 0.01
                    || painted.y1 > page.y1 + 0.01
                pages.append(
                    WrappedPage(
                        width: page.width, height: page.height, paints: [.init(image: image, matrix: matrix)],
                        clips: overhangs, dpiX: turned ? dpiY : dpiX, dpiY: turned ? dpiX : dpiY))
            } catch let problem as ContainerProblem {
                throw PageProblem(problem, page: index + 1)
            }
        }
        return pages
    }

    private func keepBornDigital(
        _ source: SourceDocument, _ intake: PDFIntake, _ measurements: CaptureMeasurements?
    ) throws -> CaptureOutcome {
        var findings: [Finding] = []
        let shown = intake.pages[0]
        let geometry = PageGeometry(shown, in: intake.view)
        let header = HeaderPlan(
            width: geometry.width, height: geometry.height, freeTop: measurements?.pages.first?.freeTop, mayGrow: true,
            rules: appearance, taken: intake.fieldNames)
        if let header, header.band > 0, hidesTop(shown, geometry) {
            findings.append(CaptureFindings.croppedAreaShown())
        }
        return try keep(source, intake, header, origin: .bornDigitalPDF, measurements, findings)
    }

    /// A signed file's page boxes never change: fields go into measured free space or nowhere.
    private func keepSigned(
        _ source: SourceDocument, _ intake: PDFIntake, _ measurements: CaptureMeasurements?
    ) throws -> CaptureOutcome {
        let geometry = PageGeometry(intake.pages[0], in: intake.view)
        var findings: [Finding] = []
        var header: HeaderPlan?
        if intake.isCertified {
            findings.append(
                CaptureFindings.sealSidecar(
                    Bilingual(
                        vi: "tệp đã được chứng nhận, chữ ký chứng nhận hạn chế thay đổi",
                        en: "it is certified, and the certification restricts changes")))
        } else {
            header = HeaderPlan(
                width: geometry.width, height: geometry.height, freeTop: measurements?.pages.first?.freeTop,
                mayGrow: false, rules: appearance, taken: intake.fieldNames)
            if header == nil {
                findings.append(
                    CaptureFindings.sealSidecar(
                        Bilingual(
                            vi: "tệp đã ký và trang 1 không còn chỗ trống ở mép trên",
                            en: "it is signed and page 1 has no free space at the top")))
            }
        }
        return try keep(source, intake, header, origin: .signedPDF, measurements, findings)
    }

    private func keep(
        _ source: SourceDocument, _ intake: PDFIntake, _ header: HeaderPlan?, origin: CapturedDocument.Origin,
        _ measurements: CaptureMeasurements?, _ noticed: [Finding]
    ) throws -> CaptureOutcome {
        var findings = noticed
        let level = intake.pdfaLevel
        if level == nil { findings.append(CaptureFindings.notPDFA()) }
        if intake.pages.count > scan.maximumPages {
            findings.append(CaptureFindings.tooManyPages(intake.pages.count, limit: scan.maximumPages))
        }
        findings += damage(measurements, pages: intake.pages.count)
        if findings.contains(where: { $0.consequence == .reject }) { return .setAside(findings) }
        let appended = try header.map { try FieldUpdate(intake: intake, header: $0).appended() } ?? []
        findings.append(CaptureFindings.pagesCounted(source: intake.pages.count, written: intake.pages.count))
        let pages = intake.pages.enumerated().map { index, page in
            var geometry = PageGeometry(page, in: intake.view)
            let band = index == 0 ? header?.band ?? 0 : 0
            if band > 0, let header { geometry = geometry.grown(band: band, width: header.width) }
            return CapturedDocument.Page(
                width: geometry.width, height: geometry.height, headerBand: band, dpiX: nil, dpiY: nil)
        }
        return .captured(
            CapturedDocument(
                pdf: source.bytes + appended, origin: origin, pdfaLevel: level, pages: pages, layout: header?.layout,
                text: measurements?.text.map { $0.movedDown(by: header?.band ?? 0) }, findings: findings))
    }

    /// Whether the crop box cuts something off above the page as displayed.
    private func hidesTop(_ page: PDFPage, _ geometry: PageGeometry) -> Bool {
        geometry.toDisplay.bounds(of: page.mediaBox).y1 > geometry.height + 0.5
    }
}
