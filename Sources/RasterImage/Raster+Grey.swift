extension Raster {
    /// The same page in 8-bit grey (ITU-R BT.601 luma); what is transparent shows white paper.
    public func grey() -> Raster {
        if model == .grey, bitsPerSample == 8 { return self }
        let grey = [UInt8](unsafeUninitializedCapacity: width * height) { target, count in
            bytes.withUnsafeBufferPointer { source in
                if bitsPerSample == 1 {
                    unpack(source, into: target)
                } else {
                    // Of 16 bits the high byte counts.
                    let sample = bitsPerSample / 8
                    let pixel = sample * model.channels
                    for index in 0..<(width * height) {
                        target[index] = Self.luma(source, at: index * pixel, step: sample, model)
                    }
                }
            }
            count = width * height
        }
        return Raster(of: self, .grey, 8, grey)
    }

    private func unpack(_ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>) {
        for y in 0..<height {
            let (from, to) = (y * rowBytes, y * width)
            for x in 0..<width {
                target[to + x] = source[from + x >> 3] & (0x80 >> UInt8(truncatingIfNeeded: x & 7)) == 0 ? 0 : 255
            }
        }
    }

    private static func luma(
        _ source: UnsafeBufferPointer<UInt8>, at start: Int, step: Int, _ model: ColourModel
    ) -> UInt8 {
        func value(_ channel: Int) -> Int { Int(source[start + channel * step]) }
        func luma(_ red: Int, _ green: Int, _ blue: Int) -> Int { (299 * red + 587 * green + 114 * blue + 500) / 1000 }
        func over(_ grey: Int, alpha: Int) -> Int { (grey * alpha + 255 * (255 - alpha) + 127) / 255 }
        let grey =
            switch model {
            case .grey: value(0)
            case .greyAlpha: over(value(0), alpha: value(1))
            case .rgb: luma(value(0), value(1), value(2))
            case .rgba: over(luma(value(0), value(1), value(2)), alpha: value(3))
            case .cmyk: luma(255 - value(0), 255 - value(1), 255 - value(2)) * (255 - value(3)) / 255
            }
        return UInt8(clamping: grey)
    }

    /// The same page with 1-bit samples: what is darker than middle grey becomes black. Meant for pages that hold
    /// nothing but black and white.
    func packed() -> Raster {
        let source = grey()
        let rowBytes = (width + 7) / 8
        var packed = [UInt8](repeating: 0, count: rowBytes * height)
        for y in 0..<height {
            for x in 0..<width where source.bytes[y * width + x] >= 128 {
                packed[y * rowBytes + x >> 3] |= 0x80 >> UInt8(x & 7)
            }
        }
        return Raster(of: self, .grey, 1, packed)
    }
}
