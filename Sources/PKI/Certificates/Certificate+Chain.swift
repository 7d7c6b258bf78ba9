extension Certificate {
    /// The certificates above this one as far as `pool` holds them, the issuer first; strangers are left out. Where
    /// several would do, as after an authority's renewal, the newest is taken.
    package func chain(from pool: [Certificate]) -> [Certificate] {
        var rest = pool.filter { $0 != self }
        var chain: [Certificate] = []
        var current = self
        while !current.isSelfSigned {
            let issuers = rest.filter { current.isSigned(by: $0) }
            guard let issuer = issuers.max(by: { $0.notBefore < $1.notBefore }) else { break }
            chain.append(issuer)
            rest.removeAll { $0 == issuer }
            current = issuer
        }
        return chain
    }
}
