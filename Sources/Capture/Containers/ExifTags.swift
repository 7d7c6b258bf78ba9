/// The tags of Exif's first directory that say how a photograph is shown: orientation and density.
struct ExifTags: Hashable {
    var orientation: ImageOrientation?
    var resolution: Resolution?

    /// Reads the TIFF structure inside an APP1 segment (Exif 2.3, 4.5); what is wrong is left out, because a picture
    /// is not worse for a bad comment.
    init?(tiff bytes: [UInt8]) {
        guard let directories = try? TIFFFile(bytes).directories(atMost: 1), let first = directories.first else {
            return nil
        }
        orientation = first.integer(.orientation).flatMap(ImageOrientation.init)
        resolution = first.resolution
    }
}
