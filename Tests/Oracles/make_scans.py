"""Writes one small scan of every kind that Capture takes (and several that it refuses) into a folder.

make_scans.py OUT   prints one JSON line per file: {"file", "accept", "code"}
"""
import io
import json
import pathlib
import struct
import sys

import img2pdf
import numpy as np
import pikepdf
from PIL import Image, ImageCms, ImageDraw, TiffImagePlugin

OUT = pathlib.Path(sys.argv[1])
W, H = 640, 820


def picture(mode="RGB", seed=7):
    rng = np.random.default_rng(seed)
    page = Image.new("RGB", (W, H), (250, 248, 240))
    draw = ImageDraw.Draw(page)
    draw.rectangle((40, 60, 260, 90), fill=(10, 10, 10))
    draw.ellipse((380, 560, 560, 740), outline=(200, 20, 30), width=9)
    draw.line((60, 200, 600, 260), fill=(20, 40, 160), width=5)
    for row in range(300, 540, 24):
        draw.rectangle((60, row, 60 + int(rng.integers(200, 500)), row + 8), fill=(30, 30, 30))
    noise = rng.integers(-4, 5, (H, W, 3))
    page = Image.fromarray(np.clip(np.asarray(page) + noise, 0, 255).astype("uint8"))
    if mode == "1":
        return page.convert("L").point(lambda v: 255 if v > 128 else 0).convert("1")
    return page.convert(mode)


def note(name, accept=True, code=None):
    print(json.dumps({"file": name, "accept": accept, "code": code}))


def save(name, image, accept=True, code=None, **options):
    image.save(OUT / name, **options)
    note(name, accept, code)


