import Diagnostics
import FoundationEssentials
import PKI

/// What a trusted list makes trustworthy at one date.
public struct ListTrust: Sendable {
    /// A certificate, and what for.
    public struct Entry: Sendable, Hashable {
        /// The certificate as an anchor.
        public let anchor: TrustAnchor
        /// What the list has it for. An anchor itself knows no purpose: who uses it must keep to this.
        public let role: ServiceType.Role
        /// The service it stands for.
        public let service: String
        /// Since when the service has this status.
        public let since: Date
    }

    /// A service that gives no trust at this date.
    public struct PassedOver: Sendable, Hashable {
        /// The service.
        public let service: String
        /// Why.
        public let reason: Bilingual
    }

    /// The date that was asked about.
    public let date: Date
    /// The certificates of approved services.
    public let entries: [Entry]
    /// The other services.
    public let passedOver: [PassedOver]

    /// Everything a path may end at: authorities and time-stamping services. Responders are found under their issuers.
    public var anchors: [TrustAnchor] { entries.filter { $0.role != .status }.map(\.anchor) }

    /// ``anchors`` as a store, with the responders' certificates as help.
    public var store: TrustStore {
        TrustStore(
            anchors: anchors, intermediates: entries.filter { $0.role == .status }.map(\.anchor.certificate))
    }
}

extension TrustedList {
    /// The certificates of services that are approved at `date`, by the status that held then.
    /// - Parameter label: the store that the anchors belong to.
    public func trustStore(at date: Date, label: TrustLabel = .public) -> ListTrust {
        var entries: [ListTrust.Entry] = []
        var passedOver: [ListTrust.PassedOver] = []
        for service in services {
            let name = service.name.text(in: .vi)
            switch service.standing(at: date) {
            case .approved(let role, let since):
                entries += service.certificates.map {
                    ListTrust.Entry(anchor: TrustAnchor($0, label: label), role: role, service: name, since: since)
                }
            case .passedOver(let reason): passedOver.append(ListTrust.PassedOver(service: name, reason: reason))
            }
        }
        return ListTrust(date: date, entries: entries, passedOver: passedOver)
    }
}

extension TrustService {
    fileprivate enum Standing {
        case approved(ServiceType.Role, since: Date)
        case passedOver(Bilingual)
    }

    fileprivate func standing(at date: Date) -> Standing {
        guard let period = period(at: date) else {
            return .passedOver(Bilingual(vi: "chưa có trong danh sách lúc đó", en: "not listed then"))
        }
        guard let role = period.type.role else {
            return .passedOver(
                Bilingual(
                    vi: "loại dịch vụ \(period.type) không dùng cho chữ ký",
                    en: "services of type \(period.type) are not for signatures"))
        }
        guard period.status.isApproved else {
            return .passedOver(Bilingual(vi: "trạng thái \(period.status)", en: "status \(period.status)"))
        }
        guard period.unknownCriticalExtensions.isEmpty else {
            let names = period.unknownCriticalExtensions.joined(separator: ", ")
            return .passedOver(
                Bilingual(
                    vi: "có phần mở rộng bắt buộc không hiểu được: \(names)",
                    en: "has critical extensions that are not understood: \(names)"))
        }
        guard !period.isForWebSitesOnly else {
            return .passedOver(Bilingual(vi: "chỉ dùng cho trang web", en: "for web sites only"))
        }
        guard !certificates.isEmpty else {
            return .passedOver(Bilingual(vi: "không kèm chứng thư đọc được", en: "without a readable certificate"))
        }
        return .approved(role, since: period.since)
    }
}

extension TrustService.Period {
    /// True when the list limits the service to certificates of web sites.
    fileprivate var isForWebSitesOnly: Bool {
        purposes.contains("ForWebSiteAuthentication") && purposes.isDisjoint(with: ["ForeSignatures", "ForeSeals"])
    }
}
