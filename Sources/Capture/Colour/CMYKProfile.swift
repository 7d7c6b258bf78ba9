import Glibc
import RasterImage

/// An ICC profile for CMYK pages that carry none: PDF/A forbids DeviceCMYK under an RGB output intent (ISO 19005-2,
/// 6.2.4.3), and a scanner's CMYK without a profile means no particular press. The colours are those of the solids of
/// ISO 12647-2 on coated paper, mixed by the Neugebauer equations with a Yule-Nielsen factor of 2.
enum CMYKProfile {
    static let bytes: [UInt8] = ICCProfileWriter.profile(
        profileClass: "scnr", space: "CMYK", connection: "Lab ",
        tags: [
            .init(signature: "desc", data: ICCProfileWriter.description("sohoa coated CMYK")),
            .init(signature: "cprt", data: ICCProfileWriter.text("No copyright, use freely")),
            .init(signature: "wtpt", data: ICCProfileWriter.xyz(0.8457, 0.8771, 0.7452)),
            .init(signature: "A2B0", data: table),
        ])

    /// Lab of paper and overprints, indexed by the bits C = 1, M = 2, Y = 4, K = 8. What lies under black differs too
    /// little to be given one by one.
    private static let solids: [(l: Double, a: Double, b: Double)] = [
        (95, 0, -2), (54, -36, -49), (46, 72, -5), (24, 16, -45), (87, -6, 90), (49, -66, 24), (46, 67, 47),
        (22, 0, 0), (16, 0, 0), (12, -3, -6), (12, 5, -1), (9, 1, -4), (14, -1, 5), (10, -4, 1), (10, 4, 3), (7, 0, 0),
    ]

    private static let yuleNielsen = 2.0
    private static let gridPoints = 5

    /// lut16Type (6.5.7): identity curves and a grid in which the fourth ink varies fastest.
    private static var table: [UInt8] {
        var data = [UInt8]("mft2".utf8) + ICCProfileWriter.u32(0) + [4, 3, UInt8(gridPoints), 0]
        for index in 0..<9 { data += ICCProfileWriter.fixed(index % 4 == 0 ? 1 : 0) }
        data += ICCProfileWriter.u16(2) + ICCProfileWriter.u16(2)
        let line = ICCProfileWriter.u16(0) + ICCProfileWriter.u16(0xFFFF)
        for _ in 0..<4 { data += line }
        let steps = (0..<gridPoints).map { Double($0) / Double(gridPoints - 1) }
        for c in steps {
            for m in steps {
                for y in steps {
                    for k in steps { data += encodedLab(ofInks: [c, m, y, k]) }
                }
            }
        }
        for _ in 0..<3 { data += line }
        return data
    }

    private static func encodedLab(ofInks inks: [Double]) -> [UInt8] {
        var mixed = (x: 0.0, y: 0.0, z: 0.0)
        for (index, solid) in solids.enumerated() {
            let coverage = inks.enumerated().reduce(1.0) { product, ink in
                product * (index >> ink.offset & 1 == 1 ? printed(ink.element) : 1 - printed(ink.element))
            }
            let (x, y, z) = relativeXYZ(solid)
            mixed.x += coverage * pow(x, 1 / yuleNielsen)
            mixed.y += coverage * pow(y, 1 / yuleNielsen)
            mixed.z += coverage * pow(z, 1 / yuleNielsen)
        }
        let (fx, fy, fz) = (
            lightness(pow(mixed.x, yuleNielsen)), lightness(pow(mixed.y, yuleNielsen)),
            lightness(pow(mixed.z, yuleNielsen))
        )
        let (l, a, b) = (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))
        // Version 2 encodes L* 100 as FF00 and a*, b* 0 as 8000.
        let codes = [l / 100 * 65_280, (a + 128) * 256, (b + 128) * 256]
        return codes.flatMap { ICCProfileWriter.u16(min(max(Int($0.rounded()), 0), 0xFFFF)) }
    }

    /// Dots print larger than they are drawn: about 14 % at mid tone.
    private static func printed(_ ink: Double) -> Double { ink + 0.56 * ink * (1 - ink) }

    /// XYZ of a solid relative to the paper, so that paper maps to the white of the connection space.
    private static func relativeXYZ(_ lab: (l: Double, a: Double, b: Double)) -> (Double, Double, Double) {
        func absolute(_ lab: (l: Double, a: Double, b: Double)) -> (Double, Double, Double) {
            let fy = (lab.l + 16) / 116
            return (inverse(fy + lab.a / 500), inverse(fy), inverse(fy - lab.b / 200))
        }
        let (x, y, z) = absolute(lab)
        let paper = absolute(solids[0])
        return (x / paper.0, y / paper.1, z / paper.2)
    }

    /// The function of CIE 1976 L*a*b* and its inverse.
    private static func lightness(_ t: Double) -> Double { t > 216.0 / 24_389 ? cbrt(t) : (t * 24_389 / 27 + 16) / 116 }
    private static func inverse(_ f: Double) -> Double { f > 6.0 / 29 ? f * f * f : (116 * f - 16) * 27 / 24_389 }
}
