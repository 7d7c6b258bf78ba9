/// The parts of this folder that the binary carries with it, so that what is trusted and how signatures are judged does
/// not depend on files beside it.
public enum ShippedProfiles {
    /// A file of this folder.
    public struct File: Sendable {
        /// Its path from this folder.
        public let name: String
        /// Its bytes.
        public let bytes: [UInt8]
    }

    /// The pins of genuine authorities: `trust/*.yaml`.
    public static let trust: [File] = [
        File(name: "trust/pins-official.yaml", bytes: PackageResources.pins_official_yaml),
        File(name: "trust/pins-public.yaml", bytes: PackageResources.pins_public_yaml),
    ]

    /// How signatures are judged under each store: `validation/*.yaml`.
    public static let validation: [File] = [
        File(name: "validation/official.yaml", bytes: PackageResources.official_yaml),
        File(name: "validation/public.yaml", bytes: PackageResources.public_yaml),
        File(name: "validation/demo.yaml", bytes: PackageResources.demo_yaml),
    ]
}
