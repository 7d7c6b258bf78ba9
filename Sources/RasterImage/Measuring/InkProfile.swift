import Records

/// Where a page has ink and where it is free, in pixels of the page as stored: what Capture plans the header rows by.
public struct InkProfile: Sendable, Hashable, Codable {
    /// Pixels in a row.
    public var width: Int
    /// Rows.
    public var height: Int
    /// Rows without ink at the top. Ink within 2 mm of the left and right edges, where scanners leave shadows, does
    /// not count.
    public var freeTop: Int
    /// Likewise at the bottom.
    public var freeBottom: Int
    /// Columns without ink at the left; ink within 2 mm of the top and bottom edges does not count.
    public var freeLeft: Int
    /// Likewise at the right.
    public var freeRight: Int
    /// Part (0…1) of the page that carries ink.
    public var inkFraction: Double
    /// 0 black … 255 white.
    public var meanLuminance: Double
    /// No ink at all further than 5 mm from the edges. Errs towards false: a page with a pencil note, a page number or
    /// the back of the text shining through is not blank.
    public var isBlank: Bool
    /// Which places are free.
    public var map: InkMap

    /// Measures a page of any colour model.
    ///
    /// - Parameter dpi: pixels per inch of `page`, 20…10 000. When the file does not say, the caller assumes one.
    public init(of page: Raster, dpi: Double) {
        let dpi = dpi.isFinite ? max(20, min(dpi, 10_000)) : 100
        let grey = page.grey()
        // At most 150 dpi, at least 75.
        let plane = GreyPlane(grey, reduction: max(1, Int(dpi / 75)))
        let mask = InkMask(plane)
        func samples(millimetres: Double) -> Int {
            Int((millimetres / 25.4 * dpi / Double(plane.reduction)).rounded(.up))
        }
        let rows = mask.inkPerRow(leavingOut: samples(millimetres: 2))
        let columns = mask.inkPerColumn(leavingOut: samples(millimetres: 2))
        func pixels(_ free: Int?, of all: Int) -> Int { free.map { $0 * plane.reduction } ?? all }
        (width, height) = (page.width, page.height)
        freeTop = pixels(rows.firstIndex { $0 > 0 }, of: height)
        freeBottom = pixels(rows.reversed().firstIndex { $0 > 0 }, of: height)
        freeLeft = pixels(columns.firstIndex { $0 > 0 }, of: width)
        freeRight = pixels(columns.reversed().firstIndex { $0 > 0 }, of: width)
        inkFraction = Double(mask.ink.reduce(0) { $0 + Int($1) }) / Double(max(mask.ink.count, 1))
        meanLuminance = Double(plane.samples.reduce(0) { $0 + Int($1) }) / Double(max(plane.samples.count, 1))
        let edge = samples(millimetres: 5)
        isBlank = mask.inkPerRow(leavingOut: edge).dropFirst(edge).dropLast(edge).allSatisfy { $0 == 0 }
        map = InkMap(mask, cell: max(1, samples(millimetres: 2)))
    }

    /// The free band at the top as a part (0…1) of the page's height.
    public var freeTopFraction: Double { Double(freeTop) / Double(max(height, 1)) }
}

extension InkMask {
    /// Pixels of ink in each row, `margin` pixels at the left and right edges left out.
    func inkPerRow(leavingOut margin: Int) -> [Int] {
        guard 2 * margin < width else { return Array(repeating: 0, count: height) }
        return (0..<height).map { y in
            ink[(y * width + margin)..<(y * width + width - margin)].reduce(0) { $0 + Int($1) }
        }
    }

    /// Pixels of ink in each column, `margin` pixels at the top and bottom edges left out.
    func inkPerColumn(leavingOut margin: Int) -> [Int] {
        var columns = [Int](repeating: 0, count: width)
        guard 2 * margin < height else { return columns }
        for y in margin..<(height - margin) {
            for x in 0..<width { columns[x] += Int(ink[y * width + x]) }
        }
        return columns
    }
}
