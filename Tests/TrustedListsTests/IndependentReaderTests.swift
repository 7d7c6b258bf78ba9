import Foundation
import TestSupport
import Testing

@testable import TrustedLists

@Suite(
    .enabled(
        if: Lists.hasOracle && Oracle.has("pyhanko.generated.etsi", "xsdata"),
        "needs the Python packages of Tests/Oracles"))
struct IndependentReaderTests {
    /// What Tests/Oracles/read_trusted_list.py prints.
    private struct Reading: Decodable, Hashable {
        struct Period: Decodable, Hashable {
            let status: String
            let since: Double
        }
        struct Service: Decodable, Hashable {
            let type, status: String
            let since: Double
            var certificates: [String]
            let history: [Period]
        }
        struct Pointer: Decodable, Hashable {
            let location: String
            let certificates: Int
        }
        let territory: String
        let number: Int
        let issued: Double
        let next: Double?
        var services: [Service]
        let pointers: [Pointer]

        init(_ list: TrustedList) {
            (territory, number) = (list.schemeTerritory, list.sequenceNumber)
            (issued, next) = (list.scheme.issued.timeIntervalSince1970, list.nextUpdate?.timeIntervalSince1970)
            services = list.services.map { service in
                Service(
                    type: service.type.address, status: service.status.address,
                    since: service.since.timeIntervalSince1970, certificates: service.certificates.map(\.fingerprint),
                    history: service.history.map {
                        Period(status: $0.status.address, since: $0.since.timeIntervalSince1970)
                    })
            }
            pointers = list.pointers.map { Pointer(location: $0.location, certificates: $0.certificates.count) }
        }
    }

    /// SHA-256 of the three zero bytes that stand for a certificate in one service; only we look at what is inside.
    private static let noCertificate = "709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c"

    @Test("A reader generated from the standard's schema reads the same")
    func agreement() throws {
        let lists = try Lists.shared.get()
        let files = [
            ("vn", "operator"), ("next", "operator"), ("closed", "operator"), ("eu-lotl", "european"),
            ("eu-de-pointing", "german"),
        ]
        let paths = files.map { lists.folder.appendingPathComponent($0.0 + ".xml").path }
        let result = try Oracle.run("read_trusted_list.py", paths)
        try #require(result.status == 0, "\(result.stderr)")
        let readings = try result.decoded(as: Reading.self)
        try #require(readings.count == files.count)
        for (file, reading) in zip(files, readings) {
            var theirs = reading
            for index in theirs.services.indices {
                theirs.services[index].certificates.removeAll { $0 == Self.noCertificate }
            }
            #expect(try Reading(lists.read(file.0, signedBy: file.1)) == theirs, "\(file.0)")
        }
    }
}
