import DurableIO
import FoundationEssentials
import HTTP
import PKI

extension RevocationClient {
    /// Asks one OCSP responder (RFC 6960 Appendix A) and verifies what it says.
    func askResponder(_ address: String, _ question: Question) throws -> RevocationEvidence {
        let nonce = settings.usesNonce ? settings.nonce() : []
        let asked = OCSPRequest(
            question.certificate, issuer: question.issuer, digest: settings.certificateIDDigest, nonce: nonce)
        let request = HTTPRequest(
            address, method: .post,
            headers: [
                HTTPField("Content-Type", "application/ocsp-request"),
                HTTPField("Accept", "application/ocsp-response"),
            ], body: asked.der, timeout: settings.timeout, connectTimeout: min(10, settings.timeout),
            maximumResponseBytes: 256 << 10)
        let content = try transport.send(request).content(of: request, mediaType: "application/ocsp-response")
        let response = try OCSPResponse(content)
        if !nonce.isEmpty, let answered = response.nonce, answered != nonce {
            throw TrustServicesError(
                .ocspNonceDiffers, .dependency,
                vi: "\(request.host) trả lời cho một yêu cầu OCSP khác (số ngẫu nhiên khác).",
                en: "\(request.host) answered another OCSP request (the nonce differs).")
        }
        let evidence = RevocationEvidence.ocsp(response)
        if case .unknown(let doubt) = status(evidence, question) {
            throw TrustServicesError.unusable(doubt, from: request.host)
        }
        writeToDisk(content, responseFile(question))
        return evidence
    }

    /// Fetches one list, or takes it from the cache, and verifies that it settles the question.
    func fetchList(_ address: String, _ question: Question) throws -> RevocationEvidence {
        try cache.list(at: address).withLock { (state) throws -> RevocationEvidence in
            let now = clock()
            if let list = state.list ?? listOnDisk(address), now < max(state.expiry, list.nextUpdate ?? now) {
                let evidence = RevocationEvidence.crl(list)
                if case .unknown = status(evidence, question) {
                } else {
                    state = RevocationCache.ListState(list: list, expiry: expiry(of: evidence, now))
                    return evidence
                }
            }
            let request = HTTPRequest(
                address, timeout: settings.timeout, connectTimeout: min(10, settings.timeout),
                maximumResponseBytes: settings.maximumListBytes)
            // Lists come under many media types, and under none.
            let list = try CertificateList(transport.send(request).content(of: request))
            let evidence = RevocationEvidence.crl(list)
            if case .unknown(let doubt) = status(evidence, question) {
                throw TrustServicesError.unusable(doubt, from: request.host)
            }
            state = RevocationCache.ListState(list: list, expiry: expiry(of: evidence, now))
            writeToDisk(list.der, listFile(address))
            return evidence
        }
    }

    /// An earlier run's OCSP response, if it still settles the question. What the folder holds is believed no more than
    /// what the network sends.
    func responseOnDisk(_ question: Question, _ now: Date) -> RevocationEvidence? {
        guard let bytes = readFromDisk(responseFile(question), limit: 256 << 10),
            let response = try? OCSPResponse(bytes)
        else { return nil }
        let evidence = RevocationEvidence.ocsp(response)
        guard let nextUpdate = evidence.nextUpdate, now < nextUpdate else { return nil }
        if case .unknown = status(evidence, question) { return nil }
        return evidence
    }

    private func listOnDisk(_ address: String) -> CertificateList? {
        readFromDisk(listFile(address), limit: settings.maximumListBytes).flatMap { try? CertificateList($0) }
    }

    private func responseFile(_ question: Question) -> String {
        SHA256.hex(question.issuer.der + question.certificate.der) + ".ocsp"
    }

    private func listFile(_ address: String) -> String { SHA256.hex(Array(address.utf8)) + ".crl" }

    private func readFromDisk(_ name: String, limit: Int) -> [UInt8]? {
        settings.cacheFolder.flatMap { try? settings.files.read($0 + "/" + name, limit: limit) }
    }

    /// A cache that cannot be written costs time, not signatures.
    private func writeToDisk(_ bytes: [UInt8], _ name: String) {
        guard let folder = settings.cacheFolder else { return }
        do {
            try settings.files.makeDirectories(folder)
            try settings.files.writeDurably(folder + "/" + name, bytes)
        } catch {
            remark(.cacheNotWritten(error))
        }
    }
}
