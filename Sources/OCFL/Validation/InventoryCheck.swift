import Diagnostics

/// The checks an inventory can be given without looking at any other file (OCFL 1.1, section 3.5).
enum InventoryCheck {
    typealias Problem = (code: String, text: Bilingual)

    static func problems(of inventory: Inventory) -> [Problem] {
        header(inventory) + versionSequence(inventory) + contentPaths(inventory) + states(inventory)
    }

    private static func header(_ inventory: Inventory) -> [Problem] {
        var found: [Problem] = []
        if inventory.id.isEmpty { found.append(problem("E037", "id rỗng", "the id is empty")) }
        if inventory.type != Inventory.specification {
            found.append(problem("E038", "type không phải OCFL 1.1", "the type is not OCFL 1.1"))
        }
        if inventory.digestAlgorithm != "sha256" {
            found.append(problem("E025", "thuật toán băm không phải sha256", "the digest algorithm is not sha256"))
        }
        if let directory = inventory.contentDirectory, directory != Inventory.contentDirectoryName {
            found.append(problem("E019", "contentDirectory khác “content”", "contentDirectory is not “content”"))
        }
        return found
    }

    private static func versionSequence(_ inventory: Inventory) -> [Problem] {
        let numbers = inventory.versions.keys.compactMap { VersionNumber($0) }.sorted()
        if inventory.versions.isEmpty { return [problem("E008", "không có phiên bản nào", "there is no version")] }
        var found: [Problem] = []
        if numbers.count != inventory.versions.count || numbers.map(\.number) != numbers.indices.map({ $0 + 1 }) {
            found.append(problem("E010", "số phiên bản không liên tục", "the version numbers are not in sequence"))
        }
        if inventory.headVersion == nil || inventory.headVersion != numbers.last {
            found.append(problem("E040", "head không phải phiên bản mới nhất", "head is not the newest version"))
        }
        return found
    }

    private static func contentPaths(_ inventory: Inventory) -> [Problem] {
        var found: [Problem] = []
        let paths = inventory.manifest.values.flatMap { $0 }
        for path in paths {
            let parts = path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
            let isPlaced =
                parts.count == 3 && inventory.versions[String(parts[0])] != nil
                && parts[1] == Inventory.contentDirectoryName
            if !LogicalPath.isValid(path) {
                found.append(problem("E099", "đường dẫn “\(path)” không hợp lệ", "invalid content path “\(path)”"))
            } else if !isPlaced {
                found.append(problem("E042", "“\(path)” không thuộc phiên bản", "“\(path)” is in no version"))
            }
        }
        if Set(paths).count != paths.count || !LogicalPath.conflicts(paths).isEmpty {
            found.append(problem("E101", "đường dẫn nội dung trùng nhau", "content paths collide"))
        }
        if Set(inventory.manifest.keys.map { $0.lowercased() }).count != inventory.manifest.count {
            found.append(problem("E096", "mã băm lặp lại", "a digest is repeated"))
        }
        return found
    }

    private static func states(_ inventory: Inventory) -> [Problem] {
        var found: [Problem] = []
        var used: Set<String> = []
        for (version, block) in inventory.versions.sorted(by: { $0.key < $1.key }) {
            used.formUnion(block.state.keys)
            if !block.state.keys.allSatisfy({ inventory.manifest[$0] != nil }) {
                found.append(problem("E050", "\(version) trỏ tới mã băm lạ", "\(version) refers to an unknown digest"))
            }
            let paths = block.state.values.flatMap { $0 }
            if !paths.allSatisfy(LogicalPath.isValid) {
                found.append(problem("E053", "\(version) có đường dẫn sai", "\(version) has an invalid path"))
            }
            if Set(paths).count != paths.count || !LogicalPath.conflicts(paths).isEmpty {
                found.append(problem("E095", "\(version) có đường dẫn trùng", "paths of \(version) collide"))
            }
            if block.created.utf8.count < 20 {
                found.append(problem("E049", "\(version) thiếu thời điểm", "\(version) has no full creation time"))
            }
        }
        if inventory.manifest.keys.contains(where: { !used.contains($0) }) {
            found.append(problem("E107", "mã băm không phiên bản nào dùng", "a digest that no version uses"))
        }
        return found
    }

    private static func problem(_ code: String, _ vi: String, _ en: String) -> Problem {
        (code, Bilingual(vi: "Bản kê: \(vi).", en: "Inventory: \(en)."))
    }
}
