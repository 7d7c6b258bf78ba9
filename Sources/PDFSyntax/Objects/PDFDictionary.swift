/// A dictionary object (ISO 32000-2, 7.3.7). It keeps the order in which keys came, so that what was read is written
/// back in the same order and equal input gives equal output. Equality does not look at the order.
public struct PDFDictionary: Sendable, ExpressibleByDictionaryLiteral {
    /// One key and its value.
    public struct Entry: Sendable {
        /// The key.
        public let key: PDFName
        /// The value.
        public var value: PDFObject
    }

    /// The entries in order.
    public private(set) var entries: [Entry] = []
    // Most dictionaries are small and a linear search wins; a large one gets an index so that hostile input stays linear.
    private var positions: [PDFName: Int] = [:]
    private static let indexedFrom = 12

    /// An empty dictionary.
    public init() {}

    /// A dictionary of these entries; the last of two equal keys wins.
    public init(dictionaryLiteral elements: (PDFName, PDFObject)...) {
        for (key, value) in elements { self[key] = value }
    }

    /// The value of `key`, nil when absent. Setting nil removes the entry; setting `.null` writes an explicit null.
    public subscript(key: PDFName) -> PDFObject? {
        get { position(of: key).map { entries[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let at?, let value?): entries[at].value = value
            case (let at?, nil): remove(at: at)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    /// The number of entries.
    public var count: Int { entries.count }

    /// True when there are no entries.
    public var isEmpty: Bool { entries.isEmpty }

    /// The keys in order.
    public var keys: [PDFName] { entries.map(\.key) }

    private func position(of key: PDFName) -> Int? {
        if positions.isEmpty { return entries.firstIndex { $0.key == key } }
        return positions[key]
    }

    private mutating func append(_ key: PDFName, _ value: PDFObject) {
        entries.append(Entry(key: key, value: value))
        if !positions.isEmpty {
            positions[key] = entries.count - 1
        } else if entries.count > PDFDictionary.indexedFrom {
            reindex()
        }
    }

    private mutating func remove(at index: Int) {
        entries.remove(at: index)
        positions = [:]
        if entries.count > PDFDictionary.indexedFrom { reindex() }
    }

    private mutating func reindex() {
        positions.reserveCapacity(entries.count)
        for (index, entry) in entries.enumerated() { positions[entry.key] = index }
    }
}

extension PDFDictionary: Hashable {
    /// Equal when both have the same keys with equal values, in any order.
    public static func == (a: PDFDictionary, b: PDFDictionary) -> Bool {
        guard a.count == b.count else { return false }
        return a.entries.allSatisfy { b[$0.key] == $0.value }
    }

    /// Hashes the number of entries and the keys, in no order.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        hasher.combine(entries.reduce(0) { $0 ^ $1.key.hashValue })
    }
}
