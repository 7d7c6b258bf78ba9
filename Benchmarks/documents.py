"""Makes what is measured: scans of a drawn page, and PDFs around such scans. Same bytes on every run, no real person."""

import csv
import io
from pathlib import Path

import img2pdf
import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
A4_MM = (210, 297)
COLUMNS = [
    "file", "dossier", "procedure", "documentType", "title", "number", "notation", "issuedDate", "ownerType", "ownerId",
    "ownerName", "agency",
]  # fmt: skip


def page(number: int, dpi: int, grain: float) -> Image.Image:
    """A page of text on paper; `grain` is the scanner's noise, which decides how well a JPEG packs."""
    random = np.random.default_rng(number)
    width, height = (round(side / 25.4 * dpi) for side in A4_MM)
    paper = random.normal(244, grain, (height, width, 3)).clip(0, 255).astype("uint8")
    picture = Image.fromarray(paper)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, round(dpi * 13 / 72))
    for line in range(34):
        y = dpi * (1.6 + line * 0.28)
        pen.text((dpi, y), f"{number}-{line}: Căn cứ quy định về cấp giấy phép xây dựng nhà ở riêng lẻ;", (20, 20, 30), font)
    return picture


def jpeg(picture: Image.Image, dpi: int, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, dpi=(dpi, dpi))
    return out.getvalue()


def pdfs(folder: Path, count: int, name: str, dpi: int, grain: float, quality: int) -> list[Path]:
    """PDFs of one page, one JPEG each."""
    folder.mkdir(parents=True)
    paths = [folder / f"{name}-{number:03d}.pdf" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(img2pdf.convert(jpeg(page(number, dpi, grain), dpi, quality), nodate=True))
    return paths


def huge(path: Path, size: int) -> None:
    """A PDF of one empty page and an attachment of `size` bytes."""
    with open(path, "wb") as file:
        offsets = []

        def add(start: bytes) -> None:
            offsets.append(file.tell())
            file.write(b"%d 0 obj\n" % len(offsets) + start)

        file.write(b"%PDF-1.7\n")
        add(b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(data) 4 0 R] >> >> >>\nendobj\n")
        add(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n")
        add(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n")
        add(b"<< /Type /Filespec /F (data) /UF (data) /EF << /F 5 0 R >> >>\nendobj\n")
        add(b"<< /Type /EmbeddedFile /Length %d >>\nstream\n" % size)
        block = np.random.default_rng(5).bytes(1 << 20)
        for start in range(0, size, len(block)):
            file.write(block[: size - start])
        file.write(b"\nendstream\nendobj\n")
        table = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
        file.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
        file.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, table))


def scans(folder: Path, count: int) -> list[Path]:
    """A batch folder: of five documents three colour JPEGs, a bilevel TIFF and a grey PNG, all in the manifest."""
    folder.mkdir(parents=True)
    rows, paths = [], []
    for number in range(count):
        kind = number % 5
        picture = page(10_000 + number, 200, 3)
        if kind < 3:
            path = folder / f"{number:04d}.jpg"
            path.write_bytes(jpeg(picture, 200, 80))
        elif kind == 3:
            path = folder / f"{number:04d}.tif"
            picture.convert("L").point(lambda sample: 255 * (sample > 150)).convert("1").save(
                path, compression="group4", dpi=(200, 200)
            )
        else:
            path = folder / f"{number:04d}.png"
            picture.convert("L").save(path, dpi=(200, 200))
        paths.append(path)
        rows.append([
            path.name, f"H01.02.14-260406-{number:04d}", "1.009994", "giay-phep-xay-dung", "Giấy phép xây dựng",
            number + 1, "GPXD-UBND", "2026-04-20", "person", f"0890{60 + number % 40:02d}{100000 + number}",
            "Nguyễn Văn Thử", "Ủy ban nhân dân xã Mỹ Hòa Hưng",
        ])  # fmt: skip
    with open(folder / "manifest.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return paths
