"""Rewrites signed files as programs do that do not know of signatures: rewritten.py OUT SIGNED.pdf ...

Writes OUT/manifest.csv: file, class, base, permission, expected. `expected` is `orphan` where something of a signature is
left, `field` where the field is left and the signature in it no longer holds, `gone` where nothing is left."""

import csv
import io
import pathlib
import shutil
import subprocess
import sys

import pikepdf


def with_pikepdf(data):
    """No form any more, and what that leaves."""

    def document():
        return pikepdf.open(io.BytesIO(data))

    def saved(pdf, **options):
        out = io.BytesIO()
        pdf.save(out, **options)
        return out.getvalue()

    pdf = document()
    yield "saved", saved(pdf), "field"
    yield "saved-packed", saved(document(), object_stream_mode=pikepdf.ObjectStreamMode.generate), "field"
    pdf = document()
    del pdf.Root.AcroForm
    yield "form-gone", saved(pdf), "orphan"
    pdf = document()
    del pdf.Root.AcroForm
    yield "form-gone-packed", saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate), "orphan"
    pdf = document()
    pdf.Root.AcroForm.Fields = pikepdf.Array()
    yield "fields-gone", saved(pdf), "orphan"
    shown = False
    pdf = document()
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if annotation.get("/FT") == "/Sig":
                box = [float(value) for value in annotation.Rect]
                shown = shown or ("/AP" in annotation and box[0] != box[2] and box[1] != box[3])
                if "/V" in annotation:
                    del annotation["/V"]
    del pdf.Root.AcroForm
    if "/Perms" in pdf.Root:
        del pdf.Root.Perms
    yield "widget-left", saved(pdf), "orphan" if shown else "gone"
    pdf = document()
    del pdf.Root.AcroForm
    if "/Perms" in pdf.Root:
        del pdf.Root.Perms
    for page in pdf.pages:
        if "/Annots" in page:
            del page["/Annots"]
    yield "nothing-left", saved(pdf), "gone"
    pdf = pikepdf.new()
    source = document()
    pdf.pages.extend(source.pages)
    yield "pages-taken", saved(pdf), "orphan" if has_widgets(source) else "gone"


def has_widgets(pdf):
    return any(
        a.get("/FT") == "/Sig" and "/V" in a for page in pdf.pages for a in page.get("/Annots", []) if a is not None
    )


def with_programs(data, folder):
    source = folder / "source.pdf"
    source.write_bytes(data)
    target = folder / "target.pdf"
    commands = {
        "qpdf-linearized": ["qpdf", "--warning-exit-0", "--linearize", source, target],
        "qpdf-packed": ["qpdf", "--warning-exit-0", "--object-streams=generate", source, target],
        "qpdf-qdf": ["qpdf", "--warning-exit-0", "--qdf", source, target],
        "qpdf-flattened": ["qpdf", "--warning-exit-0", "--flatten-annotations=all", source, target],
        "mutool-clean": ["mutool", "clean", source, target],
        "mutool-clean-all": ["mutool", "clean", "-gggg", "-z", "-s", source, target],
        "mutool-pages": ["mutool", "merge", "-o", target, source],
        "mutool-printed": ["mutool", "convert", "-o", target, source],
        "poppler-printed": ["pdftocairo", "-pdf", source, target],
        "poppler-united": ["pdfunite", source, source, target],
        "ghostscript": ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={target}", source],
    }
    for name, command in commands.items():
        if shutil.which(command[0]) is None:
            continue
        target.unlink(missing_ok=True)
        done = subprocess.run([str(part) for part in command], capture_output=True, timeout=120)
        if done.returncode == 0 and target.exists():
            yield name, target.read_bytes(), left_in(target.read_bytes())


def left_in(data):
    """What a file still holds of signatures, as another reader sees it."""
    pdf = pikepdf.open(io.BytesIO(data))
    fields = pdf.Root.get("/AcroForm", pikepdf.Dictionary()).get("/Fields", [])
    if any(field is not None and field.get("/FT") == "/Sig" and "/V" in field for field in fields):
        return "field"
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ByteRange" in thing:
            return "orphan"
    return "stamp"


def run(out, paths):
    rows = []
    work = out / "work"
    work.mkdir(exist_ok=True)
    for path in paths:
        data = path.read_bytes()
        for kind, variants in (("pikepdf", with_pikepdf(data)), ("programs", with_programs(data, work))):
            for name, content, expected in variants:
                file = f"{name}__{path.stem[:40].replace(',', '_')}.pdf"
                (out / file).write_bytes(content)
                rows.append([file, kind, path.stem, "", expected])
    shutil.rmtree(work)
    with open(out / "manifest.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "class", "base", "permission", "expected"])
        writer.writerows(rows)


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    run(target, [pathlib.Path(argument) for argument in sys.argv[2:]])
