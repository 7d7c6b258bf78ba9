import CQREncode
import Diagnostics
import Glibc

/// A QR Code symbol (ISO/IEC 18004; TCVN 7322): a square of dark and light modules, without the quiet zone.
public struct QRSymbol: Sendable, Hashable {
    /// Error correction levels: about 7, 15, 25 and 30 % of the codewords can be restored. On paper L fails too often.
    public enum CorrectionLevel: String, Sendable, CaseIterable, Comparable {
        case l = "L"
        case m = "M"
        case q = "Q"
        case h = "H"

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

        /// Weaker before stronger.
        public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
    }

    /// The light border that every side needs, in modules (ISO/IEC 18004 §6.3.8).
    public static let quietZone = 4

    /// 1…40; a symbol has 17 + 4 × version modules a side.
    public let version: Int
    /// The level asked for.
    public let level: CorrectionLevel
    /// Modules a side.
    public let size: Int
    private let modules: [Bool]

    /// The smallest symbol that holds `text` at `level`. ASCII text is split into the numeric, alphanumeric and byte
    /// segments that take least space; other text is UTF-8 announced by an ECI header, since readers disagree about
    /// unannounced bytes.
    ///
    /// - Throws: `QRErrorCode.textNotEncodable`, `.textTooLong` when it needs a version above `maximumVersion`.
    public init(_ text: String, level: CorrectionLevel, maximumVersion: Int = 40) throws(QRError) {
        guard !text.isEmpty, !text.utf8.contains(0) else {
            throw QRError(
                .textNotEncodable, .input,
                vi: "Không thể tạo mã QR từ chuỗi rỗng hoặc chuỗi có ký tự NUL.",
                en: "A QR code cannot be made from an empty text or one with a NUL.")
        }
        let code =
            try text.utf8.allSatisfy { $0 < 0x80 } ? Self.encode(ascii: text, level) : Self.encode(utf8: text, level)
        defer { QRcode_free(code) }
        let (version, width) = (Int(code.pointee.version), Int(code.pointee.width))
        guard version <= maximumVersion else { throw Self.tooLong(text, maximumVersion) }
        self.version = version
        self.level = level
        size = width
        // Bit 0 is the colour; the others say what a module is for.
        modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width).map { $0 & 1 == 1 }
    }

    /// The symbol with the strongest correction that still fits: at a fixed printed width a larger version means
    /// smaller modules, so the version is the limit and the level follows.
    ///
    /// - Throws: as `init`, when the text does not fit at `weakest` either.
    public static func strongest(
        _ text: String, maximumVersion: Int, weakest: CorrectionLevel = .m
    ) throws(QRError) -> QRSymbol {
        for level in CorrectionLevel.allCases.reversed() where level > weakest {
            do throws(QRError) {
                return try QRSymbol(text, level: level, maximumVersion: maximumVersion)
            } catch {
                guard error.code == .textTooLong else { throw error }
            }
        }
        return try QRSymbol(text, level: weakest, maximumVersion: maximumVersion)
    }

    /// Whether the module in column `x` of row `y` is dark, counted from the top left; light outside the symbol.
    public func isDark(_ x: Int, _ y: Int) -> Bool {
        guard (0..<size).contains(x), (0..<size).contains(y) else { return false }
        return modules[y * size + x]
    }

    /// Dark modules side by side in one row.
    public struct Run: Sendable, Hashable {
        /// Column of the first module.
        public let x: Int
        /// Row, from the top.
        public let y: Int
        /// Modules, at least one.
        public let length: Int
    }

    /// All dark modules as horizontal runs, row by row: few rectangles to draw, and no seam between modules of a row.
    public var darkRuns: [Run] {
        (0..<size).flatMap { y in
            var runs: [Run] = []
            var start: Int?
            for x in 0...size {
                if isDark(x, y) {
                    start = start ?? x
                } else if let first = start {
                    runs.append(Run(x: first, y: y, length: x - first))
                    start = nil
                }
            }
            return runs
        }
    }
}

// MARK: - libqrencode

extension QRSymbol {
    private static func encode(
        ascii text: String, _ level: CorrectionLevel
    ) throws(QRError) -> UnsafeMutablePointer<QRcode> {
        // With this hint the library splits by itself and keeps the case of letters.
        guard let code = QRcode_encodeString(text, 0, level.native, QR_MODE_8, 1) else {
            throw failure(text, errno)
        }
        return code
    }

    private static func encode(
        utf8 text: String, _ level: CorrectionLevel
    ) throws(QRError) -> UnsafeMutablePointer<QRcode> {
        guard let input = QRinput_new2(0, level.native) else { throw failure(text, errno) }
        defer { QRinput_free(input) }
        let utf8 = Array(text.utf8)
        // ECI 26 is UTF-8 (AIM ECI registry).
        guard let count = Int32(exactly: utf8.count), QRinput_appendECIheader(input, 26) == 0,
            QRinput_append(input, QR_MODE_8, count, utf8) == 0, let code = QRcode_encodeInput(input)
        else { throw failure(text, errno) }
        return code
    }

    private static func failure(_ text: String, _ code: Int32) -> QRError {
        // The library says ERANGE for more data than version 40 holds; EINVAL comes of a single segment too long.
        guard code == ENOMEM else { return tooLong(text, 40) }
        return QRError(
            .libraryFailed, .internal,
            vi: "Thư viện tạo mã QR hết bộ nhớ.", en: "The QR encoder ran out of memory.")
    }

    private static func tooLong(_ text: String, _ maximumVersion: Int) -> QRError {
        QRError(
            .textTooLong, .input,
            vi: "Nội dung \(text.utf8.count) byte không vừa mã QR phiên bản \(maximumVersion).",
            en: "\(text.utf8.count) bytes of text do not fit a QR code of version \(maximumVersion).",
            remedy: Bilingual(
                vi: "Rút gọn nội dung, hoặc cho phép mã QR lớn hơn trong hồ sơ cấu hình.",
                en: "Shorten the content, or allow a larger QR code in the profile."))
    }
}

extension QRSymbol.CorrectionLevel {
    fileprivate var native: QRecLevel {
        switch self {
        case .l: QR_ECLEVEL_L
        case .m: QR_ECLEVEL_M
        case .q: QR_ECLEVEL_Q
        case .h: QR_ECLEVEL_H
        }
    }
}
