import Foundation
import HTTP

extension CurlOptions {
    /// As curl does, the proxy comes from the environment.
    /// - Parameter addressGuard: nil only for addresses that the user wrote.
    static func ofEnvironment(addressGuard: AddressGuard? = nil) -> CurlOptions {
        let environment = ProcessInfo.processInfo.environment
        return CurlOptions(
            proxy: environment["http_proxy"] ?? environment["all_proxy"] ?? environment["ALL_PROXY"],
            proxyExceptions: environment["no_proxy"] ?? environment["NO_PROXY"],
            userAgent: "sohoa/\(Version.current)", addressGuard: addressGuard)
    }
}
