import Records

/// The signer: the name under the signer's authority and title in the right half of the page (NĐ 30/2020 Appendix I,
/// box 7).
enum SignatureBlockRule {
    private static let authorities = ["tm", "kt", "tl", "tuq", "q"]
    private static let titles = [
        "chu tich", "giam doc", "truong phong", "cuc truong", "vu truong", "bo truong", "chanh", "truong ban",
        "hieu truong", "cong chuc", "nguoi ky", "thu truong", "truong", "pho",
    ]

    /// The last name that stands under a title; appendix pages have none.
    static func signer(_ text: PageText) -> (value: String, run: TextRun)? {
        for run in text.runs.reversed() where run.isPersonName && !run.isUpperCase && isRight(run, text) {
            let above = text.runs.last { other in
                other.page == run.page && other.box.y1 <= run.box.y0 + 2 && isRight(other, text)
                    && other.box.x0 < run.box.x1 && other.box.x1 > run.box.x0
            }
            if let above, above.isUpperCase, isTitle(above) { return (run.text, run) }
        }
        return nil
    }

    private static func isRight(_ run: TextRun, _ text: PageText) -> Bool {
        guard text.sizes.indices.contains(run.page - 1) else { return false }
        return (run.box.x0 + run.box.x1) / 2 > text.sizes[run.page - 1].width / 2
    }

    private static func isTitle(_ run: TextRun) -> Bool {
        let text = run.comparable
        return authorities.contains(run.folded.first ?? "") || titles.contains { text.contains($0) }
    }
}
