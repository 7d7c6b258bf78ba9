#!/usr/bin/env python3
"""Draws TestDocuments/ from nothing: papers of a Vietnamese one-stop desk as an office scanner delivers them.

    python3 -m venv .venv && .venv/bin/pip install -r Scripts/testdocuments/requirements.txt
    .venv/bin/python Scripts/make-test-documents.py [--out TestDocuments] [--only NAME]

Needs the Debian packages fonts-liberation2 and fonts-freefont-ttf. Two runs give the same bytes.
"""

import argparse
from pathlib import Path

from testdocuments.catalogue import ENTRIES
from testdocuments.listing import BATCH, manifest, provenance, readme
from testdocuments.sheet import require_fonts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent / "TestDocuments")
    parser.add_argument("--only", default="", help="draw only the files whose name contains this")
    options = parser.parse_args()
    require_fonts()
    batch = options.out / BATCH
    for entry in ENTRIES:
        if options.only not in entry.file:
            continue
        path = batch / entry.file
        path.parent.mkdir(parents=True, exist_ok=True)
        content = entry.content()
        path.write_bytes(content)
        print(f"{len(content) // 1024:5d} KiB  {path}")
    for path, text in (
        (batch / "manifest.csv", manifest(ENTRIES)),
        (options.out / "PROVENANCE.md", provenance(ENTRIES)),
        (options.out / "README.vi.md", readme(ENTRIES)),
    ):
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
