import Records

/// What a scan must be to be accepted (TT 05/2025/TT-BNV Đ8, NĐ 30/2020 Appendix I): limits with their legal basis.
public struct ScanRequirements: Sendable, Hashable {
    /// Pixels per inch below which a page is set aside.
    public var minimumDPI: Double
    /// The law behind it.
    public var minimumDPIBasis: LegalBasis
    /// Pages of one document above which a person must look.
    public var maximumPages: Int
    /// Bytes of one source file above which it is set aside.
    public var maximumBytes: Int

    /// All parts as given.
    public init(minimumDPI: Double, minimumDPIBasis: LegalBasis, maximumPages: Int, maximumBytes: Int) {
        (self.minimumDPI, self.minimumDPIBasis) = (minimumDPI, minimumDPIBasis)
        (self.maximumPages, self.maximumBytes) = (maximumPages, maximumBytes)
    }
}
