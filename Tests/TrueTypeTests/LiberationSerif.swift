import Foundation
import TrueType

/// The default font of signature appearances (Debian: fonts-liberation2), as metric-compatible with Times.
enum LiberationSerif {
    static let path = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
    static let isInstalled = FileManager.default.fileExists(atPath: path)

    static func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }
    static func font() throws -> TrueTypeFont { try TrueTypeFont(bytes()) }
}

/// Every letter of the Vietnamese alphabet with every tone, both cases.
let vietnameseLetters: String = {
    let rows = [
        "aàáảãạăằắẳẵặâầấẩẫậ", "bcdđ", "eèéẻẽẹêềếểễệ", "gh", "iìíỉĩị", "klmn", "oòóỏõọôồốổỗộơờớởỡợ", "pqrst",
        "uùúủũụưừứửữự", "vx", "yỳýỷỹỵ",
    ]
    return rows.joined() + rows.joined().uppercased()
}()
