import Diagnostics
import Glibc
import Synchronization

/// Trust folders that are read again when they change, for processes that run for long.
///
/// A change that would leave nothing to rely on, because the folder cannot be read any more, holds no anchor any more, or a
/// file that gave an anchor is there and damaged, is not taken over: the last good state stays, with a remark. Taking a
/// file away deliberately is a change like any other.
public final class TrustLibrary: Sendable {
    /// What counts now.
    public struct State: Sendable {
        /// The folders as they were when last found good.
        public let directory: TrustDirectory
        /// Why a newer state was not taken over; nil when this is the newest.
        public let remark: Bilingual?
        /// Grows with every state that was taken over.
        public let generation: Int
    }

    private struct Held {
        var state: State
        var seen: [FileMark]
    }

    private let paths: [String]
    private let pins: CertificatePins
    private let held: Mutex<Held>

    /// Reads the folders for the first time.
    /// - Throws: `trust-unreadable`: at the start there is no good state to keep.
    public init(_ paths: [String], pins: CertificatePins = .none) throws(PKIError) {
        self.paths = paths
        self.pins = pins
        let seen = FileMark.all(below: paths)
        let directory = try TrustDirectory.load(paths, pins: pins)
        held = Mutex(Held(state: State(directory: directory, remark: nil, generation: 1), seen: seen))
    }

    /// The state now: the folders are read again if names, sizes or times of their files differ from the last time. Several
    /// threads may call it at once; what they were given before stays as it was.
    public func current() -> State {
        held.withLock { held in
            let seen = FileMark.all(below: paths)
            guard seen != held.seen else { return held.state }
            held.seen = seen
            let old = held.state
            switch renewed(old.directory) {
            case .success(let directory):
                held.state = State(directory: directory, remark: nil, generation: old.generation + 1)
            case .failure(let refusal):
                held.state = State(directory: old.directory, remark: refusal.remark, generation: old.generation)
            }
            return held.state
        }
    }

    private struct Refusal: Error {
        let remark: Bilingual
    }

    private func renewed(_ old: TrustDirectory) -> Result<TrustDirectory, Refusal> {
        let directory: TrustDirectory
        do throws(PKIError) {
            directory = try TrustDirectory.load(paths, pins: pins)
        } catch {
            return .failure(Self.kept(because: error.what))
        }
        if directory.store.anchors.isEmpty, !old.store.anchors.isEmpty {
            let reason = Bilingual(
                vi: "Kho chứng thư tin cậy không còn gốc nào.", en: "The trust folder holds no anchor any more.")
            return .failure(Self.kept(because: reason))
        }
        let anchored = Set(old.entries.compactMap { if case .anchor = $0.standing { $0.path } else { nil } })
        if let damaged = directory.skipped.first(where: { anchored.contains($0.path) }) {
            let reason = Bilingual(
                vi: "\(damaged.path): \(damaged.reason.vi).", en: "\(damaged.path): \(damaged.reason.en).")
            return .failure(Self.kept(because: reason))
        }
        return .success(directory)
    }

    private static func kept(because reason: Bilingual) -> Refusal {
        Refusal(
            remark: Bilingual(
                vi: "\(reason.vi) Vẫn dùng kho đã đọc lần trước.",
                en: "\(reason.en) What was read before is still used."))
    }
}

/// What shows that a file is not the one it was.
private struct FileMark: Equatable {
    let path: String
    let inode: UInt
    let size: Int
    let seconds: Int
    let nanoseconds: Int

    private static let maximumDepth = 8

    static func all(below paths: [String]) -> [FileMark] {
        var marks: [FileMark] = []
        for path in paths { collect(path, depth: 0, &marks) }
        return marks
    }

    private static func collect(_ path: String, depth: Int, _ marks: inout [FileMark]) {
        var information = stat()
        guard depth <= maximumDepth, stat(path, &information) == 0 else { return }
        // The time of the inode's change cannot be set back by tools that keep modification times.
        marks.append(
            FileMark(
                path: path, inode: UInt(information.st_ino), size: Int(information.st_size),
                seconds: information.st_ctim.tv_sec, nanoseconds: information.st_ctim.tv_nsec))
        guard information.st_mode & S_IFMT == S_IFDIR, let stream = opendir(path) else { return }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        for name in names.sorted() { collect(path + "/" + name, depth: depth + 1, &marks) }
    }
}
