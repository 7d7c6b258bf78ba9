"""Makes attacked files out of honestly signed ones: attacks.py OUT [SIGNED.pdf ...]

Writes OUT/manifest.csv: file, class, base, permission, expected. `expected` is `refused` (a signature fails or a change is
suspicious) or `listed` (permitted by the certification in force, but told as a change)."""

import csv
import pathlib
import sys

import pikepdf

import attacks_content
import attacks_store
import attacks_structure
import honest_documents
from pdf_revisions import signatures

# Classes that need nothing of the document but that it can be changed.
ANY_FILE = [
    ("forgery", attacks_structure.forgeries),
    ("saved", attacks_structure.saved),
    ("wrapped", attacks_structure.wrapped),
    ("differential", attacks_structure.differential),
    ("catalog", attacks_content.catalog),
    ("pages", attacks_content.pages),
    ("signature", attacks_content.sneaky_signatures),
    ("store", attacks_store.stores),
    ("metadata", attacks_store.metadata),
]
# Classes that need what honest_documents puts into its documents.
OWN_FILES = [
    ("annotation", attacks_content.annotations),
    ("resources", attacks_content.resources),
    ("form", attacks_content.forms),
    ("shadow", attacks_content.shadows),
    ("structure", attacks_store.structure),
]

# What a given file permits is not looked up: of it only what no certification permits is made.
UNKNOWN = "?"


def run(out, given):
    rows = []

    def write(kind, base, permission, made):
        seen = set()
        for variant in made:
            name, data, *rest = variant
            expected = rest[0] if rest else "refused"
            if callable(expected):
                if permission is UNKNOWN:
                    continue
                expected = expected(permission)
            file = f"{kind}__{name}__{base}.pdf"
            assert file not in seen, file
            seen.add(file)
            (out / file).write_bytes(data)
            rows.append([file, kind, base, permission or "", expected])

    for base, (data, permission) in honest_documents.bases().items():
        for kind, attack in ANY_FILE + OWN_FILES:
            write(kind, base, permission, attack(data))
    for path in given:
        data = path.read_bytes()
        if not signatures(data):
            continue
        for kind, attack in ANY_FILE:
            try:
                write(kind, path.stem[:40].replace(",", "_"), UNKNOWN, attack(data))
            except (AttributeError, AssertionError, KeyError, TypeError, ValueError, pikepdf.PdfError) as reason:
                # Some structures of others cannot be attacked in every way.
                print(f"{path.name}: {kind}: {reason}", file=sys.stderr)
    with open(out / "manifest.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "class", "base", "permission", "expected"])
        writer.writerows(rows)


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    run(target, [pathlib.Path(argument) for argument in sys.argv[2:]])
