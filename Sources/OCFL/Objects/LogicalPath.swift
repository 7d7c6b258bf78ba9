/// The rules of logical and content paths (OCFL 1.1, section 3.5.3.1 and E095, E099, E100).
enum LogicalPath {
    static func isValid(_ path: String) -> Bool {
        !path.isEmpty && !path.utf8.contains(0) && path.utf8.count < 4096
            && path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { element in
                !element.isEmpty && element.count <= 255 && !element.elementsEqual(".".utf8)
                    && !element.elementsEqual("..".utf8)
            }
    }

    /// Paths that are also the directory of another path.
    static func conflicts(_ paths: [String]) -> [String] {
        var directories: Set<String> = []
        for path in paths {
            var above = path[...]
            while let slash = above.lastIndex(of: "/") {
                above = above[..<slash]
                directories.insert(String(above))
            }
        }
        return paths.filter(directories.contains)
    }

    static func check(_ paths: [String]) throws(OCFLError) {
        for path in paths where !isValid(path) { throw .invalidPath(path) }
        if let path = conflicts(paths).first { throw .invalidPath(path) }
    }
}
