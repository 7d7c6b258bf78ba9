import Synchronization

/// Objects already read, shared by all views of a document and by threads. Reading happens outside the lock.
final class ObjectStore: Sendable {
    struct Stored {
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
    }

    private let state = Mutex(State())
    private static let mostObjects = 200_000
    private static let mostContainerBytes = 64 << 20

    func object(at location: PDFObjectLocation) -> Stored? {
        state.withLock { $0.objects[location] }
    }

    func keep(_ stored: Stored, at location: PDFObjectLocation) {
        state.withLock {
            if $0.objects.count >= ObjectStore.mostObjects { $0.objects.removeAll(keepingCapacity: true) }
            $0.objects[location] = stored
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

    /// Counts `bytes` read against `budget`; false when it is spent.
    func spend(_ bytes: Int, of budget: Int) -> Bool {
        state.withLock {
            $0.work += bytes
            return $0.work <= budget
        }
    }
}
