"""Judges signed PDFs with pyHanko, page-validation and pikepdf, which share no code with sohoa.

check_results.py --trust FOLDER   reads JSON lines {"pdf": PATH, "base": LENGTH, "master": PATH}, prints one a line:
{"pdf",
 "signatures": [{"field", "intact", "valid", "trusted", "accepted", "cades", "coverage", "modification"}],
 "pdfa": {"base": [rules of PDF/A-2b that the first LENGTH bytes break], "file": [those the whole file breaks]},
 "image": "bytes" | "pixels" | "text" | what differs}

FOLDER holds certificates and CRLs; nothing is fetched and revocation must be known. "image" compares what page content
paints with the master: its JPEG data byte for byte, other data sample for sample; "text" when the master is no scan.
"""
import argparse
import io
import json
import logging
import pathlib
import sys

import numpy as np
import page as archival
import pikepdf
from asn1crypto import crl, pem, x509
from PIL import Image, ImageSequence
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

Image.MAX_IMAGE_PIXELS = None


def trust(folder):
    """Self-signed certificates, other certificates, and revocation lists of a folder."""
    roots, others, lists = [], [], []
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.suffix not in (".pem", ".crt", ".cer", ".der", ".crl"):
            continue
        data = path.read_bytes()
        bodies = [body for _, _, body in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        for body in bodies:
            if path.suffix == ".crl":
                lists.append(crl.CertificateList.load(body))
            else:
                certificate = x509.Certificate.load(body)
                (others if certificate.self_signed == "no" else roots).append(certificate)
    return roots, others, lists


def signatures(data, roots, others, lists):
    found = []
    for signature in PdfFileReader(io.BytesIO(data)).embedded_signatures:
        context = ValidationContext(
            trust_roots=roots, other_certs=others, crls=lists, allow_fetching=False, revocation_mode="require"
        )
        status = validate_pdf_signature(signature, context)
        level = status.modification_level
        found.append({
            "field": signature.field_name,
            "intact": status.intact,
            "valid": status.valid,
            "trusted": status.trusted,
            "accepted": status.bottom_line,
            "cades": signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached",
            "coverage": status.coverage.name,
            "modification": level.name if level is not None else "NONE",
        })
    return found


def broken_rules(data):
    report = archival.validate_pdf_bytes(data, profile="2b")
    return sorted({f"{failure.rule_id}: {failure.message}" for failure in report.failures})


def painted(pdf):
    """The images that the content of each page paints, in order; those of annotations are not among them."""
    for page in pdf.pages:
        images = page.resources.get("/XObject", {})
        names = [operands[0] for operands, operator in pikepdf.parse_content_stream(page, "Do")]
        yield [images[name] for name in names if images[name].get("/Subtype") == "/Image"]


def jpeg_data(image):
    return image.read_raw_bytes() if image.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]) else None


def stacked(images):
    """Strips of one page below each other."""
    parts = [pikepdf.PdfImage(image).as_pil_image() for image in images]
    if len(parts) == 1:
        return parts[0]
    whole = Image.new(parts[0].mode, (parts[0].width, sum(part.height for part in parts)))
    top = 0
    for part in parts:
        whole.paste(part, (0, top))
        top += part.height
    return whole


def difference(frame, image):
    mode = "RGB" if len(frame.getbands()) > 1 or frame.mode == "P" else "L"
    a, b = (np.asarray(picture.convert(mode)) for picture in (frame, image))
    if a.shape != b.shape:
        return f"{a.shape} became {b.shape}"
    return None if (a == b).all() else f"{int((a != b).sum())} samples differ"


def compare(master, data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = list(painted(pdf))
        if master.suffix == ".pdf":
            with pikepdf.open(master) as source:
                originals = list(painted(source))
                if not any(originals):
                    return "text"
                raw = [[jpeg_data(image) for image in page] for page in originals]
                if raw != [[jpeg_data(image) for image in page] for page in pages]:
                    return "other image data than in the master"
                return "bytes"
        if master.suffix == ".jpg":
            same = [[jpeg_data(image) for image in page] for page in pages] == [[master.read_bytes()]]
            return "bytes" if same else "other JPEG data than in the master"
        frames = list(ImageSequence.Iterator(Image.open(master)))
        if len(frames) != len(pages):
            return f"{len(frames)} frames became {len(pages)} pages"
        for frame, images in zip(ImageSequence.Iterator(Image.open(master)), pages, strict=True):
            different = difference(frame, stacked(images))
            if different:
                return different
        return "pixels"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--trust", required=True)
    store = trust(parser.parse_args().trust)
    logging.disable(logging.CRITICAL)
    for line in sys.stdin:
        item = json.loads(line)
        data = pathlib.Path(item["pdf"]).read_bytes()
        report = {
            "pdf": item["pdf"],
            "signatures": signatures(data, *store),
            "pdfa": {"base": broken_rules(data[: item["base"]]), "file": broken_rules(data)},
            "image": compare(pathlib.Path(item["master"]), data),
        }
        print(json.dumps(report, ensure_ascii=False), flush=True)


main()
