"""Validates OCFL storage roots with ocfl-py, which shares no code with sohoa: structure, inventories, every digest.

check_ocfl.py ROOT...   prints one JSON line a root, {"root", "valid", "objects", "errors", "log"}; exit status 1 when
one is not valid
"""
import json
import logging
import sys

import ocfl

logging.disable(logging.CRITICAL)
status = 0
for path in sys.argv[1:]:
    root = ocfl.StorageRoot(root=path)
    try:
        valid = root.validate(validate_objects=True, check_digests=True, log_warnings=True, log_errors=True)
        errors = [f"{place}: {message}" for place, message in root.errors]
        log = str(root.log)
    except ocfl.StorageRootException as refusal:
        valid, errors, log = False, [str(refusal)], ""
    status |= not valid
    report = {"root": path, "valid": bool(valid), "objects": root.num_objects, "errors": errors, "log": log}
    print(json.dumps(report, ensure_ascii=False))
sys.exit(status)
