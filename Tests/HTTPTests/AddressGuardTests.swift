import Diagnostics
import Foundation
import HTTP
import TestSupport
import Testing

@Suite struct AddressGuardTests {
    @Test(arguments: [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "100.64.0.1", "169.254.169.254", "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1", "192.0.0.8", "198.18.0.1", "198.19.255.255", "224.0.0.1", "239.1.1.1", "240.0.0.1",
        "255.255.255.255", "203.0.113.9", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1",
        "fc00::1", "fd12:3456::1", "ff02::1", "64:ff9b::7f00:1", "2001::1", "2001:db8::1", "2002:7f00:1::",
        "2002:a00:1::1", "3fff::1", "fec0::1", "100::1",
    ])
    func localAddressesAreNotPublic(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(!address.isPublic)
        #expect(!AddressGuard().permits(address, port: 80))
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0",
        "192.0.1.1", "203.162.1.1", "223.255.255.255", "2606:4700::1111", "2405:4800::1", "2001:200::1",
        "::ffff:203.162.1.1",
    ])
    func publicAddressesAre(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.isPublic)
        let usual = AddressGuard()
        #expect(usual.permits(address, port: 80) && usual.permits(address, port: 443))
        for port in [22, 25, 8080, 6379, 0] { #expect(!usual.permits(address, port: port)) }
    }

    @Test func networks() throws {
        let network = try #require(IPNetwork("10.20.0.0/15"))
        for (text, isInside) in [
            ("10.20.0.0", true), ("10.21.255.255", true), ("10.22.0.0", false), ("::ffff:10.20.1.1", true),
        ] {
            #expect(network.contains(try #require(IPAddress(text))) == isInside)
        }
        #expect(
            IPNetwork("127.0.0.1")?.prefixLength == 32 && IPNetwork("fd00::/8")?.description == "fd00:0:0:0:0:0:0:0/8")
        for text in ["", "10.0.0.0/33", "10.0.0/8", "x/8", "10.0.0.0/8/8", "10.0.0.0/-1"] {
            #expect(IPNetwork(text) == nil, "\(text)")
        }
        let own = AddressGuard(allowedNetworks: [network])
        #expect(own.permits(try #require(IPAddress("10.21.1.1")), port: 8080))
        #expect(!own.permits(try #require(IPAddress("10.22.1.1")), port: 80))
    }
}

@Suite(.enabled(if: TrustServiceWorld.isAvailable, "needs openssl and the Python packages of Tests/Oracles"))
struct GuardedTransportTests {
    private func guarded(_ networks: [String], proxy: String? = nil) -> HTTPTransport {
        .curl(
            CurlOptions(
                proxy: proxy, proxyExceptions: "127.0.0.1",
                addressGuard: AddressGuard(allowedNetworks: networks.compactMap(IPNetwork.init))))
    }

    private func code(_ address: String, over transport: HTTPTransport) -> HTTPErrorCode? {
        let error = #expect(throws: HTTPError.self) { try transport.send(HTTPRequest(address, timeout: 5)) }
        return error?.code
    }

    /// How often the server was asked for a path that only this test uses.
    private func hits(_ path: String) throws -> Int {
        let response = try HTTPTransport.curl().send(HTTPRequest(TrustServiceWorld.address("/hits")))
        return try JSONDecoder().decode([String: Int].self, from: Data(response.body))[path] ?? 0
    }

    @Test func ownMachineIsNotAsked() throws {
        let port = try TrustServiceWorld.server.get().port
        let path = "/echo/guard-\(UUID().uuidString)"
        // However the address is written.
        for host in [
            "127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "0",
        ] {
            #expect(code("http://\(host):\(port)\(path)", over: guarded([])) == .addressRefused, "\(host)")
        }
        #expect(try hits(path) == 0)
        let allowed = guarded(["127.0.0.0/8"])
        #expect(try allowed.send(HTTPRequest(TrustServiceWorld.address(path))).status == 200)
        #expect(try hits(path) == 1)
    }

    @Test func redirectsAreJudgedToo() throws {
        let target = "/echo/redirected-\(UUID().uuidString)"
        let other = "http://127.0.0.2:\(try TrustServiceWorld.server.get().port)"
        // The first address is allowed, the second is not.
        let first = try TrustServiceWorld.address("/to?url=\(other)\(target)")
        #expect(code(first, over: guarded(["127.0.0.1/32"])) == .addressRefused)
        #expect(try hits(target) == 0)
        let own = try TrustServiceWorld.address("/to?url=\(TrustServiceWorld.address(target))")
        #expect(try guarded(["127.0.0.1/32"]).send(HTTPRequest(own)).status == 200)
        #expect(try hits(target) == 1)
    }

    @Test func aProxyGetsNoLocalAddress() throws {
        let proxy = "http://127.0.0.1:\(try TrustServiceWorld.server.get().port)"
        let transport = guarded([], proxy: proxy)
        for address in [
            "http://127.0.0.1/echo", "http://0x7f.1/echo", "http://[::1]/echo", "http://localhost/echo",
            "http://router/echo", "http://printer.local/echo", "http://ca.example.org:6379/echo",
        ] {
            #expect(code(address, over: transport) == .addressRefused, "\(address)")
        }
        // The server answers as a proxy would: the request line holds the whole address.
        #expect(try transport.send(HTTPRequest("http://ca.example.org/echo")).status == 200)
        #expect(code("http://ca.example.org/to?url=http://127.0.0.1/echo", over: transport) == .addressRefused)
        #expect(code("http://ca.example.org/crl/to-file", over: transport) == .badRedirect)
        #expect(code("http://ca.example.org/crl/loop", over: transport) == .badRedirect)
    }
}
