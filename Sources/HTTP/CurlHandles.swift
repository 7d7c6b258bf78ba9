import CCurl
import Synchronization

/// The easy handles of one transport that are at rest; each keeps its connections open. As many are made as threads send
/// at once.
final class CurlHandles: Sendable {
    private let options: CurlOptions
    private let idle = Mutex<[CurlHandle]>([])

    /// libcurl wants its global state made once, before any thread uses it.
    private static let isReady: Bool = curl_global_init(ccurl_global_default) == CURLE_OK

    init(_ options: CurlOptions) { self.options = options }

    func perform(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
        guard Self.isReady, let handle = idle.withLock({ $0.popLast() }) ?? CurlHandle() else {
            throw .unreachable(request, detail: "libcurl")
        }
        defer { idle.withLock { $0.append(handle) } }
        guard options.judgesNames else { return try handle.perform(request, options) }
        return try handle.performThroughProxy(request, options)
    }
}

/// Owns one easy handle. Sendable is unchecked because it is used by one thread at a time: whoever took it out of
/// ``CurlHandles`` holds it alone, and libcurl lets a handle move between threads.
final class CurlHandle: @unchecked Sendable {
    private let pointer: UnsafeMutableRawPointer

    init?() {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
    }

    deinit { curl_easy_cleanup(pointer) }

    func perform(_ request: HTTPRequest, _ options: CurlOptions) throws(HTTPError) -> HTTPResponse {
        let isSecure = request.url.lowercased().hasPrefix("https://")
        guard isSecure || request.url.lowercased().hasPrefix("http://"), !request.host.isEmpty,
            request.headers.allSatisfy({ Self.isPlain($0.name) && Self.isPlain($0.value) })
        else { throw .badAddress(request) }
        // Options go, connections stay.
        curl_easy_reset(pointer)
        configure(request, options, isSecure: isSecure)
        var fields: UnsafeMutablePointer<curl_slist>?
        for field in request.headers { fields = curl_slist_append(fields, "\(field.name): \(field.value)") ?? fields }
        // No waiting for "100 Continue": the bodies are small.
        fields = curl_slist_append(fields, "Expect:") ?? fields
        defer { curl_slist_free_all(fields) }
        ccurl_set_list(pointer, CURLOPT_HTTPHEADER, fields)

        let collector = ResponseCollector(limit: request.maximumResponseBytes)
        let context = Unmanaged.passUnretained(collector).toOpaque()
        ccurl_set_writer(pointer, { collectBody($0, $1, $2, $3) }, context)
        ccurl_set_header_reader(pointer, { collectHeader($0, $1, $2, $3) }, context)
        let gate = ConnectionGate(options)
        if gate.judgesSockets {
            ccurl_set_socket_opener(
                pointer, { openSocket($0, $1, $2) }, Unmanaged.passUnretained(gate).toOpaque())
        }
        let code = withExtendedLifetime((collector, gate)) {
            request.body.withUnsafeBytes { body in
                if request.method == .post { ccurl_set_body(pointer, body.baseAddress, curl_off_t(body.count)) }
                return curl_easy_perform(pointer)
            }
        }
        if collector.isOverfull { throw .tooLarge(request) }
        if code != CURLE_OK, let address = gate.refused { throw .refused(request, address: address) }
        guard code == CURLE_OK else { throw .transfer(code, request) }
        return HTTPResponse(status: ccurl_status(pointer), headers: collector.headers, body: collector.body)
    }

    /// Follows redirects itself, so that each address is judged before the proxy is asked for it.
    func performThroughProxy(_ request: HTTPRequest, _ options: CurlOptions) throws(HTTPError) -> HTTPResponse {
        var request = request
        for _ in 0...max(0, options.maximumRedirects) {
            if let refused = options.addressGuard?.refusal(of: request.url) {
                throw .refused(request, address: refused)
            }
            let response = try perform(request, options)
            guard [301, 302, 303, 307, 308].contains(response.status), options.maximumRedirects > 0,
                let next = ccurl_redirect_address(pointer).map({ String(cString: $0) })
            else { return response }
            let isSecure = request.url.lowercased().hasPrefix("https://")
            guard next.lowercased().hasPrefix("https://") || !isSecure && next.lowercased().hasPrefix("http://") else {
                throw .transfer(CURLE_UNSUPPORTED_PROTOCOL, request)
            }
            request.url = next
            request.credentials = nil
        }
        throw .transfer(CURLE_TOO_MANY_REDIRECTS, request)
    }

