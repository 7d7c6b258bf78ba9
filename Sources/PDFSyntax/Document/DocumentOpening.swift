import Diagnostics

/// The steps of opening a file: header, `startxref`, the chain of sections, or a scan when those fail.
struct DocumentOpening {
    private let file: ByteView
    private let limits: PDFLimits
    private let decryption: ObjectDecryption?

    struct Opened {
        var bytes: ByteView
        var headerOffset: Int
        var headerVersion: String
        var revisions: [PDFRevision]
        var remarks: [PDFRemark]
        var index: CrossReferenceIndex
    }

    init(_ file: ByteView, limits: PDFLimits, decryption: ObjectDecryption? = nil) {
        self.file = file
        self.limits = limits
        self.decryption = decryption
    }

    func open() throws -> Opened {
        guard let header = file.firstIndex(of: Array("%PDF-".utf8), in: 0..<1024 + 5) else {
            throw PDFSyntaxError(
                .notAPDF, .input,
                vi: "Tệp không phải là PDF: không thấy phần đầu %PDF- trong 1.024 byte đầu tiên.",
                en: "The file is not a PDF: no %PDF- header in its first 1,024 bytes.")
        }
        let version = version(at: header + 5)
        let remarks: [PDFRemark] = header > 0 ? [.junkBeforeHeader(header)] : []
        let fromHeader = file.dropFirst(header)
        if let opened = byCrossReference(fromHeader, header, version, remarks) { return opened }
        if header > 0, let opened = byCrossReference(file, header, version, remarks + [.offsetsFromFileStart]) {
            return opened
        }
        return try byScan(fromHeader, header, version, remarks + [.crossReferenceRebuilt])
    }

    /// Opens without cross-references. What has no catalog is no document.
    private func byScan(
        _ fromHeader: ByteView, _ header: Int, _ version: String, _ remarks: [PDFRemark]
    ) throws -> Opened {
        let found = FileScan.run(fromHeader, to: fromHeader.count, limits: limits, decryption: decryption)
        let revisions = found.enumerated().map { recoveredRevision($0.offset, $0.element) }
        let opened = Opened(
            bytes: fromHeader, headerOffset: header, headerVersion: version, revisions: revisions, remarks: remarks,
            index: CrossReferenceIndex(found.map(\.entries)))
        guard let root = revisions.last?.trailer["Root"]?.reference,
            opened.index.entry(of: root.number, asOf: revisions.count - 1) ?? .free != .free
        else {
            throw DocumentOpening.unrecoverable
        }
        return opened
    }

    static let unrecoverable = PDFSyntaxError(
        .unrecoverable, .input,
        vi: "Tệp PDF hỏng: không tìm được danh mục gốc và trang nào, kể cả khi quét toàn bộ tệp.",
        en: "The PDF is damaged: no catalog with a page was found, not even by scanning the whole file.",
        remedy: Bilingual(
            vi: "Lấy lại tệp từ nơi phát hành; tệp có thể đã bị cắt cụt.",
            en: "Get the file again from where it was issued; it may have been cut short."))

    private func version(at offset: Int) -> String {
        var text = ""
        var position = offset
        while let byte = file[position], CharacterClass.isDigit(byte) || byte == 0x2E, text.utf8.count < 8 {
            text.unicodeScalars.append(Unicode.Scalar(byte))
            position += 1
        }
        return text
    }

    /// Opens by `startxref`; nil when that does not lead to a catalog.
    private func byCrossReference(
        _ bytes: ByteView, _ header: Int, _ version: String, _ remarks: [PDFRemark]
    ) -> Opened? {
        guard let keyword = bytes.lastIndex(of: Array("startxref".utf8), in: 0..<bytes.count) else { return nil }
        var parser = ObjectParser(bytes, at: keyword + 9, limits: limits)
        var reader = CrossReferenceReader(bytes, limits: limits)
        guard let start = parser.unsignedInteger(), let chain = try? reader.chain(from: start) else { return nil }
        var groups = revisionGroups(chain.sections.reversed())
        var remarks = remarks
        var revisions: [PDFRevision] = []
        if chain.isCut {
            remarks.append(.crossReferenceChainCut)
            // What the lost sections said is found by scanning the bytes before the oldest good one.
            let horizon = chain.sections.map(\.offset).min() ?? 0
            var merged: [Int: CrossReferenceEntry] = [:]
            for found in FileScan.run(bytes, to: horizon, limits: limits, decryption: decryption) {
                merged.merge(found.entries) { $1 }
            }
            let trailer = chain.sections.last?.trailer ?? PDFDictionary()
            revisions.append(
                recoveredRevision(0, FileScan.Found(entries: merged, end: horizon, trailer: trailer)))
            groups.insert(Group(entries: merged, sections: []), at: 0)
        }
        for group in groups where !group.sections.isEmpty {
            revisions.append(revision(revisions.count, group, bytes))
        }
        let index = CrossReferenceIndex(groups.map(\.entries))
        let opened = Opened(
            bytes: bytes, headerOffset: bytes.count == file.count ? 0 : header, headerVersion: version,
            revisions: revisions, remarks: remarks, index: index)
        return leadsToCatalog(opened) ? opened : nil
    }

