import PDFSyntax

/// A signature dictionary that was found, with all the versions that revisions gave it.
struct SignatureCandidate {
    struct Version {
        let revision: Int
        let location: PDFObjectLocation
        let dictionary: PDFDictionary
    }

    /// The indirect object, and the way down to the dictionary when it is direct.
    let reference: PDFReference
    let path: [PDFName]
    /// Oldest first, never empty.
    var versions: [Version]
    /// The fields that show it today.
    var fields: [SignatureField] = []
    /// Where the dictionary begins in the file, when no cross-reference leads to it.
    var strayOffset: Int?
}

/// Finds every signature dictionary of a file: those the form leads to, and those it does not.
struct SignatureSearch {
    private let document: PDFDocument
    private struct Key: Hashable {
        let number: Int
        let path: [PDFName]
    }

    init(_ document: PDFDocument) { self.document = document }

    func run() -> [SignatureCandidate] {
        var found: [Key: SignatureCandidate] = [:]
        for revision in document.revisions {
            guard let view = document.view(ofRevision: revision.index) else { continue }
            for number in revision.defined {
                guard let reference = view.reference(of: number), let location = view.location(of: number),
                    case .dictionary(let dictionary) = view.object(reference)
                else { continue }
                if SignatureDictionary.isSignature(dictionary) {
                    add(
                        reference, [],
                        SignatureCandidate.Version(
                            revision: revision.index, location: location, dictionary: dictionary), &found)
                } else if case .dictionary(let value)? = dictionary["V"], SignatureDictionary.isSignature(value) {
                    add(
                        reference, ["V"],
                        SignatureCandidate.Version(revision: revision.index, location: location, dictionary: value),
                        &found)
                }
            }
        }
        let strays = strays(beside: found)
        attachFields(&found)
        leaveOutUsageRights(&found)
        return found.values.sorted { ($0.reference, $0.path.count) < ($1.reference, $1.path.count) } + strays
    }

    /// Signature dictionaries that no cross-reference leads to: of revisions that were cut out of the chain. The file is
    /// looked through for them only when it holds more byte ranges than are known.
    private func strays(beside found: [Key: SignatureCandidate]) -> [SignatureCandidate] {
        let known = found.values.flatMap(\.versions).filter { if case .file = $0.location { true } else { false } }
            .count
        guard document.bytes.count(of: Array("/ByteRange".utf8), atMost: known + 1) > known else { return [] }
        return document.strayObjects(in: 0..<document.bytes.count).prefix(SignatureSearch.mostStrays).compactMap {
            stray in
            guard case .dictionary(let dictionary) = stray.object, SignatureDictionary.isSignature(dictionary) else {
                return nil
            }
            var candidate = SignatureCandidate(
                reference: stray.reference, path: [],
                versions: [
                    .init(
                        revision: document.revisions.count - 1, location: .file(offset: stray.offset),
                        dictionary: dictionary)
                ])
            candidate.strayOffset = stray.valueOffset
            return candidate
        }
    }

    private static let mostStrays = 10_000

    private func add(
        _ reference: PDFReference, _ path: [PDFName], _ version: SignatureCandidate.Version,
        _ found: inout [Key: SignatureCandidate]
    ) {
        let key = Key(number: reference.number, path: path)
        if let last = found[key]?.versions.last, last.location == version.location { return }
        found[key, default: SignatureCandidate(reference: reference, path: path, versions: [])].versions
            .append(version)
    }

    /// Every value of a signature field is a signature, whatever it looks like.
    private func attachFields(_ found: inout [Key: SignatureCandidate]) {
        let latest = document.latest
        for field in latest.signatureFields {
            guard let value = field.field.value, let dictionary = latest.resolve(value).dictionary,
                let holder = value.reference ?? field.field.valueHolder,
                let location = latest.location(of: holder.number)
            else { continue }
            let path: [PDFName] = value.reference == nil ? ["V"] : []
            let key = Key(number: holder.number, path: path)
            if found[key] == nil {
                let revision = document.revisions.last { $0.defined.contains(holder.number) }?.index ?? 0
                add(holder, path, .init(revision: revision, location: location, dictionary: dictionary), &found)
            }
            found[key]?.fields.append(field)
        }
    }

    /// Usage rights (12.8.2.3) are signed by a program's maker to switch on functions of that program: they say nothing
    /// about the document.
    private func leaveOutUsageRights(_ found: inout [Key: SignatureCandidate]) {
        for revision in document.revisions {
            guard let view = document.view(ofRevision: revision.index),
                let permissions = view.resolve(view.catalog["Perms"]).dictionary
            else { continue }
            for key in ["UR", "UR3"] as [PDFName] {
                guard let reference = permissions[key]?.reference else { continue }
                let own = Key(number: reference.number, path: [])
                if found[own]?.fields.isEmpty == true { found[own] = nil }
            }
        }
    }
}
