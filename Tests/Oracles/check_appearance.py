"""PDF/A-2b of visible signatures, judged by page-validation.

check_appearance.py prepare INPUT OUTPUT   makes INPUT, whose fonts are embedded, a PDF/A-2b: output intent, XMP, ID
check_appearance.py check FILE LENGTH...   prints a JSON list: for each prefix of FILE the rules it breaks
"""
import json
import sys

import page as archival
import pikepdf
from PIL import ImageCms


def prepare(source, target):
    with pikepdf.open(source) as pdf:
        profile = pdf.make_stream(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), N=3)
        pdf.Root.OutputIntents = pikepdf.Array([
            pdf.make_indirect(pikepdf.Dictionary(
                Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFA1,
                OutputConditionIdentifier="sRGB", Info="sRGB", DestOutputProfile=profile,
            ))
        ])
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["pdfaid:part"] = "2"
            metadata["pdfaid:conformance"] = "B"
        pdf.save(target, deterministic_id=True)


def broken_rules(data):
    report = archival.validate_pdf_bytes(data, profile="2b")
    return sorted({f"{failure.rule_id}: {failure.message}" for failure in report.failures})


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(sys.argv[2], sys.argv[3])
    else:
        with open(sys.argv[2], "rb") as file:
            content = file.read()
        print(json.dumps([broken_rules(content[: int(length)]) for length in sys.argv[3:]]))
