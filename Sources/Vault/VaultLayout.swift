/// Where everything of a vault stands.
struct VaultLayout: Sendable {
    let path: String

    init(_ path: String) { self.path = path }

    static let names = ["vault.yaml", "vault.yaml.new", "secret", "secret.new", "volumes", "log"] + databases
    private static let databases = ["ledger.db", "index.db"].flatMap {
        [$0, "\($0)-wal", "\($0)-shm", "\($0)-journal"]
    }

    var description: String { "\(path)/vault.yaml" }
    var secret: String { "\(path)/secret" }
    var ledger: String { "\(path)/ledger.db" }
    var index: String { "\(path)/index.db" }
    var log: String { "\(path)/log" }
    func root(_ volume: String) -> String { "\(path)/volumes/\(volume)/root" }
    func staging(_ volume: String) -> String { "\(path)/volumes/\(volume)/staging" }
}
