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
    /// Whether no cross-reference reaches it.
    var isStray = false
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
        attachFields(&found)
        leaveOutUsageRights(&found)
        return found.values.sorted { ($0.reference, $0.path.count) < ($1.reference, $1.path.count) }
    }

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
