"""Holds PDFs against PDF/A with page-validation, which shares no code with sohoa.

check_archival.py   reads lines PROFILE<tab>PATH (profiles: 1b, 2b, 2u, 3b) from standard input; prints one JSON line for
each: {"file", "broken": [rules it breaks], "error": why it could not be judged, or null}
"""
import json
import sys

import page

for line in sys.stdin:
    profile, _, path = line.rstrip("\n").partition("\t")
    result = {"file": path, "broken": [], "error": None}
    try:
        with open(path, "rb") as file:
            report = page.validate_pdf_bytes(file.read(), profile=profile)
        result["broken"] = sorted({failure.rule_id for failure in report.failures})
    except Exception as error:
        result["error"] = f"{type(error).__name__}: {error}"
    print(json.dumps(result))
