import Diagnostics
import PDFSyntax
import Profiles
import RasterImage
import Records

extension Capturer {
    func pngPage(_ bytes: [UInt8]) throws -> PageImage {
        let png = try PNGFile(bytes)
        guard png.needsDecoding else { return png.page() }
        return try PageImage(decoded(bytes, page: 0), resolution: png.resolution)
    }

    func tiffPages(_ bytes: [UInt8]) throws -> [PageImage] {
        let directories = try TIFFFile(bytes).directories()
        let shown = directories.enumerated().filter { TIFFPage.isPage($0.element) }
        guard !shown.isEmpty else { throw TIFFFile.cut(bytes.count) }
        return try shown.enumerated().map { number, directory in
            do {
                let page = try TIFFPage(directory.element)
                if let image = try page.image() { return image }
                return try PageImage(
                    decoded(bytes, page: directory.offset), resolution: page.resolution, orientation: page.orientation)
            } catch let problem as ContainerProblem {
                throw PageProblem(problem, page: number + 1)
            }
        }
    }

    private func decoded(_ bytes: [UInt8], page: Int) throws -> Raster {
        guard let decode else {
            throw ContainerProblem.unsupported(
                vi: "Kiểu nén của ảnh cần bộ giải mã mà phiên này không có.",
                en: "The image's coding needs a decoder, which is not at hand.")
        }
        do {
            return try decode(bytes, page)
        } catch let error as any UserFacingError {
            throw ContainerProblem.damaged(error.what)
        } catch {
            throw ContainerProblem.damaged(
                vi: "Không giải mã được ảnh: \(error).", en: "The image could not be decoded: \(error).")
        }
    }

    /// Image files: every page becomes a page at its own resolution.
    func wrap(_ images: [PageImage], into file: PDFAFile, _ measurements: CaptureMeasurements?) throws -> CaptureOutcome
    {
        var findings: [Finding] = []
        let pages = images.enumerated().map { index, image in
            if image.resolution == nil {
                let guess = Resolution.ifA4(width: image.width, height: image.height)
                findings.append(
                    CaptureFindings.resolutionUnknown(assumed: guess.x, limit: scan.minimumDPI, page: index + 1))
            }
            if image.colour == .cmyk, cmykProfile == nil {
                findings.append(CaptureFindings.colourAssumed(page: index + 1))
            }
            if image.isFlattened { findings.append(CaptureFindings.transparencyFlattened(page: index + 1)) }
            let resolution = image.resolution ?? Resolution.ifA4(width: image.width, height: image.height)
            return (WrappedPage(image, resolution: resolution), isMeasured: image.resolution != nil)
        }
        // Free space was measured on rows as stored; on a turned page the top is another side.
        let freeTop = images.first?.orientation == .topLeft ? measurements?.pages.first?.freeTop : nil
        return try write(
            pages.map(\.0), knownResolution: pages.map(\.isMeasured), origin: .image, freeTop: freeTop, into: file,
            measurements, findings)
    }

    /// Checks the pages against the rules and, when none is broken, writes the file.
    func write(
        _ pages: [WrappedPage], knownResolution: [Bool], origin: CapturedDocument.Origin, freeTop: Double?,
        into file: PDFAFile, _ measurements: CaptureMeasurements?, _ noticed: [Finding]
    ) throws -> CaptureOutcome {
        var findings = noticed + damage(measurements, pages: pages.count)
        for (index, page) in pages.enumerated() {
            findings += sizeFindings(page, isKnown: knownResolution[index], number: index + 1)
        }
        if pages.count > scan.maximumPages {
            findings.append(CaptureFindings.tooManyPages(pages.count, limit: scan.maximumPages))
        }
        if findings.contains(where: { $0.consequence == .reject }) { return .setAside(findings) }
        guard let first = pages.first,
            let header = HeaderPlan(
                width: first.width, height: first.height, freeTop: freeTop, mayGrow: true, rules: appearance)
        else { return .setAside(findings) }
        var file = file
        let pdf = try file.write(pages, header: header)
        findings.append(CaptureFindings.pagesCounted(source: pages.count, written: pages.count))
        let captured = pages.enumerated().map { index, page in
            let (band, width) = index == 0 ? (header.band, max(page.width, header.width)) : (0, page.width)
            let known = knownResolution[index]
            return CapturedDocument.Page(
                width: width, height: page.height + band, headerBand: band, dpiX: known ? page.dpiX : nil,
                dpiY: known ? page.dpiY : nil)
        }
        return .captured(
            CapturedDocument(
                pdf: pdf, origin: origin, pdfaLevel: "2b", pages: captured, layout: header.layout,
                text: measurements?.text.map { $0.movedDown(by: header.band) }, findings: findings))
    }

    private func sizeFindings(_ page: WrappedPage, isKnown: Bool, number: Int) -> [Finding] {
        let (widthMM, heightMM) = (page.width / HeaderPlan.pointsPerMM, page.height / HeaderPlan.pointsPerMM)
        let dpi = min(page.dpiX, page.dpiY)
        // Densities in dots per centimetre or metre come out a fraction below the round number that was meant.
        if isKnown, dpi + 0.5 < scan.minimumDPI {
            return [
                CaptureFindings.resolutionTooLow(
                    dpi, limit: scan.minimumDPI, basis: scan.minimumDPIBasis.citation, page: number)
            ]
        }
        // ISO 19005-2, 6.1.13: page boundaries measure 3 to 14 400 units; below 10 mm nothing is a page.
        guard min(widthMM, heightMM) >= 10, max(page.width, page.height) <= 14_000 else {
            return [CaptureFindings.pageSizeImplausible(widthMM: widthMM, heightMM: heightMM, page: number)]
        }
        return []
    }

    /// What the worker found when it decoded every pixel.
    func damage(_ measurements: CaptureMeasurements?, pages: Int) -> [Finding] {
        guard let measurements else { return [] }
        var findings: [Finding] = []
        for (index, page) in measurements.pages.enumerated() {
            switch page.damage {
            case .truncated(let what)?: findings.append(CaptureFindings.imageTruncated(what, page: index + 1))
            case .unreadable(let what)?: findings.append(CaptureFindings.imageUnreadable(what, page: index + 1))
            case .unsupported(let what)?: findings.append(CaptureFindings.formatUnsupported(what, page: index + 1))
            case .doubtful(let what)?: findings.append(CaptureFindings.imageDoubtful(what, page: index + 1))
            case nil: break
            }
        }
        if measurements.pages.count != pages {
            findings.append(CaptureFindings.pageCountDiffers(container: pages, decoder: measurements.pages.count))
        }
        return findings
    }
}

extension TextLayer {
    /// The layer of the same document after a band was added above page 1.
    func movedDown(by band: Double) -> TextLayer {
        guard band > 0, !pages.isEmpty else { return self }
        var moved = self
        moved.pages[0].height += band
        for line in moved.pages[0].lines.indices {
            for word in moved.pages[0].lines[line].words.indices {
                moved.pages[0].lines[line].words[word].box.y0 += band
                moved.pages[0].lines[line].words[word].box.y1 += band
            }
        }
        return moved
    }
}
