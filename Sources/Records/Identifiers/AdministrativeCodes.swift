/// Mã định danh cơ quan (QĐ 20/2020/QĐ-TTg Đ4, amended by QĐ 09/2025): at most 35 characters, groups by level joined
/// with dots, level 1 a letter A…Y and two digits: `H01.02.14`.
public struct AgencyCode: Sendable, Hashable, Codable, RawRepresentable {
    /// The code as written.
    public let rawValue: String

    /// Nil when the text does not have the structure above.
    public init?(rawValue: String) {
        let groups = rawValue.split(separator: ".", omittingEmptySubsequences: false)
        guard rawValue.utf8.count <= 35, let first = groups.first, isLevelOne(first),
            groups.dropFirst().allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigitOrCapital) })
        else { return nil }
        self.rawValue = rawValue
    }
}

/// Mã thủ tục hành chính as the national procedure database writes it: `1.004873`, optionally followed by the
/// province's suffix `.000.00.00.H58`.
public struct ProcedureCode: Sendable, Hashable, Codable, RawRepresentable {
    /// The code as written.
    public let rawValue: String

    /// Nil when the text does not have the structure above.
    public init?(rawValue: String) {
        let groups = rawValue.split(separator: ".", omittingEmptySubsequences: false)
        guard groups.count == 2 || groups.count == 6, ["1", "2", "3"].contains(groups[0]),
            groups[1].utf8.count == 6, groups[1].utf8.allSatisfy(isDigit)
        else { return nil }
        if groups.count == 6 {
            guard groups[2] == "000", groups[3] == "00", groups[4] == "00", isLevelOne(groups[5]) else { return nil }
        }
        self.rawValue = rawValue
    }
}

/// Mã hồ sơ: agency code, day and daily ordinal: `H01.02.14-260311-0007`, or the older
/// `000.00.12.H63-250811-0001` (NĐ 61/2018 Đ26, TT 01/2018/TT-VPCP Đ19).
public struct DossierCode: Sendable, Hashable, Codable, RawRepresentable {
    /// The code as written.
    public let rawValue: String

    /// Nil when the text does not have the structure above.
    public init?(rawValue: String) {
        let parts = rawValue.split(separator: "-", omittingEmptySubsequences: false)
        guard rawValue.utf8.count <= 60, parts.count == 3, parts[1].utf8.count == 6, parts[1].utf8.allSatisfy(isDigit),
            (4...6).contains(parts[2].utf8.count), parts[2].utf8.allSatisfy(isDigit)
        else { return nil }
        let groups = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigitOrCapital) }),
            groups.contains(where: isLevelOne)
        else { return nil }
        self.rawValue = rawValue
    }
}

private func isLevelOne(_ group: Substring) -> Bool {
    let bytes = Array(group.utf8)
    return bytes.count == 3 && (UInt8(ascii: "A")...UInt8(ascii: "Y")).contains(bytes[0]) && isDigit(bytes[1])
        && isDigit(bytes[2])
}

private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

private func isDigitOrCapital(_ byte: UInt8) -> Bool { isDigit(byte) || (65...90).contains(byte) }
