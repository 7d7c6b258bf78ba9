import BatchEngine
import Diagnostics
import DurableIO
import Foundation
import PDFSyntax
import PKI
import Profiles
import Records
import Signing

/// `--prepare` and `--complete`: the key is elsewhere.
extension SignSession {
    /// Writes the request that the holder of the key answers.
    func prepare(request path: String) throws -> ExitStatus {
        let services = try SigningServices(rules.agency, trust: command.key.trust, console: console)
        guard let named = command.deferred.certificate else { throw CommandError.certificateMissing }
        let certificates = try named.split(separator: ",").flatMap { file in
            guard let data = FileManager.default.contents(atPath: String(file)) else {
                throw CommandError.unreadable(String(file))
            }
            return try Certificate.all(in: [UInt8](data))
        }
        guard let certificate = certificates.first else { throw CommandError.certificateMissing }
        let algorithm =
            try command.key.algorithm.map { try SignatureAlgorithm.named($0) }
            ?? SignatureAlgorithm.standard(for: certificate.publicKey.type)
        let file = try InputFile.map(command.files[0])
        let identity = try SignerOpening(rules: rules.agency, services: services, console: console).ready(
            .withoutKey(certificate, chain: Array(certificates.dropFirst()), algorithm: algorithm))
        let orders = try SigningOrders(rules: rules, command: command, level: level)
        defer { orders.close() }
        let form = command.form.form.map {
            SigningStep(signature: $0, signer: AgencyProfile.Signer(name: "", uri: "", pinFile: nil))
        }
        let document = try PDFDocument(bytes: file)
        let deferred = try DeferredSignature(
            document, fileDigest: digest(file), orders.step(form, identity, services).order(document), by: identity,
            timeStampSize: services.signature.timeStamps?.maximumTokenSize ?? 0, at: Date())
        try LinuxFileSystem().writeDurably(absolute(path), Array(try CanonicalJSON.line(deferred).utf8) + [0x0A])
        console.result(path)
        return .done
    }

    /// Puts the signature into the file.
    func complete(request path: String) throws -> ExitStatus {
        let services = try SigningServices(rules.agency, trust: command.key.trust, console: console)
        guard let data = FileManager.default.contents(atPath: path),
            let deferred = try? JSONDecoder().decode(DeferredSignature.self, from: data)
        else { throw CommandError.requestUnreadable(path) }
        let valuePath = command.deferred.signature ?? ""
        guard let value = FileManager.default.contents(atPath: valuePath) else {
            throw CommandError.unreadable(valuePath)
        }
        let plan = try SigningPlan(command.files, out: command.output.out, outFolder: command.output.outDir)
        let item = plan.items[0]
        let file = try InputFile.map(item.input)
        guard digest(file) == deferred.file else { throw SigningError.deferredMismatch }
        let appended = try deferred.complete(
            PDFDocument(bytes: file), signature: [UInt8](value), atLeast: level, services: services.signature,
            at: Date())
        try plan.makeFolders()
        try SignedCopy.write(item, file, followedBy: appended)
        console.result(item.output)
        return .done
    }

    private func digest(_ file: ByteView) -> String {
        let hasher = DigestHasher(.sha256)
        file.forEachChunk(in: 0..<file.count) { hasher.update($0) }
        return Hexadecimal.encode(hasher.finish().bytes)
    }
}
