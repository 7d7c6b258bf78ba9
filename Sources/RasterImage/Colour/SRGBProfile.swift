import Glibc

/// The sRGB colour space (IEC 61966-2-1) as an ICC profile: the destination profile of the output intent, by which
/// DeviceGray and DeviceRGB are defined (ISO 19005-2, 6.2.3 and 6.2.4.3).
public enum SRGBProfile {
    /// What the output intent calls the condition.
    public static let name = "sRGB IEC61966-2.1"

    /// The profile file, of ICC version 2.1.
    public static let bytes: [UInt8] = {
        // Primaries of sRGB adapted from D65 to D50, the white of the connection space, by the Bradford transform.
        let curve = toneCurve(entries: 1024)
        return ICCProfileWriter.profile(
            profileClass: "mntr", space: "RGB ", connection: "XYZ ",
            tags: [
                .init(signature: "desc", data: ICCProfileWriter.description(name)),
                .init(signature: "cprt", data: ICCProfileWriter.text("No copyright, use freely")),
                .init(signature: "wtpt", data: ICCProfileWriter.xyz(0.9505, 1, 1.0891)),
                .init(signature: "rXYZ", data: ICCProfileWriter.xyz(0.4360747, 0.2225045, 0.0139322)),
                .init(signature: "gXYZ", data: ICCProfileWriter.xyz(0.3850649, 0.7168786, 0.0971045)),
                .init(signature: "bXYZ", data: ICCProfileWriter.xyz(0.1430804, 0.0606169, 0.7141733)),
                .init(signature: "rTRC", data: curve),
                .init(signature: "gTRC", data: curve),
                .init(signature: "bTRC", data: curve),
            ])
    }()

    /// curveType: the sRGB transfer function, sampled.
    private static func toneCurve(entries: Int) -> [UInt8] {
        var data = [UInt8]("curv".utf8) + ICCProfileWriter.u32(0) + ICCProfileWriter.u32(entries)
        for index in 0..<entries {
            let v = Double(index) / Double(entries - 1)
            let linear = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
            data += ICCProfileWriter.u16(Int((linear * 65_535).rounded()))
        }
        return data
    }
}
