#!/usr/bin/env python3
"""Peer of `sohoa batch run` without OCR: the libraries an integrator would glue together, in one process.

Per document: read and hash the scan, img2pdf (a PDF passes through), a segno QR overlaid with pikepdf at the top left,
one pyHanko PAdES signature, write, fsync. No extraction, no second signature, no PDF/A, no vault: it does less than
the batch does, so a ratio against it is on the safe side. Files it cannot read are named and left out of n.
"""

import hashlib
import io
import itertools
import logging
import os
import sys
from pathlib import Path

import img2pdf
import pikepdf
import segno

from measurement import add_key, arguments, measure
from pades_signer import PadesSigner

MM = 72 / 25.4
QR_SIZE, MARGIN = 23.4 * MM, 4 * MM


def wrapped(data: bytes, is_pdf: bool) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data if is_pdf else img2pdf.convert(data, nodate=True)))


def with_qr(pdf: pikepdf.Pdf, text: str) -> bytes:
    """The document with a QR symbol over the top left corner of its first page."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=4)
    symbol = pikepdf.open(io.BytesIO(img2pdf.convert(picture.getvalue(), nodate=True)))
    page = pdf.pages[0]
    top = float(page.mediabox[3]) - MARGIN
    page.add_overlay(symbol.pages[0], pikepdf.Rectangle(MARGIN, top - QR_SIZE, MARGIN + QR_SIZE, top))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def main() -> None:
    parser = arguments(__doc__)
    add_key(parser)
    parser.add_argument("--out", type=Path, required=True, help="folder that receives the signed files")
    options = parser.parse_args()
    for name in ("pyhanko", "img2pdf", "pikepdf"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    signer = PadesSigner(options.p12, options.pass_file)
    options.out.mkdir(parents=True, exist_ok=True)
    serial = itertools.count()

    def process(path: Path) -> None:
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        signed = signer.sign(with_qr(wrapped(data, path.suffix == ".pdf"), f"https://tthc.example.vn/kq/{digest}"))
        with open(options.out / f"{next(serial):06d}.pdf", "wb") as file:
            file.write(signed)
            file.flush()
            os.fsync(file.fileno())

    readable = []
    for path in options.files:
        try:
            process(path)
            readable.append(path)
        except Exception as reason:  # any library may refuse a damaged scan in its own way
            print(f"left out {path}: {type(reason).__name__}", file=sys.stderr)
    if not readable:
        raise SystemExit("no input could be processed")
    measure("img2pdf + segno + pikepdf + pyHanko", readable, options.count, process)


if __name__ == "__main__":
    main()
