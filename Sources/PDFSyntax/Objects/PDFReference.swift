/// The identifier of an indirect object (ISO 32000-2, 7.3.10).
public struct PDFReference: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The object number, from 1.
    public let number: Int
    /// The generation number; 0 for all objects that were never freed.
    public let generation: Int

    /// Names an object.
    public init(number: Int, generation: Int = 0) {
        self.number = number
        self.generation = generation
    }

    /// As it is written in a file, such as `12 0 R`.
    public var description: String { "\(number) \(generation) R" }

    /// Order by number, then generation.
    public static func < (a: PDFReference, b: PDFReference) -> Bool {
        (a.number, a.generation) < (b.number, b.generation)
    }
}
