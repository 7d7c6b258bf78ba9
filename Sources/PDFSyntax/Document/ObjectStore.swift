import Synchronization

/// Objects already read, shared by all views of a document and by threads. Reading happens outside the lock.
final class ObjectStore: Sendable {
    struct Stored {
        /// The number it calls itself; an entry for another number that leads here finds nothing.
        let number: Int
        let object: PDFObject
        /// The `/Length` object that the data of a stream was cut with, and where that was.
        let lengthReference: PDFReference?
        let lengthLocation: PDFObjectLocation?
    }

    private struct State {
        var objects: [PDFObjectLocation: Stored] = [:]
        var containers: [Int: ObjectStream?] = [:]
        var containerBytes = 0
        var endstreams: EndstreamIndex?
        var work = 0
        /// About how much memory `objects` take beside the file.
        var objectBytes = 0
        var decoded = 0
    }

    private let state = Mutex(State())
    private static let mostObjects = 200_000
    private static let mostContainerBytes = 64 << 20
    private static let mostObjectBytes = 192 << 20

    func object(at location: PDFObjectLocation) -> Stored? {
        state.withLock { $0.objects[location] }
    }

    /// - Parameter cost: about how much memory the object takes, beyond what it shares with the file.
    func keep(_ stored: Stored, at location: PDFObjectLocation, cost: Int) {
        state.withLock {
            if $0.objects.count >= ObjectStore.mostObjects || $0.objectBytes + cost > ObjectStore.mostObjectBytes {
                $0.objects.removeAll(keepingCapacity: true)
                $0.objectBytes = 0
            }
            $0.objects[location] = stored
            $0.objectBytes += cost
        }
    }

    /// The object stream at `offset`, read by `make` when it is not there. A stream that cannot be read stays unread.
    func container(at offset: Int, make: () -> ObjectStream?) -> ObjectStream? {
        if let known = state.withLock({ $0.containers[offset] }) { return known }
        let made = make()
        state.withLock {
            if $0.containerBytes > ObjectStore.mostContainerBytes {
                $0.containers.removeAll()
                $0.containerBytes = 0
            }
            $0.containers[offset] = .some(made)
            $0.containerBytes += made?.byteCount ?? 0
        }
        return made
    }

    /// The first `endstream` at or after `offset`.
    func endstream(from offset: Int, in bytes: ByteView) -> Int? {
        var known = state.withLock { $0.endstreams }
        let isNew = known == nil
        let found = EndstreamIndex.first(from: offset, in: bytes, known: &known)
        if isNew { state.withLock { $0.endstreams = known } }
        return found
    }

    /// How many bytes may still be decoded under `budget`.
    func decodingLeft(of budget: Int) -> Int { state.withLock { max(0, budget - $0.decoded) } }

    /// Counts `bytes` that were decoded.
    func countDecoded(_ bytes: Int) { state.withLock { $0.decoded += bytes } }

    /// Counts `bytes` read against `budget`; false when it is spent.
    func spend(_ bytes: Int, of budget: Int) -> Bool {
        state.withLock {
            $0.work += bytes
            return $0.work <= budget
        }
    }
}
