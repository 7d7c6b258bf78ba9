import Records

/// What a scan must be.
struct ScanPart {
    var requirements: ScanRequirements?
    var effective: EffectivePeriod?

    private enum Key: String, CaseIterable { case effective, minimumDPI, maximumPages, maximumMegabytes }
    private enum LimitKey: String, CaseIterable { case value, basis }

    init(_ root: YAMLValue, _ problems: inout [ProfileProblem]) {
        guard let file = YAMLMapping(root, keys: Key.self, &problems) else { return }
        effective = file.required(.effective, &problems)?.effectivePeriod(&problems)
        let limit = file.required(.minimumDPI, &problems).flatMap { YAMLMapping($0, keys: LimitKey.self, &problems) }
        let dpi = limit?.number(.value, 50...2400, &problems)
        let basis = limit?.required(.basis, &problems)?.legalBasis(&problems)
        let pages = file.number(.maximumPages, 1...100_000, &problems)
        let megabytes = file.number(.maximumMegabytes, 1...4096, &problems)
        guard let dpi, let basis, let pages, let megabytes else { return }
        requirements = ScanRequirements(
            minimumDPI: dpi, minimumDPIBasis: basis, maximumPages: Int(pages),
            maximumBytes: Int(megabytes * 1_048_576))
    }
}
