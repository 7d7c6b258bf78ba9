import Diagnostics
import Foundation
import PKI
import Profiles
import Records

/// One line of `sohoa trust list --json`, schema `sohoa.trust/1`.
struct TrustLine: Encodable {
    let schema = "sohoa.trust/1"
    @ExplicitNull var file: String? = nil
    @ExplicitNull var name: String? = nil
    @ExplicitNull var subject: String? = nil
    @ExplicitNull var issuer: String? = nil
    @ExplicitNull var sha256: String? = nil
    /// `official`, `public`, `demo`; `none` for what is not trusted for itself.
    var store = "none"
    /// `anchor`, `helper`, `skipped`, or for `--pins` the pin's role.
    var role: String
    /// `pinned`, `accepted`, `none`.
    var pin: String
    /// Of a pin: `confirmed`, `chained`, `one-source`.
    @ExplicitNull var certainty: String? = nil
    @ExplicitNull var generation: String? = nil
    @ExplicitNull var validFrom: String? = nil
    @ExplicitNull var validTo: String? = nil
    /// `valid`, `expired`, `not-yet-valid`.
    @ExplicitNull var validity: String? = nil
    @ExplicitNull var key: String? = nil
    /// For `--pins`: whether the certificate is there.
    @ExplicitNull var present: Bool? = nil
    /// Why a file was passed over.
    @ExplicitNull var reason: String? = nil
    @ExplicitNull var note: String? = nil

    init(_ entry: TrustDirectory.Entry, rule: TrustPinRule?, at now: Date) {
        let certificate = entry.certificate
        file = entry.path
        (name, subject, issuer) = (certificate.displayName, certificate.subject, certificate.issuer)
        sha256 = certificate.fingerprint
        switch entry.standing {
        case .anchor(let label): (role, store) = ("anchor", label.rawValue)
        case .helper: role = "helper"
        }
        pin = entry.pin.map { $0.isAccepted ? "accepted" : "pinned" } ?? "none"
        (certainty, generation, note) = (rule?.certainty.rawValue, rule?.generation, rule?.note)
        validFrom = certificate.notBefore.formatted(.iso8601.year().month().day())
        validTo = certificate.notAfter.formatted(.iso8601.year().month().day())
        validity = certificate.isValid(at: now) ? "valid" : now < certificate.notBefore ? "not-yet-valid" : "expired"
        key = certificate.keyDescription
    }

    init(_ skipped: TrustDirectory.Skipped, language: Language) {
        file = skipped.path
        name = skipped.claimed?.name
        (role, pin) = ("skipped", "none")
        reason = skipped.reason.text(in: language)
    }

    init(_ rule: TrustPinRule, isPresent: Bool) {
        (name, sha256, store, role, pin) = (rule.name, rule.sha256, rule.store.rawValue, rule.role.rawValue, "pinned")
        (certainty, generation, key, note) = (rule.certainty.rawValue, rule.generation, rule.key, rule.note)
        (validFrom, validTo) = (rule.firstDay.iso, rule.lastDay.iso)
        present = isPresent
    }

    /// For people.
    var text: Bilingual {
        if let reason {
            let line = "✗ \(file ?? ""): \(reason)"
            return Bilingual(vi: line, en: line)
        }
        let days = "\(validFrom ?? "")/\(validTo ?? "")"
        let digest = String((sha256 ?? "").prefix(16))
        let more = [certainty, generation].compactMap(\.self).joined(separator: ", ")
        func line(_ role: String, _ pin: String, _ state: String) -> String {
            let place = file ?? (present == true ? "+" : "-")
            let pinned = more.isEmpty ? pin : "\(pin) (\(more))"
            return
                "\(store == "none" ? "-" : store)  \(role)  \(name ?? "")  \(days)\(state)  \(digest)…  \(pinned)  \(place)"
        }
        let states = ["expired": ("hết hạn", "expired"), "not-yet-valid": ("chưa hiệu lực", "not yet valid")]
        let state = validity.flatMap { states[$0] }
        let roles = ["anchor": ("gốc", "anchor"), "helper": ("hỗ trợ", "helper")]
        let words = [
            "pinned": ("đúng mã băm", "pinned"), "accepted": ("được chấp nhận", "accepted"),
            "none": ("không có mã băm", "no pin"),
        ]
        return Bilingual(
            vi: line(roles[role]?.0 ?? role, words[pin]?.0 ?? pin, state.map { " (\($0.0))" } ?? ""),
            en: line(roles[role]?.1 ?? role, words[pin]?.1 ?? pin, state.map { " (\($0.1))" } ?? ""))
    }
}