def jpegs():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    rgb = picture()
    save("colour.jpg", rgb, quality=80, dpi=(300, 300))
    save("grey.jpg", picture("L"), quality=80, dpi=(200, 200))
    save("progressive.jpg", rgb, quality=80, dpi=(300, 300), progressive=True)
    save("cmyk.jpg", picture("CMYK"), quality=85, dpi=(300, 300))
    save("icc.jpg", rgb, quality=80, dpi=(300, 300), icc_profile=srgb)
    for orientation in range(2, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        exif[0x011A] = TiffImagePlugin.IFDRational(300, 1)
        exif[0x011B] = TiffImagePlugin.IFDRational(300, 1)
        exif[0x0128] = 2
        save(f"exif{orientation}.jpg", rgb, quality=90, exif=exif)
    whole = (OUT / "colour.jpg").read_bytes()
    for name, data, code in [
        ("cut.jpg", whole[: len(whole) * 6 // 10], "IMAGE_TRUNCATED"),
        ("empty.jpg", b"", "FILE_EMPTY"),
        ("text.jpg", b"not a picture", "FORMAT_UNSUPPORTED"),
        ("headless.jpg", whole[:200] + b"\xff\xd9", "IMAGE_TRUNCATED"),
    ]:
        (OUT / name).write_bytes(data)
        note(name, False, code)
    save("72dpi.jpg", rgb, False, "RESOLUTION_TOO_LOW", quality=80, dpi=(72, 72))
    save("silent.jpg", rgb, True, "RESOLUTION_UNKNOWN", quality=80)


def pngs():
    dpi = (300, 300)
    save("grey.png", picture("L"), dpi=dpi)
    save("rgb.png", picture(), dpi=dpi)
    save("bilevel.png", picture("1"), dpi=dpi)
    palette = picture().quantize(40)
    save("palette.png", palette, dpi=dpi)
    save("palette-clear.png", palette, dpi=dpi, transparency=bytes([0] * 3 + [128] + [255] * 36))
    save("sixteen.png", Image.fromarray(np.asarray(picture("L")).astype("uint16") * 257), dpi=dpi)
    clear = picture("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize((W, H)))
    save("alpha.png", clear, dpi=dpi)
    whole = (OUT / "grey.png").read_bytes()
    (OUT / "cut.png").write_bytes(whole[: len(whole) // 2])
    note("cut.png", False, "IMAGE_TRUNCATED")
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    (OUT / "flipped.png").write_bytes(flipped)
    note("flipped.png", False, "IMAGE_UNREADABLE")


def fill_order_2(data):
    """Rewrites a little-endian single-strip TIFF so that the lowest bit comes first."""
    data = bytearray(data)
    at = struct.unpack_from("<I", data, 4)[0]
    fields = {}
    for i in range(struct.unpack_from("<H", data, at)[0]):
        tag, kind, count, value = struct.unpack_from("<HHII", data, at + 2 + 12 * i)
        fields[tag] = (value, at + 2 + 12 * i)
    start, length = fields[273][0], fields[279][0]
    data[start : start + length] = bytes(int(f"{b:08b}"[::-1], 2) for b in data[start : start + length])
    where = fields[266][1] if 266 in fields else None
    assert where, "no FillOrder tag to change"
    struct.pack_into("<HHII", data, where, 266, 3, 1, 2)
    return bytes(data)


def tiffs():
    dpi = (300, 300)
    bilevel, second = picture("1"), picture("1", seed=8)
    save("g4.tif", bilevel, compression="group4", dpi=dpi, save_all=True, append_images=[second])
    for rows in (100, 820):
        info = TiffImagePlugin.ImageFileDirectory_v2()
        info[278] = rows
        info[266] = 1
        save(f"g4-rows{rows}.tif", bilevel, compression="group4", dpi=dpi, tiffinfo=info)
    (OUT / "g4-fillorder2.tif").write_bytes(fill_order_2((OUT / "g4-rows820.tif").read_bytes()))
    note("g4-fillorder2.tif")
    white = TiffImagePlugin.ImageFileDirectory_v2()
    white[262] = 0
    save("g4-minwhite.tif", bilevel, compression="group4", dpi=dpi, tiffinfo=white)
    save("g3.tif", bilevel, compression="group3", dpi=dpi)
    save("rle.tif", bilevel, compression="tiff_ccitt", dpi=dpi)
    save("raw-bilevel.tif", bilevel, dpi=dpi)
    save("raw-minwhite.tif", bilevel, dpi=dpi, tiffinfo=white)
    save("raw-grey.tif", picture("L"), dpi=dpi)
    save("raw-rgb.tif", picture(), dpi=dpi)
    save("packbits.tif", picture("1"), compression="packbits", dpi=dpi)
    save("cm.tif", picture("L"), resolution_unit=3, x_resolution=118.11, y_resolution=118.11)
    one = TiffImagePlugin.ImageFileDirectory_v2()
    one[278] = H
    save("deflate.tif", picture("L"), compression="tiff_adobe_deflate", dpi=dpi, tiffinfo=one)
    save("lzw.tif", picture(), compression="tiff_lzw", dpi=dpi)
    picture().save(OUT / "jpeg-in.tif", compression="jpeg", dpi=dpi)
    note("jpeg-in.tif")
    save("palette.tif", picture().quantize(64), dpi=dpi)
    whole = (OUT / "g4.tif").read_bytes()
    (OUT / "cut.tif").write_bytes(whole[: len(whole) // 3])
    note("cut.tif", False, "IMAGE_TRUNCATED")


def pdf_note(name, pdf, **kwargs):
    pdf.save(OUT / name, deterministic_id=True)
    note(name, **kwargs)


def pdfs():
    for name, sources in {"scan-jpeg.pdf": ["colour.jpg", "grey.jpg"], "scan-png.pdf": ["grey.png"],
                          "scan-g4.pdf": ["g4.tif"], "scan-cmyk.pdf": ["cmyk.jpg"]}.items():
        (OUT / name).write_bytes(img2pdf.convert([str(OUT / s) for s in sources]))
        note(name)
    for turn in (90, 180, 270):
        with pikepdf.open(OUT / "scan-jpeg.pdf") as pdf:
            pdf.pages[0].Rotate = turn
            pdf_note(f"scan-rotate{turn}.pdf", pdf)
    with pikepdf.open(OUT / "scan-jpeg.pdf") as pdf:
        pdf.save(OUT / "encrypted.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
        note("encrypted.pdf", False, "PDF_ENCRYPTED")
    whole = (OUT / "scan-jpeg.pdf").read_bytes()
    (OUT / "cut.pdf").write_bytes(whole[: len(whole) * 7 // 10])
    note("cut.pdf", False, "PDF_UNREADABLE")
    for turn in (0, 90, 180, 270):
        pdf = pikepdf.new()
        font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                                                    BaseFont=pikepdf.Name.Helvetica))
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Rotate = turn
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pdf.make_stream(b"BT /F 18 Tf 60 760 Td (Quyet dinh so 12/QD) Tj ET 20 20 555 802 re S")
        pdf_note(f"born-rotate{turn}.pdf", pdf)


jpegs()
pngs()
tiffs()
pdfs()