    private struct Group {
        var entries: [Int: CrossReferenceEntry]
        var sections: [CrossReferenceSection]
    }

    /// Sections to revisions, oldest first. The two sections of a linearized file are one revision: its first-page
    /// section stands before the main one, which it names as `/Prev` (ISO 32000-2, Annex F). No later update may go back
    /// behind what it updates: a section that lay ready in a signed file would pass for a part of it.
    private func revisionGroups(_ sections: [CrossReferenceSection]) -> [Group] {
        var groups: [Group] = []
        for section in sections {
            if groups.count == 1, groups[0].sections.count == 1, section.offset < groups[0].sections[0].offset {
                groups[0].sections.append(section)
                groups[0].entries.merge(section.entries) { $1 }
            } else {
                groups.append(Group(entries: section.entries, sections: [section]))
            }
        }
        return groups
    }

    private func revision(_ index: Int, _ group: Group, _ bytes: ByteView) -> PDFRevision {
        let newest = group.sections.last
        var defined: [Int] = []
        var freed: [Int] = []
        for (number, entry) in group.entries {
            if entry == .free { freed.append(number) } else { defined.append(number) }
        }
        return PDFRevision(
            index: index, kind: newest?.kind ?? .recovered, startXref: newest?.offset ?? 0,
            end: group.sections.map { end(of: $0, bytes) }.max() ?? 0, trailer: newest?.trailer ?? PDFDictionary(),
            defined: defined.sorted(), freed: freed.sorted(), crossReferenceExtents: group.sections.flatMap(\.extents),
            repeated: group.sections.flatMap(\.repeated).sorted())
    }

    /// The end of the revision that `section` closes: after the next `%%EOF`, which follows `startxref` and a number.
    private func end(of section: CrossReferenceSection, _ bytes: ByteView) -> Int {
        // A hybrid's stream stands before its table; the trailer comes with the table, which is the first extent.
        let from = section.extents.first?.upperBound ?? section.offset
        guard let mark = bytes.firstIndex(of: FileScan.endOfFile, in: from..<min(from + 2048, bytes.count)) else {
            return from
        }
        return FileScan.afterLineEnd(bytes, mark + 5)
    }

    private func recoveredRevision(_ index: Int, _ found: FileScan.Found) -> PDFRevision {
        PDFRevision(
            index: index, kind: .recovered, startXref: 0, end: found.end, trailer: found.trailer,
            defined: found.entries.keys.sorted(), freed: [], crossReferenceExtents: [])
    }

    /// Whether the entry of the catalog points at an object with that number. When it does not, all offsets are
    /// suspect.
    private func leadsToCatalog(_ opened: Opened) -> Bool {
        guard let root = opened.revisions.last?.trailer["Root"]?.reference else { return false }
        let newest = opened.revisions.count - 1
        func isObject(_ number: Int, at offset: Int) -> Bool {
            var parser = ObjectParser(opened.bytes, at: offset, limits: limits)
            return parser.unsignedInteger() == number && parser.unsignedInteger() != nil && parser.consume(.obj)
        }
        switch opened.index.entry(of: root.number, asOf: newest) {
        case .inFile(let offset, _)?: return isObject(root.number, at: offset)
        case .inStream(let container, _)?:
            guard case .inFile(let offset, _)? = opened.index.entry(of: container, asOf: newest) else { return false }
            return isObject(container, at: offset)
        default: return false
        }
    }
}
