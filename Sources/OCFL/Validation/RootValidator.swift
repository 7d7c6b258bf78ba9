import DurableIO

extension StorageRoot {
    /// Checks the whole root: declaration, layout, every object with every digest. The warning W004 (sha256 rather than
    /// sha512) is a decision of ours and not reported.
    ///
    /// - Parameter visit: called with every object whose inventory could be trusted.
    /// - Throws: only when the disk cannot be read; what is wrong is returned.
    public func validate(_ visit: (OCFLObject) throws -> Void = { _ in }) throws -> OCFLReport {
        var report = OCFLReport()
        try checkTop(&report)
        try checkDirectory("", depth: layout.numberOfTuples, &report, visit)
        return report
    }

    private func checkTop(_ report: inout OCFLReport) throws {
        let configuration = "\(Self.extensionsName)/\(StorageLayout.name)/config.json"
        let expected = [
            (Self.declaration.name, Self.declaration.bytes, "E069"), (Self.layoutName, layout.layoutFile, "S001"),
            (configuration, layout.configurationFile, "S001"),
        ]
        for (name, bytes, code) in expected {
            guard try disk.kind(of: "\(path)/\(name)") == .file else {
                report.findings.append(
                    OCFLFinding(code, name, vi: "Thiếu tệp \(name).", en: "The file \(name) is missing."))
                continue
            }
            if try disk.read("\(path)/\(name)") != bytes {
                report.findings.append(
                    OCFLFinding(
                        code, name, vi: "Tệp \(name) không như khi kho được tạo.",
                        en: "The file \(name) is not as the root was made with."))
            }
        }
        for relative in [Self.extensionsName, "\(Self.extensionsName)/\(StorageLayout.name)"] {
            guard try disk.kind(of: "\(path)/\(relative)") == .directory else { continue }
            for entry in try disk.entries(of: "\(path)/\(relative)")
            where entry.name != StorageLayout.name && entry.name != "config.json" {
                report.findings.append(
                    OCFLFinding(
                        entry.kind == .directory ? "W901" : "E086", "\(relative)/\(entry.name)",
                        vi: "Mục lạ trong thư mục mở rộng.", en: "An unknown entry among the extensions."))
            }
        }
    }

    private func checkDirectory(
        _ relative: String, depth: Int, _ report: inout OCFLReport, _ visit: (OCFLObject) throws -> Void
    ) throws {
        let entries = try disk.entries(of: relative.isEmpty ? path : "\(path)/\(relative)")
        if entries.isEmpty {
            report.findings.append(
                OCFLFinding("E073", relative, vi: "Thư mục rỗng trong kho gốc.", en: "An empty directory in the root."))
        }
        for entry in entries {
            let child = relative.isEmpty ? entry.name : "\(relative)/\(entry.name)"
            let isTop = [Self.declaration.name, Self.layoutName, Self.extensionsName].contains(entry.name)
            if relative.isEmpty, isTop { continue }
            if entry.kind != .directory {
                report.findings.append(
                    OCFLFinding(
                        "E072", child, vi: "Tệp không thuộc đối tượng nào.", en: "A file that belongs to no object."))
            } else if depth > 0 {
                try checkDirectory(child, depth: depth - 1, &report, visit)
            } else {
                report.objects += 1
                if let object = try checkObject(at: child, &report) { try visit(object) }
            }
        }
    }

    /// Checks one object; returns it when an inventory could be trusted.
    private func checkObject(at relative: String, _ report: inout OCFLReport) throws -> OCFLObject? {
        var check = ObjectCheck(root: path, relative: relative, disk: disk)
        let object = try check.run()
        if let object, layout.path(for: object.id) != relative {
            check.add("S003", "", vi: "Đối tượng không nằm đúng chỗ theo bố cục.", en: "The object is misplaced.")
        }
        report.findings += check.findings
        report.files += check.files
        report.bytes += check.bytes
        return object
    }
}
