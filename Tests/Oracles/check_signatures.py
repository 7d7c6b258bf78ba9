"""Judges the signatures of PDFs with pyHanko, which shares no code with sohoa.

check_signatures.py [--roots DIR] FILE...   prints one JSON line for each signature, in file order:
{"file", "field", "intact", "valid", "trusted", "coverage", "modification", "docmdp": permitted by DocMDP, "error"}
"""
import argparse
import json
import logging
import pathlib

from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)
parser = argparse.ArgumentParser()
parser.add_argument("--roots")
parser.add_argument("files", nargs="+")
options = parser.parse_args()
roots = []
if options.roots:
    roots = list(load_certs_from_pemder(map(str, sorted(pathlib.Path(options.roots).rglob("*.pem")))))


def judge(signature):
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
    if signature.sig_object.get("/Type") == "/DocTimeStamp":
        status = validate_pdf_timestamp(signature, context)
    else:
        status = validate_pdf_signature(signature, context)
    return {
        "intact": status.intact,
        "valid": status.valid,
        "trusted": status.trusted,
        "coverage": status.coverage.name,
        "modification": status.modification_level.name if status.modification_level is not None else "NONE",
        "docmdp": status.docmdp_ok,
    }


for path in options.files:
    with open(path, "rb") as file:
        for signature in PdfFileReader(file, strict=False).embedded_signatures:
            line = {"file": path, "field": signature.field_name}
            try:
                line.update(judge(signature))
            except Exception as error:  # one bad signature must not hide the others
                line["error"] = f"{type(error).__name__}: {error}"
            print(json.dumps(line, ensure_ascii=False))
