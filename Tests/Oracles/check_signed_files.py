"""Judges all signatures of many PDFs with pyHanko, which shares no code with sohoa, in one process.

check_signed_files.py   reads paths, one a line, from standard input; after a tab may stand the only field to judge. Prints
one JSON line for each file:
{"file", "error": why the file could not be judged, or null,
 "signatures": [{"field", "intact", "valid", "coverage", "modification", "docmdp": permitted by DocMDP and FieldMDP,
                 "seed": what of the seed value was not met, or null, "error"}]}
"""
import json
import logging
import signal
import sys

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)
SECONDS = 60


def judge(signature):
    context = ValidationContext(trust_roots=[], allow_fetching=False, revocation_mode="soft-fail")
    if signature.sig_object.get("/Type") == "/DocTimeStamp":
        status = validate_pdf_timestamp(signature, context)
    else:
        status = validate_pdf_signature(signature, context)
    level = status.modification_level
    return {
        "intact": status.intact,
        "valid": status.valid,
        "coverage": status.coverage.name,
        "modification": level.name if level is not None else "NONE",
        "docmdp": status.docmdp_ok,
        "seed": str(status.seed_value_constraint_error) if getattr(status, "seed_value_constraint_error", None) else None,
    }


def too_slow(number, frame):
    raise TimeoutError(f"took more than {SECONDS} s")


signal.signal(signal.SIGALRM, too_slow)
for line in sys.stdin:
    path, _, field = line.rstrip("\n").partition("\t")
    result = {"file": path, "error": None, "signatures": []}
    signal.alarm(SECONDS)
    try:
        with open(path, "rb") as file:
            for signature in PdfFileReader(file, strict=False).embedded_signatures:
                if field and signature.field_name != field:
                    continue
                one = {"field": signature.field_name}
                try:
                    one.update(judge(signature))
                except TimeoutError:
                    raise
                except Exception as error:  # one bad signature must not hide the others
                    one["error"] = f"{type(error).__name__}: {error}"
                result["signatures"].append(one)
    except Exception as error:
        result["error"] = f"{type(error).__name__}: {error}"
    signal.alarm(0)
    print(json.dumps(result, ensure_ascii=False), flush=True)
