/// A group of finished things brought into place so that each appears whole or not at all, at the cost of two
/// `syncfs` for the whole group instead of one `fsync` for every file.
///
/// The things are written in a staging directory of the same file system first; `publish` then syncs their bytes,
/// renames them into place in order, and syncs the names. After a crash at any instant a destination either does not
/// exist or is complete.
public struct Publication: Sendable {
    /// One rename.
    public enum Step: Sendable, Hashable {
        /// `from` becomes `to`, which must not exist.
        case move(from: String, to: String)
        /// `from` takes the place of the file `to`.
        case replace(from: String, to: String)
    }

    /// In the order they are performed.
    public var steps: [Step]

    /// A publication of `steps`.
    public init(_ steps: [Step]) {
        self.steps = steps
    }

    /// Performs the renames. Missing parent directories of the destinations are made first.
    ///
    /// - Parameter anchor: a directory of the file system in question.
    /// - Throws: the first error; steps before it remain done, later ones are not begun.
    public func publish(on files: any FileSystem, anchor: String) throws(DurableIOError) {
        if steps.isEmpty { return }
        try files.syncFileSystem(containing: anchor)
        for step in steps {
            switch step {
            case .move(let from, let to):
                try files.makeDirectories(parent(of: to))
                try files.move(from, to: to)
            case .replace(let from, let to):
                try files.replace(to, with: from)
            }
        }
        try files.syncFileSystem(containing: anchor)
    }
}
