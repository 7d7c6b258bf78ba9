import Diagnostics
import PKI

/// One signature as lines for a person.
struct SignatureText {
    let signature: SignatureReport
    /// From 1.
    let number: Int
    let language: Language

    private func say(_ vi: String, _ en: String) -> String { Bilingual(vi: vi, en: en).text(in: language) }
    private func join(_ parts: [Bilingual]) -> String { parts.map { $0.text(in: language) }.joined(separator: "; ") }

    var lines: [String] {
        let kind =
            signature.type == .signature
            ? say("Chữ ký \(number)", "Signature \(number)")
            : say("Dấu thời gian \(number)", "Document time-stamp \(number)")
        let words = SignatureWords(signature)
        var lines = [result(words)] + who + when(words) + chain(words)
        lines += signature.shown.filter { !$0.text.isEmpty }.map { shown in
            say("Chữ trên hình chữ ký", "Text of its appearance")
                + (shown.page.map { say(" (trang \($0))", " (page \($0))") } ?? "") + ": “\(shown.text)”"
        }
        if !words.checked.isEmpty {
            lines.append(say("Đã kiểm tra, đúng", "Checked and right") + ": " + join(words.checked))
        }
        if !words.unchecked.isEmpty {
            lines.append(say("Chưa kiểm tra được", "Could not be checked") + ": " + join(words.unchecked))
        }
        lines.append(
            say("Bao phủ", "Covers") + ": \(words.coverage.text(in: language)); "
                + say("sau khi ký", "afterwards") + ": \(words.afterwards.text(in: language))")
        lines += ChangeSummary.all(of: signature.changes).flatMap(\.lines).map { "  " + $0.text(in: language) }
        lines.append("\(signature.level.rawValue), \(signature.algorithms.digest), \(signature.algorithms.key)")
        lines += words.reasons.map { "• \($0.message)" }
        return ["\(kind): \(signature.signer?.name ?? say("không rõ người ký", "unknown signer"))"]
            + lines.map { "  " + $0 }
    }

    private func result(_ words: SignatureWords) -> String {
        let standard = [signature.indication.rawValue, signature.subIndication?.rawValue].compactMap { $0 }
        return words.result.text(in: language) + " (\(standard.joined(separator: " / ")))"
    }

    private var who: [String] {
        guard let signer = signature.signer else { return [] }
        return [say("Người ký", "Signer") + ": \(signer.subject)"]
    }

    /// Proven times apart from what anybody may claim.
    private func when(_ words: SignatureWords) -> [String] {
        var lines: [String] = []
        func add(_ vi: String, _ en: String, _ time: String, by authority: String? = nil) {
            lines.append(say(vi, en) + ": \(ReadableTime.text(time))" + (authority.map { " (\($0))" } ?? ""))
        }
        if let stamped = signature.time.timestamp {
            if words.timeIsProven {
                add(
                    "Thời điểm có dấu thời gian chứng minh", "Time proven by a time-stamp", stamped,
                    by: signature.timestamps.first(where: \.trusted)?.authority)
            } else {
                add(
                    "Dấu thời gian (chưa kiểm tra được thu hồi của nơi cấp)",
                    "Time-stamp (its authority's revocation could not be checked)", stamped,
                    by: signature.timestamps.first { $0.time == stamped }?.authority)
            }
        }
        for stamp in signature.timestamps where !stamp.trusted && stamp.time != signature.time.timestamp {
            add(
                "Dấu thời gian chưa được tin cậy", "Time-stamp that is not trusted", stamp.time, by: stamp.authority)
        }
        if let claimed = signature.time.claimed {
            add("Thời điểm ký do người ký khai", "Time the signer claims", claimed)
        }
        return lines
    }

    private func chain(_ words: SignatureWords) -> [String] {
        guard let anchor = signature.trust.anchor else {
            return signature.signer.map { [say("Do", "Issued by") + ": \($0.issuer)" + say(" cấp", "")] } ?? []
        }
        let store = words.store.map { $0.text(in: language) } ?? signature.trust.store
        let names = signature.chain.dropFirst().dropLast().map(Self.commonName)
        let path = names.isEmpty ? "" : say(", qua ", ", by way of ") + names.joined(separator: " ← ")
        return [say("Gốc tin cậy", "Trust anchor") + " (\(signature.trust.store), \(store)): \(anchor)\(path)"]
    }

    /// The common name of an RFC 4514 name, else the whole of it. Values with a comma are escaped there.
    static func commonName(_ subject: String) -> String {
        var part = ""
        var isEscaped = false
        for character in subject + "," {
            if isEscaped {
                part.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "," || character == "+" {
                if part.hasPrefix("CN=") { return String(part.dropFirst(3)) }
                part = ""
            } else {
                part.append(character)
            }
        }
        return subject
    }
}
