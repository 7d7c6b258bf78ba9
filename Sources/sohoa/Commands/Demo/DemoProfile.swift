import DemoPKI
import Profiles

/// The profile of the demo: a shipped agency with the demo's throwaway keys, and copies of the shared parts beside it, so
/// that the demo's folder can be moved and edited.
struct DemoProfile {
    let shipped: AgencyProfile
    let keys: DemoPKIFiles.Agency
    let officer: String
    /// The demo's folder; paths in the profile are relative to it.
    let folder: String

    static let parts = ["document-types.yaml", "retention.yaml", "scan.yaml", "appearance.yaml"]

    var yaml: String {
        """
        # Cấu hình DEMO: khóa dùng thử, không có giá trị pháp lý.
        agency:
          code: \(shipped.code.rawValue)
          name: \(quoted(shipped.name))
          shortName: \(quoted(shipped.shortName))
          systemName: \(quoted(shipped.systemName))

        resultCode:
          pattern: \(quoted(shipped.resultCodePattern))
          basis:
            citation: TT 01/2023/TT-VPCP Đ10
            verified: false

        seal:
          host: \(shipped.qrHost)
          ownerId: \(shipped.ownerIdInSeal.rawValue)
          basis:
            citation: TT 01/2023/TT-VPCP Đ26
            verified: true

        signers:
          level: B-B
          digitizer:
            name: \(quoted(officer))
            uri: \(quoted("p12:" + relative(keys.officer.p12)))
            pinFile: \(quoted(relative(keys.officer.pin)))
          agencySeal:
            name: \(quoted(shipped.name))
            uri: \(quoted("p12:" + relative(keys.seal.p12)))
            pinFile: \(quoted(relative(keys.seal.pin)))
          sealKey:
            name: \(quoted("DEMO - " + shipped.shortName))
            uri: \(quoted("pem:" + relative(keys.resultSealKey) + "," + relative(keys.resultSealCertificate)))

        trust:
          - pki/trust

        manifestColumns:
        \(columns)

        parts:
          documentTypes: profiles/document-types.yaml
          retention: profiles/retention.yaml
          scan: profiles/scan.yaml
          appearance: profiles/appearance.yaml

        """
    }

    private var columns: String {
        let byColumn = Dictionary(grouping: shipped.manifestAliases.sorted { $0.key < $1.key }, by: \.value)
        return byColumn.sorted { $0.key < $1.key }.map { column, aliases in
            "  \(column): [\(aliases.map { quoted($0.key) }.joined(separator: ", "))]"
        }.joined(separator: "\n")
    }

    private func relative(_ path: String) -> String {
        path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.utf8.count + 1)) : path
    }

    /// A YAML double-quoted scalar.
    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
