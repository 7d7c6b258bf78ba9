/// The fixed names inside an object.
enum ObjectFile {
    static let result = "result.pdf"
    static let record = "record.json"
    static let premis = "premis.xml"
    static let scans = "scan/"
    /// Those that the vault itself writes.
    static let ours: Set<String> = [record, premis]
}
