import Diagnostics
import Foundation
import HTTP
import TestSupport
import Testing

@Suite(.enabled(if: TrustServiceWorld.isAvailable, "needs openssl and the Python packages of Tests/Oracles"))
struct CurlTransportTests {
    private let transport = HTTPTransport.curl()

    private struct Echo: Decodable {
        let method: String
        let headers: [String: String]
        let body: String
    }

    private func code(_ request: HTTPRequest, over transport: HTTPTransport? = nil) -> HTTPErrorCode? {
        let error = #expect(throws: HTTPError.self) { try (transport ?? self.transport).send(request) }
        return error?.code
    }

    @Test func postsBytesAndFields() throws {
        let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
        let request = HTTPRequest(
            try TrustServiceWorld.address("/echo"), method: .post,
            headers: [HTTPField("Content-Type", "application/timestamp-query")], body: bytes)
        let response = try transport.send(request)
        #expect(response.status == 200 && response.mediaType == "application/json")
        let echo = try JSONDecoder().decode(Echo.self, from: Data(response.body))
        #expect(echo.method == "POST" && echo.body == bytes.map { String(format: "%02x", $0) }.joined())
        #expect(echo.headers["Content-Type"] == "application/timestamp-query")
        #expect(echo.headers["User-Agent"] == "sohoa" && echo.headers["Expect"] == nil)
        #expect(echo.headers["Authorization"] == nil)
    }

    @Test func getsAndKeepsNothingOfTheRequestBefore() throws {
        // The handle and its connection are used again; the body and the fields are not.
        _ = try transport.send(HTTPRequest(TrustServiceWorld.address("/echo"), method: .post, body: [1, 2, 3]))
        let response = try transport.send(HTTPRequest(TrustServiceWorld.address("/echo")))
        let echo = try JSONDecoder().decode(Echo.self, from: Data(response.body))
        #expect(echo.method == "GET" && echo.body.isEmpty && echo.headers["Content-Type"] == nil)
    }

