/// `record.json` of a result, as the contract has it (docs/json.md).
struct ResultRecord: Decodable {
    struct Owner: Decodable, Equatable {
        var type: String
        var id: String
        var name: String
        var role: String
    }

    struct Field: Decodable {
        var value: String
        var confidence: Double
        var source: String
        var page: Int?
        var box: [Double]?
    }

    struct Retention: Decodable {
        struct Basis: Decodable {
            var citation: String
            var verified: Bool
        }

        var `class`: String
        var trigger: String
        var triggerDate: String?
        var period: String
        var dueDate: String?
        var basis: Basis
    }

    var schema: String
    var urn: String
    var source: String
    var code: String
    var documentClass: String
    var type: String
    var title: String
    var number: String?
    var notation: String?
    var issuedDate: String?
    var validUntil: String?
    var scope: String?
    var agency: String
    var owners: [Owner]
    var fields: [String: Field]
    var sensitivity: String
    var retention: Retention
    var status: String
    var replaces: String?
    var replacedBy: String?
    var baseDigest: String
    var baseLength: Int
    var sealCode: String
}

/// `record.json` of a dossier.
struct DossierRecord: Decodable {
    struct Component: Decodable {
        var source: String
        var file: String
        var sha256: String
        var pages: Int
    }

    var schema: String
    var urn: String
    var code: String
    var components: [Component]
    var results: [String]
}
