import Diagnostics

/// What a time-stamping authority answered (RFC 3161 §2.4.2).
public struct TimeStampResponse: Sendable {
    /// PKIStatus: whether there is a token.
    public enum Status: Int, Sendable, Hashable, CaseIterable {
        case granted = 0
        case grantedWithMods = 1
        case rejection = 2
        case waiting = 3
        case revocationWarning = 4
        case revocationNotification = 5

        /// True for the two that come with a token.
        public var isGranted: Bool { self == .granted || self == .grantedWithMods }
    }

    /// PKIFailureInfo: bit numbers of why a request was refused.
    public enum Failure: Int, Sendable, Hashable, CaseIterable {
        case badAlgorithm = 0
        case badRequest = 2
        case badDataFormat = 5
        case timeNotAvailable = 14
        case unacceptedPolicy = 15
        case unacceptedExtension = 16
        case additionalInformationNotAvailable = 17
        case systemFailure = 25
    }

    /// Whether there is a token.
    public let status: Status
    /// The authority's own words; not to be believed, only shown.
    public let statusTexts: [String]
    /// Why it refused, as far as the bits are known.
    public let failures: [Failure]
    /// The token, not yet checked; nil exactly when the status is a refusal.
    public let token: TimeStampToken?

    /// Reads a TimeStampResp.
    /// - Throws: `timestamp-response-malformed`, also when a granted answer has no readable token.
    public init(_ bytes: [UInt8]) throws(PKIError) {
        do {
            try self.init(BERElement(bytes))
        } catch {
            throw .malformed(
                .malformedTimeStampResponse, vi: "phản hồi của máy chủ dấu thời gian", en: "time-stamp response")
        }
    }

    private init(_ element: BERElement) throws {
        guard element.identifier == DER.Tag.sequence else { throw MalformedASN1() }
        var fields = try element.cursor()
        var info = try fields.next(DER.Tag.sequence).cursor()
        guard let status = Status(rawValue: try info.next(DER.Tag.integer).smallInteger()) else {
            throw MalformedASN1()
        }
        self.status = status
        statusTexts =
            try info.nextIf(DER.Tag.sequence)?.children().map { String(decoding: $0.content, as: UTF8.self) } ?? []
        failures = try info.nextIf(DER.Tag.bitString).map { Self.failures($0.content) } ?? []
        token = status.isGranted ? try TimeStampToken(Array(fields.next(DER.Tag.sequence).encoding)) : nil
    }

    private static func failures(_ content: ArraySlice<UInt8>) -> [Failure] {
        let octets = Array(content.dropFirst())
        return Failure.allCases.filter { failure in
            let index = failure.rawValue / 8
            return index < octets.count && octets[index] & (0x80 >> UInt8(failure.rawValue % 8)) != 0
        }
    }

    /// The token, when the authority granted one. It is not yet checked: see
    /// ``TimeStampToken/require(_:trust:extraCertificates:at:)``.
    /// - Throws: `timestamp-refused` with the authority's reasons.
    public func grantedToken() throws(PKIError) -> TimeStampToken {
        if let token { return token }
        let words = failures.map(\.message)
        let texts = statusTexts.prefix(3).map { String($0.prefix(200)) }
        func tail(_ sentences: [String]) -> String {
            let all = sentences + texts
            return all.isEmpty ? "" : " (" + all.joined(separator: "; ") + ")"
        }
        throw PKIError(
            .timeStampRefused, .dependency,
            vi: "Máy chủ dấu thời gian từ chối yêu cầu\(tail(words.map(\.vi))).",
            en: "The time-stamping authority refused the request\(tail(words.map(\.en))).")
    }
}

extension TimeStampResponse.Failure {
    /// What the bit means (RFC 3161 §2.4.2).
    public var message: Bilingual {
        switch self {
        case .badAlgorithm:
            Bilingual(vi: "không hỗ trợ hàm băm này", en: "the digest algorithm is not supported")
        case .badRequest: Bilingual(vi: "yêu cầu không được phép", en: "the request is not permitted")
        case .badDataFormat: Bilingual(vi: "dữ liệu sai định dạng", en: "the data has the wrong format")
        case .timeNotAvailable: Bilingual(vi: "nguồn thời gian không sẵn sàng", en: "the time source is not available")
        case .unacceptedPolicy: Bilingual(vi: "không hỗ trợ chính sách được yêu cầu", en: "the policy is not supported")
        case .unacceptedExtension: Bilingual(vi: "không hỗ trợ phần mở rộng", en: "an extension is not supported")
        case .additionalInformationNotAvailable:
            Bilingual(vi: "thông tin bổ sung không có sẵn", en: "additional information is not available")
        case .systemFailure: Bilingual(vi: "lỗi hệ thống", en: "system failure")
        }
    }
}
