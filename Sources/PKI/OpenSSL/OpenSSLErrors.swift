import COpenSSL

/// Empties the calling thread's error queue and returns what it said, the first cause first. Call it in the same
/// synchronous function as the failed call: the queue belongs to the thread, and an `await` may change threads.
func drainOpenSSLErrors() -> String {
    var reasons: [String] = []
    var data: UnsafePointer<CChar>?
    var flags: Int32 = 0
    while true {
        let code = ERR_get_error_all(nil, nil, nil, &data, &flags)
        if code == 0 { break }
        var text = ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
        if flags & ERR_TXT_STRING != 0, let data, data.pointee != 0 { text += ": " + String(cString: data) }
        reasons.append(text)
    }
    return reasons.isEmpty ? "no reason given" : reasons.joined(separator: "; ")
}
