import ArgumentParser
import BatchEngine
import Diagnostics
import Foundation
import PAdES
import PDFSyntax
import PKI
import Profiles
import Records
import Signing
import Workers

/// Turns the options of `sohoa sign` and the profile into the steps every file goes through: who signs, and what is seen
/// where.
struct SigningOrders {
    let rules: Profile
    let command: SignCommand
    let level: AgencyProfile.Level
    private let values: PlaceholderValues
    /// Reads words and ink of pages for visible signatures; nil when nothing is seen.
    private let workers: WorkerPool?

    init(rules: Profile, command: SignCommand, level: AgencyProfile.Level) throws {
        (self.rules, self.command, self.level) = (rules, command, level)
        values = try PlaceholderValues(command.form.values)
        let isVisible = command.form.steps || command.form.form != nil
        workers = isVisible ? WorkerPool(.sohoa, count: command.output.jobs) : nil
    }

    func close() { workers?.close() }

    /// The steps, with their keys opened: one PIN a key, however many files there are.
    func steps(services: SigningServices, console: Console) throws -> [FileSigningStep] {
        let opener = SignerOpening(rules: rules.agency, services: services, console: console)
        guard command.form.steps else {
            let signer = AgencyProfile.Signer(name: "", uri: command.key.signer ?? "", pinFile: command.key.pinFile)
            let identity = try opener.open(signer, algorithm: command.key.algorithm)
            let step = command.form.form.map { SigningStep(signature: $0, signer: signer) }
            return [try self.step(step, identity, services)]
        }
        guard !rules.steps.isEmpty else { throw CommandError.noSteps }
        // A person who signs twice is asked for the PIN once.
        var identities: [AgencyProfile.Signer: SigningIdentity] = [:]
        return try rules.steps.enumerated().map { index, step in
            let identity = try identities[step.signer] ?? opener.open(step.signer, algorithm: command.key.algorithm)
            identities[step.signer] = identity
            // Over the printed name of one person the signature of another would stand.
            if !identity.certificate.displayName.contains(step.signer.name) {
                console.note(
                    Bilingual(
                        vi: "bước “\(step.signature)” ghi tên \(step.signer.name), chứng thư số là của "
                            + "\(identity.certificate.displayName).",
                        en: "the step “\(step.signature)” names \(step.signer.name), the certificate is that of "
                            + "\(identity.certificate.displayName)."))
            }
            // Validation data and archive time-stamps of the last signature speak for those before it.
            let isLast = index + 1 == rules.steps.count
            return try self.step(step, identity, services, isFirst: index == 0, capped: !isLast)
        }
    }

    func step(
        _ step: SigningStep?, _ identity: SigningIdentity, _ services: SigningServices, isFirst: Bool = true,
        capped: Bool = false
    ) throws -> FileSigningStep {
        let signer = FileSigner(identity: identity, services: services.signature)
        // Only the first signature of a file can certify it.
        let certification = try (isFirst ? command.form.certify : nil).map { number in
            guard let permission = ModificationPermission(rawValue: number) else {
                throw ValidationError("--certify: 1, 2, 3")
            }
            return permission
        }
        let (reason, location, field) = (command.form.reason, command.form.location, command.form.field)
        let level = capped && level != .bB ? .bT : level
        guard let step else {
            let name = identity.certificate.displayName
            return FileSigningStep(signer: signer, level: level, certification: certification) { document in
                SignatureOrder(
                    field: field ?? SignatureOrder.freeName("ChuKySo", in: document), signerName: name, reason: reason,
                    location: location,
                    certification: certification, level: level)
            }
        }
        let composer = try SignatureComposer(signatures: rules.signatures, appearance: rules.appearance)
        _ = try composer.rule(step.signature)
        let picture = try step.picture.map { try SignaturePicture(path: $0) }
        let (agency, appearance, values, workers) = (rules.agency, rules.appearance, values, workers)
        return FileSigningStep(
            signer: signer, level: try composer.rule(step.signature).level ?? level, certification: certification
        ) { document in
            var order = try composer.order(
                step.signature, on: document,
                values: SignatureValues(
                    signedAt: Date(),
                    signer: step.signer.name.isEmpty ? identity.certificate.displayName : step.signer.name,
                    title: step.title, agency: agency.name, shortName: agency.shortName, number: values.number,
                    notation: values.notation, documentDate: values.date, copyForm: appearance.copyForm),
                picture: picture, level: level
            ) { page in
                guard let content = try workers?.pageContent(document.bytes.bytes, page: page) else {
                    throw CommandError.unreadable("page \(page + 1)")
                }
                return (content.text, content.ink)
            }
            if let field { order.field = field }
            if let reason { order.reason = reason }
            if let location { order.location = location }
            order.certification = certification
            return order
        }
    }
}

/// The values of `--set`.
struct PlaceholderValues {
    private(set) var number: String?
    private(set) var notation: String?
    private(set) var date: CivilDate?

    /// - Throws: a usage error for a name that is none of these, or a day that is none.
    init(_ pairs: [String]) throws {
        for text in pairs {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ValidationError("--set \(text): TÊN=GIÁ-TRỊ / NAME=VALUE") }
            switch parts[0] {
            case "number": number = parts[1]
            case "notation": notation = parts[1]
            case "date":
                guard let day = CivilDate(argument: parts[1]) else {
                    throw ValidationError(
                        "--set date=\(parts[1]): cần ngày dạng 18/02/2025. / needs a day such as 18/02/2025.")
                }
                date = day
            default:
                throw ValidationError(
                    "--set \(parts[0]): không có; dùng number, notation, date. / unknown; use number, notation, date.")
            }
        }
    }
}
