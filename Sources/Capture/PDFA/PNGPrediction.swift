/// Filtering of samples before Flate (ISO/IEC 15948, 9.4: the Paeth filter), which halves the size of scanned greys
/// and colours.
enum PNGPrediction {
    /// Rows with a leading filter type each, as predictor 15 reads them.
    ///
    /// - Parameter pixelBytes: bytes of a pixel, at least 1.
    static func paeth(_ samples: [UInt8], rowBytes: Int, pixelBytes: Int) -> [UInt8] {
        guard rowBytes > 0, pixelBytes > 0 else { return samples }
        let rows = samples.count / rowBytes
        return [UInt8](unsafeUninitializedCapacity: rows * (rowBytes + 1)) { output, count in
            samples.withUnsafeBufferPointer { input in
                var at = 0
                for row in 0..<rows {
                    let start = row * rowBytes
                    output[at] = 4
                    at += 1
                    for column in 0..<rowBytes {
                        let left = column >= pixelBytes ? Int(input[start + column - pixelBytes]) : 0
                        let up = row > 0 ? Int(input[start + column - rowBytes]) : 0
                        let corner =
                            row > 0 && column >= pixelBytes ? Int(input[start + column - rowBytes - pixelBytes]) : 0
                        output[at] = input[start + column] &- predicted(left, up, corner)
                        at += 1
                    }
                }
            }
            count = rows * (rowBytes + 1)
        }
    }

    private static func predicted(_ a: Int, _ b: Int, _ c: Int) -> UInt8 {
        let (pa, pb, pc) = (abs(b - c), abs(a - c), abs(a + b - 2 * c))
        if pa <= pb, pa <= pc { return UInt8(truncatingIfNeeded: a) }
        return UInt8(truncatingIfNeeded: pb <= pc ? b : c)
    }
}
