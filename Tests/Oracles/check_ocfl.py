"""Validates OCFL storage roots with ocfl-py, which shares no code with sohoa: structure, inventories, every digest.

check_ocfl.py ROOT...   prints one JSON line a root, {"root", "valid", "objects", "errors"}; exit status 1 when
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
        # The return value is about the root alone; what is wrong in objects is in its errors.
        valid = root.validate(validate_objects=True, check_digests=True, log_warnings=False, log_errors=False)
        errors = [f"{place}: {message}" for place, message in root.errors] + str(root.log).splitlines()
        valid = valid and root.good_objects == root.num_objects and not errors
    except ocfl.StorageRootException as refusal:
        valid, errors = False, [str(refusal)]
    status |= not valid
    report = {"root": path, "valid": bool(valid), "objects": root.num_objects, "errors": errors}
    print(json.dumps(report, ensure_ascii=False))
sys.exit(status)
