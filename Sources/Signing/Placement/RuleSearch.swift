import PDFSyntax
import Profiles

/// Turns rules into ideal places on one page, for a signature of one size.
struct RuleSearch {
    let page: VisiblePage
    let anchors: AnchorSearch
    let width: Double
    let height: Double
    let values: SignatureValues
    let others: [String: VisibleBox]

    /// Printers leave so much of the edge white.
    private static let unprintable = 3.0
    /// How far from its anchor a signature still belongs to it.
    private static let farthest = 40.0

    /// The places to try, best first; none when the page has not what the rule stands by.
    func candidates(_ rule: PlacementRule) -> [PlacementCandidate] {
        switch rule {
        case .corner(let corner, let horizontal, let vertical): [self.corner(corner, horizontal, vertical)]
        case .beside(let text, let side, let occurrence, let gap):
            one(places(text), occurrence).map { [beside($0, side, gap)] } ?? []
        case .between(.across(let left, let right), let occurrence, let covers):
            across(places(left), places(right), occurrence).map { [inGap($0.0, $0.1, covers)] } ?? []
        case .between(.down(let above, let below), let occurrence, let covers):
            down(places(above), places(below), occurrence).map { [inStack($0.0, $0.1, covers)] } ?? []
        case .absolute(let x, let y, let boxWidth, let boxHeight):
            [exactly(VisibleBox(x: x, y: y, width: boxWidth, height: boxHeight))]
        case .overlapping(let name, let share, let side):
            others[name].map { [overlapping($0, share, side)] } ?? []
        }
    }

    private func places(_ text: SignatureText) -> [VisibleBox] {
        guard let filled = try? values.fill(text) else { return [] }
        return anchors.places(of: filled)
    }

    private func one(_ boxes: [VisibleBox], _ occurrence: PlacementRule.Occurrence) -> VisibleBox? {
        occurrence == .first ? boxes.first : boxes.last
    }

    /// Moves inwards along both edges, and outwards as far as printers print; stays in its quarter.
    private func corner(
        _ corner: PlacementRule.Corner, _ horizontal: Double, _ vertical: Double
    ) -> PlacementCandidate {
        let isLeft = corner == .topLeft || corner == .bottomLeft
        let isTop = corner == .topLeft || corner == .topRight
        let inward = max(0, page.width / 2 - horizontal - width)
        let outward = max(0, horizontal - Self.unprintable)
        let deeper = max(0, page.height / 4 - vertical)
        let nearer = max(0, vertical - Self.unprintable)
        return PlacementCandidate(
            ideal: VisibleBox(
                x: isLeft ? horizontal : page.width - horizontal - width,
                y: isTop ? vertical : page.height - vertical - height, width: width, height: height),
            reach: .init(
                across: isLeft ? -outward...inward : -inward...outward,
                down: isTop ? -nearer...deeper : -deeper...nearer), clearance: 1)
    }

    private func beside(_ anchor: VisibleBox, _ side: PlacementRule.Side, _ gap: Double) -> PlacementCandidate {
        let (far, near) = (Self.farthest, 2.0)
        switch side {
        case .right:
            return PlacementCandidate(
                ideal: .around(x: anchor.right + gap + width / 2, y: anchor.middleY, width: width, height: height),
                reach: .init(across: 0...far, down: -near...near))
        case .left:
            return PlacementCandidate(
                ideal: .around(x: anchor.x - gap - width / 2, y: anchor.middleY, width: width, height: height),
                reach: .init(across: -far...0, down: -near...near))
        case .below:
            return PlacementCandidate(
                ideal: .around(x: anchor.middleX, y: anchor.bottom + gap + height / 2, width: width, height: height),
                reach: .init(across: -far / 2...far / 2, down: 0...far))
        case .above:
            return PlacementCandidate(
                ideal: .around(x: anchor.middleX, y: anchor.y - gap - height / 2, width: width, height: height),
                reach: .init(across: -far / 2...far / 2, down: -far...0))
        }
    }

    /// On the line of both, in the middle of the gap.
    private func inGap(_ left: VisibleBox, _ right: VisibleBox, _ covers: Bool) -> PlacementCandidate {
        let spare = max(0, (right.x - left.right - width) / 2)
        return PlacementCandidate(
            ideal: .around(
                x: (left.right + right.x) / 2, y: (left.middleY + right.middleY) / 2, width: width, height: height),
            reach: .init(across: -spare...spare, down: -1...1), mayCover: covers ? [left, right] : [])
    }

    /// Centred on both, half-way from one to the other.
    private func inStack(_ above: VisibleBox, _ below: VisibleBox, _ covers: Bool) -> PlacementCandidate {
        let spare = max(0, (below.y - above.bottom - height) / 2)
        let play = covers ? max(spare, 8) : spare
        return PlacementCandidate(
            ideal: .around(
                x: (above.middleX + below.middleX) / 2, y: (above.bottom + below.y) / 2, width: width, height: height),
            reach: .init(across: -15...15, down: -play...play), mayCover: covers ? [above, below] : [])
    }

    /// In the middle of the box, never elsewhere; beyond the box there is no place.
    private func exactly(_ box: VisibleBox) -> PlacementCandidate {
        PlacementCandidate(
            ideal: .around(x: box.middleX, y: box.middleY, width: width, height: height),
            reach: .init(across: 0...0, down: 0...0))
    }

    /// Over a share of the other's width, give or take a twentieth: the law says "khoảng 1/3". The lines of the other's
    /// block, title over and name under it, may be covered as they are by hand.
    private func overlapping(_ other: VisibleBox, _ share: Double, _ side: PlacementRule.Side) -> PlacementCandidate {
        let covered = other.width * share
        let x = side == .left ? other.x + covered - width : other.right - covered
        // Up or down it still covers three quarters of the other's height.
        let play = (across: other.width / 20, down: max(0, height - other.height) / 2 + other.height / 4)
        let block = anchors.lineBoxes.filter { line in
            abs(line.middleX - other.middleX) <= 15 && line.y <= other.bottom + 12 && line.bottom >= other.y - 12
        }
        return PlacementCandidate(
            ideal: VisibleBox(x: x, y: other.middleY - height / 2, width: width, height: height),
            reach: .init(across: -play.across...play.across, down: -play.down...play.down),
            mayCover: [other] + block)
    }

    /// A pair on one line, the right one nearest after the left one; of several pairs the first or the last.
    private func across(
        _ lefts: [VisibleBox], _ rights: [VisibleBox], _ occurrence: PlacementRule.Occurrence
    ) -> (VisibleBox, VisibleBox)? {
        let pairs = lefts.compactMap { left -> (VisibleBox, VisibleBox)? in
            rights.filter { right in
                right.x >= left.right - 0.5
                    && min(right.bottom, left.bottom) - max(right.y, left.y) >= min(right.height, left.height) / 2
            }.min { $0.x < $1.x }.map { (left, $0) }
        }
        return occurrence == .first ? pairs.first : pairs.last
    }

    /// A pair in one column, the upper one nearest over the lower one.
    private func down(
        _ aboves: [VisibleBox], _ belows: [VisibleBox], _ occurrence: PlacementRule.Occurrence
    ) -> (VisibleBox, VisibleBox)? {
        let pairs = belows.compactMap { below -> (VisibleBox, VisibleBox)? in
            aboves.filter { above in
                above.bottom <= below.y + 0.5 && abs(above.middleX - below.middleX) <= Self.farthest / 2
            }.max { $0.y < $1.y }.map { ($0, below) }
        }
        return occurrence == .first ? pairs.first : pairs.last
    }
}
