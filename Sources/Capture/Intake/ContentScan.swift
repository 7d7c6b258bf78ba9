/// A reader of content streams (ISO 32000-2, 7.8.2) that knows just enough to tell a page that is one picture from any
/// other: operators with their number and name operands. Strings and dictionaries are skipped.
struct ContentScan {
    enum Operand: Hashable {
        case number(Double)
        case name(String)
        case other
    }

    struct Operation {
        var name: String
        var operands: [Operand]

        /// All operands as numbers; nil when one is none.
        var numbers: [Double]? {
            let values = operands.compactMap { operand -> Double? in
                if case .number(let value) = operand { value } else { nil }
            }
            return values.count == operands.count ? values : nil
        }
    }

    private let bytes: [UInt8]
    private var at = 0
    private static let mostOperands = 64

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next operation; nil at the end, or where the content stops making sense.
    mutating func next() -> Operation? {
        var operands: [Operand] = []
        while let byte = skipSpace() {
            guard operands.count < ContentScan.mostOperands else { return nil }
            switch byte {
            case UInt8(ascii: "/"):
                at += 1
                operands.append(.name(word()))
            case UInt8(ascii: "("):
                guard skipString() else { return nil }
                operands.append(.other)
            case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
                UInt8(ascii: "}"), UInt8(ascii: ")"):
                at += 1
                operands.append(.other)
            default:
                let text = word()
                if let number = Double(text) {
                    operands.append(.number(number))
                } else {
                    return Operation(name: text, operands: operands)
                }
            }
        }
        return operands.isEmpty ? nil : Operation(name: "", operands: operands)
    }

    private mutating func skipSpace() -> UInt8? {
        while at < bytes.count {
            switch bytes[at] {
            case 0, 9, 10, 12, 13, 32: at += 1
            case UInt8(ascii: "%"):
                while at < bytes.count, bytes[at] != 10, bytes[at] != 13 { at += 1 }
            default: return bytes[at]
            }
        }
        return nil
    }

    private mutating func word() -> String {
        let start = at
        while at < bytes.count, !ContentScan.ends.contains(bytes[at]) { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func skipString() -> Bool {
        var depth = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\\"): at += 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            at += 1
            if depth == 0 { return true }
        }
        return false
    }

    private static let ends = Set([0, 9, 10, 12, 13, 32] + "/()<>[]{}%".utf8)
}
