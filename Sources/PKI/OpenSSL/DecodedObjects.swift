import Synchronization

/// Certificates or lists decoded before, by their whole encoding. Decoding a certificate takes OpenSSL as long as six
/// verifications with its key, and the same few, of a signer, the authorities and their services, stand in file after
/// file. What decoding gives depends on the bytes alone, so remembering it changes no answer.
final class DecodedObjects<Value: Sendable>: Sendable {
    private struct State {
        var values: [Encoding: Value] = [:]
        var byteCount = 0
    }

    private let mostValues: Int
    private let mostBytes: Int
    private let state = Mutex(State())

    /// A memory for so many values of so many bytes together. One that does not fit makes it forget all others, so that
    /// foreign files can neither fill it for good nor make it grow.
    init(mostValues: Int, mostBytes: Int) {
        self.mostValues = mostValues
        self.mostBytes = mostBytes
    }

    /// What was decoded from `der`, if it is known.
    func value(_ der: [UInt8]) -> Value? { state.withLock { $0.values[Encoding(der)] } }

    /// Remembers what was decoded from `der`, unless it is large.
    func keep(_ value: Value, for der: [UInt8]) {
        guard der.count <= mostBytes / 16 else { return }
        state.withLock {
            if $0.values.count >= mostValues || $0.byteCount + der.count > mostBytes { $0 = State() }
            if $0.values.updateValue(value, forKey: Encoding(der)) == nil { $0.byteCount += der.count }
        }
    }

    /// Forgets everything.
    func forget() { state.withLock { $0 = State() } }

    /// How many are remembered.
    var count: Int { state.withLock { $0.values.count } }
}

/// What this process remembers of decoded certificates and lists, for those who measure what remembering is worth.
package enum DecodedObjectMemory {
    /// Forgets everything, as if the process had just started.
    package static func forgetAll() {
        Certificate.decoded.forget()
        CertificateList.decoded.forget()
    }
}