    private func configure(_ request: HTTPRequest, _ options: CurlOptions, isSecure: Bool) {
        ccurl_set_string(pointer, CURLOPT_URL, request.url)
        ccurl_set_string(pointer, CURLOPT_USERAGENT, options.userAgent)
        // Signals would hit any thread; time-outs work without them.
        ccurl_set_long(pointer, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(pointer, CURLOPT_TIMEOUT_MS, Self.milliseconds(request.timeout))
        ccurl_set_long(pointer, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(request.connectTimeout))
        ccurl_set_string(pointer, CURLOPT_PROTOCOLS_STR, "http,https")
        ccurl_set_string(pointer, CURLOPT_REDIR_PROTOCOLS_STR, isSecure ? "https" : "http,https")
        let follows = options.maximumRedirects > 0 && !options.judgesNames
        ccurl_set_long(pointer, CURLOPT_FOLLOWLOCATION, follows ? 1 : 0)
        ccurl_set_long(pointer, CURLOPT_MAXREDIRS, options.maximumRedirects)
        // A moved service is still to be posted to (by default libcurl would fall back to GET).
        ccurl_set_long(pointer, CURLOPT_POSTREDIR, ccurl_redirect_posts)
        ccurl_set_string(pointer, CURLOPT_PROXY, options.proxy ?? "")
        if options.proxy != nil {
            // Exceptions are the agency's own hosts: a guarded request has no business there.
            let exceptions = options.addressGuard == nil ? options.proxyExceptions : nil
            ccurl_set_string(pointer, CURLOPT_NOPROXY, exceptions ?? "")
        }
        if let path = options.certificateAuthorities { ccurl_set_string(pointer, CURLOPT_CAINFO, path) }
        ccurl_set_long(pointer, request.method == .post ? CURLOPT_POST : CURLOPT_HTTPGET, 1)
        if let credentials = request.credentials {
            ccurl_set_long(pointer, CURLOPT_HTTPAUTH, ccurl_basic_authentication)
            ccurl_set_string(pointer, CURLOPT_USERNAME, credentials.user)
            ccurl_set_string(pointer, CURLOPT_PASSWORD, credentials.password)
        }
    }

    private static func milliseconds(_ seconds: Double) -> Int { Int(max(1, min(seconds, 86_400) * 1000)) }

    /// No line end may smuggle a second field in.
    private static func isPlain(_ text: String) -> Bool { !text.utf8.contains { $0 == 10 || $0 == 13 || $0 == 0 } }
}

/// Takes what libcurl hands over, up to a limit.
private final class ResponseCollector {
    private(set) var body: [UInt8] = []
    private(set) var headers: [HTTPField] = []
    private(set) var isOverfull = false
    private let limit: Int
    private var headerBytes = 0

    init(limit: Int) { self.limit = limit }

    func add(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= limit - body.count else {
            isOverfull = true
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    func addHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= 256 << 10 else {
            isOverfull = true
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // A new response begins, after a redirect or a proxy's word.
            headers = []
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].trimmingPrefix { $0.isWhitespace }
            let end = value.lastIndex { !$0.isWhitespace }.map { value.index(after: $0) } ?? value.startIndex
            headers.append(HTTPField(String(line[..<colon]), String(value[..<end])))
        }
        return true
    }
}

/// libcurl's view of ``ResponseCollector/add(_:)``: anything but the full count ends the transfer.
private func collectBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    collect(bytes, size, count, context) { $0.add($1) }
}

private func collectHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    collect(bytes, size, count, context) { $0.addHeader($1) }
}

private func collect(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?,
    _ add: (ResponseCollector, UnsafeRawBufferPointer) -> Bool
) -> Int {
    let total = size * count
    guard let bytes, let context else { return total == 0 ? 0 : -1 }
    let collector = Unmanaged<ResponseCollector>.fromOpaque(context).takeUnretainedValue()
    return add(collector, UnsafeRawBufferPointer(start: bytes, count: total)) ? total : -1
}