    @Test func severalThreadsAtOnce() async throws {
        let address = try TrustServiceWorld.address("/echo")
        let transport = transport
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<24 {
                group.addTask {
                    let body = [UInt8](repeating: UInt8(number), count: 1000)
                    let response = try transport.send(HTTPRequest(address, method: .post, body: body))
                    let echo = try JSONDecoder().decode(Echo.self, from: Data(response.body))
                    return echo.body == body.map { String(format: "%02x", $0) }.joined()
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test func followsAFewRedirectsAndPostsAgain() throws {
        #expect(try transport.send(HTTPRequest(TrustServiceWorld.address("/crl/redirect"))).status == 200)
        #expect(code(HTTPRequest(try TrustServiceWorld.address("/crl/loop"))) == .badRedirect)
        // No redirect leads out of the web.
        #expect(code(HTTPRequest(try TrustServiceWorld.address("/crl/to-file"))) == .badRedirect)
        let still = HTTPTransport.curl(CurlOptions(maximumRedirects: 0))
        #expect(try still.send(HTTPRequest(TrustServiceWorld.address("/crl/redirect"))).status == 302)
    }

    @Test func basicCredentials() throws {
        let folder = try Scratch.folder("http")
        let file = folder.appendingPathComponent("password").path
        try Data("mật khẩu\n".utf8).write(to: URL(fileURLWithPath: file))
        var request = HTTPRequest(try TrustServiceWorld.address("/tsa/auth"), method: .post)
        #expect(try transport.send(request).status == 401)
        request.credentials = try HTTPCredentials(user: "dịch-vụ", passwordFile: file)
        #expect(try transport.send(request).status == 200)
        request.credentials = HTTPCredentials(user: "dịch-vụ", password: "khác")
        let error = #expect(throws: HTTPError.self) { try transport.send(request).content(of: request) }
        #expect(error?.code == .badStatus && error?.what.en.contains("401") == true)
        var dumped = ""
        dump(request, to: &dumped)
        #expect(!dumped.contains("khác") && !"\(request)".contains("khác"))
        let missing = #expect(throws: HTTPError.self) {
            try HTTPCredentials(user: "a", passwordFile: folder.path + "/none")
        }
        #expect(missing?.code == .credentialsUnreadable)
    }

    @Test func slowServersTimeOut() throws {
        let start = Date()
        #expect(code(HTTPRequest(try TrustServiceWorld.address("/crl/slow"), timeout: 0.5)) == .timedOut)
        #expect(Date().timeIntervalSince(start) < 5)
    }

    @Test func limitsHold() throws {
        let huge = HTTPRequest(try TrustServiceWorld.address("/crl/huge"), maximumResponseBytes: 100_000)
        #expect(code(huge) == .tooLarge)
        let exact = try transport.send(HTTPRequest(TrustServiceWorld.address("/cer/good"))).body.count
        var request = HTTPRequest(try TrustServiceWorld.address("/cer/good"), maximumResponseBytes: exact)
        #expect(try transport.send(request).body.count == exact)
        request.maximumResponseBytes = exact - 1
        #expect(code(request) == .tooLarge)
    }

    @Test func brokenConnections() throws {
        #expect(code(HTTPRequest(try TrustServiceWorld.address("/crl/cut"))) == .interrupted)
        // A port that nobody listens on: the discard port of the loopback interface.
        #expect(code(HTTPRequest("http://127.0.0.1:9/")) == .unreachable)
        #expect(code(HTTPRequest("http://no-such-host.invalid/")) == .unreachable)
    }

    @Test func badAddresses() {
        for address in ["", "ftp://example.org/x", "file:///etc/hostname", "http://", "https:///x", "example.org"] {
            #expect(code(HTTPRequest(address)) == .badAddress, "\(address)")
        }
        let smuggled = HTTPRequest("http://127.0.0.1:9/", headers: [HTTPField("A", "b\r\nX: y")])
        #expect(code(smuggled) == .badAddress)
    }

    @Test func httpsNeedsATrustedCertificate() throws {
        // The server speaks plain HTTP: no handshake, no silent fallback.
        let address = try TrustServiceWorld.address("/crl/good").replacingOccurrences(of: "http:", with: "https:")
        #expect(code(HTTPRequest(address)) == .untrustedServer)
    }

    @Test func httpsByANamedAuthority() throws {
        let request = HTTPRequest(try TrustServiceWorld.secureAddress("/echo"), method: .post, body: [1])
        // The system does not know the test's authority.
        #expect(code(request) == .untrustedServer)
        let known = HTTPTransport.curl(
            CurlOptions(certificateAuthorities: try TrustServiceWorld.file("root.pem")))
        #expect(try known.send(request).status == 200)
        #expect(try known.send(HTTPRequest(TrustServiceWorld.secureAddress("/cer/redirect"))).status == 200)
        // What was safe stays safe.
        let down = HTTPRequest(try TrustServiceWorld.secureAddress("/crl/to-plain"))
        #expect(code(down, over: known) == .badRedirect)
        #expect(try known.send(HTTPRequest(TrustServiceWorld.address("/crl/to-plain"))).status == 200)
    }

    @Test func messagesNameTheHostAlone() throws {
        let request = HTTPRequest("http://user:secret@127.0.0.1:9/path/token?key=1")
        #expect(request.host == "127.0.0.1:9")
        let error = #expect(throws: HTTPError.self) { try transport.send(request) }
        let texts = [error?.what.vi ?? "", error?.what.en ?? ""]
        #expect(texts.allSatisfy { $0.contains("127.0.0.1:9") && !$0.contains("secret") && !$0.contains("token") })
    }

    @Test func contentChecksStatusAndMediaType() throws {
        let request = HTTPRequest("http://tsa.example/")
        let page = HTTPResponse(status: 200, headers: [HTTPField("content-type", "text/html; charset=utf-8")])
        let wrong = #expect(throws: HTTPError.self) { try page.content(of: request, mediaType: "application/x") }
        #expect(wrong?.code == .wrongMediaType)
        #expect(try page.content(of: request, mediaType: "text/html").isEmpty)
        let error = #expect(throws: HTTPError.self) { try HTTPResponse(status: 503).content(of: request) }
        #expect(error?.code == .badStatus && error?.remedy != nil)
    }
}
