import Foundation

/// Small images of every kind, written by Pillow together with the pixels that it reads back from them.
enum ReferenceImages {
    /// Writes NAME (the file) and NAME.raw (its samples) into the folder given.
    static let script = """
        import sys, os
        import numpy as np
        from PIL import Image, TiffImagePlugin
        folder = sys.argv[1]
        rng = np.random.default_rng(7)
        grey = Image.fromarray(rng.integers(0, 256, (61, 83), dtype=np.uint8))
        rgb = Image.fromarray(rng.integers(0, 256, (61, 83, 3), dtype=np.uint8))
        rgba = Image.fromarray(rng.integers(0, 256, (61, 83, 4), dtype=np.uint8), "RGBA")
        ga = Image.merge("LA", (grey, grey.transpose(Image.FLIP_LEFT_RIGHT)))
        bits = grey.point(lambda v: 255 * (v > 127)).convert("1", dither=0)
        deep = Image.fromarray(rng.integers(0, 65536, (61, 83), dtype=np.uint16))
        palette = rgb.quantize(64)
        smooth = Image.linear_gradient("L").resize((83, 61))

        def put(name, image, raw, **options):
            image.save(os.path.join(folder, name), **options)
            open(os.path.join(folder, name + ".raw"), "wb").write(raw)

        for kind in ["raw", "tiff_lzw", "packbits", "tiff_adobe_deflate"]:
            put(f"grey-{kind}.tif", grey, grey.tobytes(), compression=kind, dpi=(300, 300))
            put(f"rgb-{kind}.tif", rgb, rgb.tobytes(), compression=kind, dpi=(200, 100))
            put(f"bits-{kind}.tif", bits, bits.tobytes(), compression=kind)
        for kind in ["group3", "group4"]:
            put(f"bits-{kind}.tif", bits, bits.tobytes(), compression=kind, dpi=(300, 300))
        white = {262: 0}
        put("bits-white-is-zero.tif", bits, bits.tobytes(), compression="group4", tiffinfo=white)
        put("deep.tif", deep, deep.tobytes(), compression="tiff_lzw")
        put("palette.tif", palette, palette.convert("RGB").tobytes(), compression="tiff_lzw")
        cm = TiffImagePlugin.ImageFileDirectory_v2()
        cm[282], cm[283], cm[296] = 118.11, 118.11, 3
        cm[274] = 6
        put("centimetres.tif", grey, grey.tobytes(), compression="raw", tiffinfo=cm)
        grey.save(os.path.join(folder, "pages.tif"), save_all=True, append_images=[rgb, bits], compression="tiff_lzw")

        put("grey.png", grey, grey.tobytes(), dpi=(300, 300))
        put("rgb.png", rgb, rgb.tobytes())
        put("rgba.png", rgba, rgba.tobytes())
        put("grey-alpha.png", ga, ga.tobytes())
        put("bits.png", bits, bits.tobytes())
        put("palette.png", palette, palette.convert("RGB").tobytes())

        exif = Image.Exif()
        exif[0x0112], exif[0x011A], exif[0x011B], exif[0x0128] = 8, 240, 120, 2
        smooth.save(os.path.join(folder, "exif.jpg"), exif=exif)
        smooth.save(os.path.join(folder, "grey.jpg"), dpi=(300, 300))
        Image.merge("CMYK", [smooth] * 4).save(os.path.join(folder, "cmyk.jpg"))
        smooth.convert("RGB").save(os.path.join(folder, "progressive.jpg"), progressive=True)
        """

    /// A fresh folder with all of them.
    static let folder: URL? = {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("raster-\(UUID().uuidString)")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return (try? Python.run(script, folder.path)) == nil ? nil : folder
    }()

    struct Missing: Error {}

    static func file(_ name: String) throws -> [UInt8] {
        guard let folder else { throw Missing() }
        return try [UInt8](Data(contentsOf: folder.appendingPathComponent(name)))
    }
}
