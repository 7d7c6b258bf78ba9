import Diagnostics
import PDFSyntax
import RasterImage
import Records

/// Writes a PDF/A-2b file (ISO 19005-2) of image pages with the signature fields of page 1 prepared.
struct PDFAFile {
    var metadata: XMPPacket
    /// The two identical parts of `/ID`.
    var identifier: [UInt8]
    var cmykProfile: [UInt8]

    private var builder = PDFFileBuilder()
    private var profiles: [[UInt8]: PDFReference] = [:]

    init(metadata: XMPPacket, identifier: [UInt8], cmykProfile: [UInt8]) {
        (self.metadata, self.identifier, self.cmykProfile) = (metadata, identifier, cmykProfile)
    }

    /// - Parameter header: the plan of page 1.
    /// - Throws: `pdf-compression-failed`.
    mutating func write(_ pages: [WrappedPage], header: HeaderPlan) throws -> [UInt8] {
        let catalog = builder.reserve()
        let tree = builder.reserve()
        let metadata = builder.add(
            .stream(
                PDFStream(
                    dictionary: ["Type": .name("Metadata"), "Subtype": .name("XML")], bytes: self.metadata.bytes)))
        let outputIntent = try builder.add(
            .dictionary([
                "Type": .name("OutputIntent"), "S": .name("GTS_PDFA1"),
                "OutputConditionIdentifier": .text(SRGBProfile.name), "Info": .text(SRGBProfile.name),
                "DestOutputProfile": .reference(profile(SRGBProfile.bytes, components: 3)),
            ]))
        let references = pages.map { _ in builder.reserve() }
        var fields: [PDFReference] = []
        for (index, (page, reference)) in zip(pages, references).enumerated() {
            var dictionary = try pageDictionary(page, parent: tree)
            if index == 0 {
                let size = (width: max(page.width, header.width), height: page.height + header.band)
                dictionary["MediaBox"] = .numbers([0, 0, size.width, size.height].map(ContentNumber.rounded))
                fields = PreparedFields(
                    layout: header.layout,
                    geometry: PageGeometry(
                        box: PDFRectangle(x0: 0, y0: 0, x1: size.width, y1: size.height), rotation: 0, userUnit: 1),
                    page: reference
                ).add(to: &builder)
                dictionary["Annots"] = .array(fields.map(PDFObject.reference))
            }
            builder.set(reference, .dictionary(dictionary))
        }
        builder.set(
            tree,
            .dictionary([
                "Type": .name("Pages"), "Kids": .array(references.map(PDFObject.reference)),
                "Count": .integer(references.count),
            ]))
        builder.set(
            catalog,
            .dictionary([
                "Type": .name("Catalog"), "Pages": .reference(tree), "Metadata": .reference(metadata),
                "OutputIntents": .array([.reference(outputIntent)]), "Lang": .text("vi-VN"),
                "ViewerPreferences": .dictionary(["DisplayDocTitle": .boolean(true)]),
                "AcroForm": .reference(builder.add(.dictionary(PreparedFields.form(of: fields)))),
            ]))
        return builder.finish(root: catalog, info: nil, id: identifier)
    }

    private mutating func pageDictionary(_ page: WrappedPage, parent: PDFReference) throws -> PDFDictionary {
        var images = PDFDictionary()
        for (index, paint) in page.paints.enumerated() {
            images[PDFName("Im\(index)")] = .reference(try add(paint.image))
        }
        let content = builder.add(.stream(PDFStream(dictionary: PDFDictionary(), bytes: page.content)))
        return [
            "Type": .name("Page"), "Parent": .reference(parent),
            "MediaBox": .numbers([0, 0, page.width, page.height].map(ContentNumber.rounded)),
            "Resources": .dictionary(["XObject": .dictionary(images)]), "Contents": .reference(content),
        ]
    }

    private mutating func add(_ image: ImageXObject) throws -> PDFReference {
        let softMask = try image.opacity.map { opacity in
            let mask = ImageXObject(
                width: image.width, height: image.height, bitsPerComponent: 8, colour: .grey, filter: nil,
                parameters: nil, data: ByteView(opacity))
            return try builder.add(
                .stream(mask.stream(colourSpace: .name("DeviceGray"), softMask: nil, globals: nil)))
        }
        let globals = image.globals.map {
            builder.add(.stream(PDFStream(dictionary: PDFDictionary(), data: $0)))
        }
        let space = try image.colour.map { try colourSpace($0) }
        return try builder.add(.stream(image.stream(colourSpace: space, softMask: softMask, globals: globals)))
    }

    private mutating func colourSpace(_ colour: PageColour) throws -> PDFObject {
        switch colour {
        case .grey: return .name("DeviceGray")
        case .rgb: return .name("DeviceRGB")
        case .cmyk: return try colourSpace(.icc(profile: cmykProfile, components: 4))
        case .icc(let bytes, let components):
            return try .array([.name("ICCBased"), .reference(profile(bytes, components: components))])
        case .indexed(let base, let table):
            let last = table.count / max(base.components, 1) - 1
            return try .array([.name("Indexed"), colourSpace(base), .integer(last), .string(table)])
        }
    }

    /// Each profile is stored once, however many pages use it.
    private mutating func profile(_ bytes: [UInt8], components: Int) throws -> PDFReference {
        if let known = profiles[bytes] { return known }
        let stream = try PDFStream(dictionary: ["N": .integer(components)], deflating: bytes)
        let reference = builder.add(.stream(stream))
        profiles[bytes] = reference
        return reference
    }
}
