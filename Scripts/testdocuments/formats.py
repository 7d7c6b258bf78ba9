"""Bytes of the file formats scanners deliver, each with its resolution where that format keeps it."""

import hashlib
import io

from PIL import Image

X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT, INCHES = 0x011A, 0x011B, 0x0128, 2


def jpeg(image: Image.Image, dpi: int, quality: int = 75, progressive: bool = False) -> bytes:
    """JPEG with JFIF density; CMYK has no JFIF header, so there the density is in Exif, as editors write it."""
    out = io.BytesIO()
    options: dict[str, object] = {"dpi": (dpi, dpi)}
    if image.mode == "CMYK":
        exif = Image.Exif()
        exif[X_RESOLUTION], exif[Y_RESOLUTION], exif[RESOLUTION_UNIT] = dpi, dpi, INCHES
        options = {"exif": exif}
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=progressive, **options)
    return out.getvalue()


def png(image: Image.Image, dpi: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(dpi, dpi), optimize=True)
    return out.getvalue()


def tiff(pages: list[Image.Image], dpi: int, compression: str) -> bytes:
    """Multi-page TIFF; `compression` is group4 (bilevel) or tiff_lzw (grey)."""
    out = io.BytesIO()
    pages[0].save(out, "TIFF", compression=compression, dpi=(dpi, dpi), save_all=True, append_images=pages[1:])
    return out.getvalue()


def image_pdf(pages: list[tuple[bytes, tuple[int, int]]], dpi: int) -> bytes:
    """A scanner's image-only PDF: one JPEG per page, untouched, the page exactly as large as the image at `dpi`."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for data, (width, height) in pages:
        first = len(objects) + 1
        kids.append(f"{first} 0 R")
        box = f"{width * 72 / dpi:.3f} {height * 72 / dpi:.3f}"
        content = f"q {box.split()[0]} 0 0 {box.split()[1]} 0 0 cm /Im0 Do Q\n".encode()
        objects.append(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {box}] /Contents {first + 1} 0 R "
                f"/Resources << /XObject << /Im0 {first + 2} 0 R >> >> >>"
            ).encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
        objects.append(
            (
                f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB "
                f"/BitsPerComponent 8 /Filter /DCTDecode /Length {len(data)} >>\nstream\n"
            ).encode()
            + data
            + b"\nendstream"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(b"<< /Producer (Network scanner) /CreationDate (D:20260311083000+07'00') >>")

    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    identity = hashlib.sha256(bytes(out)).hexdigest()[:32]
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R "
        f"/ID [<{identity}> <{identity}>] >>\nstartxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(out)
