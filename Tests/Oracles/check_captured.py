"""Checks captured PDFs against their sources with tools that share no code with sohoa.

check_captured.py SOURCES CAPTURED   for every CAPTURED/NAME.pdf made from SOURCES/NAME prints one JSON line:
{"file", "pdfa": validator's verdict, "failures": [...], "qpdf": exit status, "bytes": whether JPEG data are unaltered
(null for other kinds), "pixels": largest difference of any sample, "shown": mean difference of the rendered page}
"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import page as validator
import pikepdf
from PIL import Image, ImageFilter, ImageOps, ImageSequence

SOURCES, CAPTURED = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])


def sources(path):
    """Frames of an image file, or of the images of a scan in a PDF coat."""
    if path.suffix != ".pdf":
        return [frame.copy() for frame in ImageSequence.Iterator(Image.open(path))]
    with pikepdf.open(path) as pdf:
        return [pikepdf.PdfImage(next(iter(p.images.values()))).as_pil_image() for p in pdf.pages]


def poppler_images(path, number):
    """The images of a page as poppler decodes them: for the few codings that pikepdf does not know."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdfimages", "-png", "-f", str(number), "-l", str(number), path, folder + "/i"], check=True)
        return [Image.open(p).copy() for p in sorted(pathlib.Path(folder).iterdir())]


def stacked(path, page, number):
    """The page's images, the strips of one page below each other."""
    images = page.Resources.XObject
    try:
        parts = [pikepdf.PdfImage(images[f"/Im{i}"]).as_pil_image() for i in range(len(images))]
    except pikepdf.UnsupportedImageTypeError:
        parts = poppler_images(path, number)
        if images["/Im0"].get("/ImageMask"):
            # pdfimages writes what a stencil paints as white.
            parts = [ImageOps.invert(part.convert("L")) for part in parts]
    if len(parts) == 1:
        return parts[0]
    whole = Image.new(parts[0].mode, (parts[0].width, sum(p.height for p in parts)))
    top = 0
    for part in parts:
        whole.paste(part, (0, top))
        top += part.height
    return whole


def samples(image, mode):
    if image.mode.startswith("I"):
        grey = np.asarray(image).astype("int64") >> 8
        return np.stack([grey] * 3, axis=-1)
    return np.asarray(image.convert(mode)).astype("int64")


def pixel_difference(frames, path, pdf):
    worst = 0
    for number, (frame, page) in enumerate(zip(frames, pdf.pages, strict=True), 1):
        mode = "CMYK" if frame.mode == "CMYK" else "RGB"
        if frame.mode == "RGBA":
            frame = frame.convert("RGB")
        elif "transparency" in frame.info:
            frame = on_white(frame)
        a, b = samples(frame, mode), samples(stacked(path, page, number), mode)
        if a.shape != b.shape:
            raise ValueError(f"{a.shape} != {b.shape}")
        worst = max(worst, int(np.abs(a - b).max()))
    return worst


def on_white(frame):
    frame = ImageOps.exif_transpose(frame)
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        frame = frame.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame).convert("RGB")
    if frame.mode.startswith("I"):
        frame = Image.fromarray((np.asarray(frame) >> 8).astype("uint8"))
    return frame.convert("RGB")


def rendered(path):
    """Page 1 at 100 dpi."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "100", "-f", "1", "-l", "1", "-png", "-singlefile", path, folder + "/p"],
                       check=True, stderr=subprocess.DEVNULL)
        return Image.open(folder + "/p.png").convert("RGB")


def shown_difference(source, path):
    """Mean difference of page 1 rendered, its header band cut off, and the source: rendered too if it is a PDF."""
    shown = rendered(path)
    if source.suffix == ".pdf":
        expected = rendered(source)
    else:
        with pikepdf.open(path) as pdf:
            assert "/Rotate" not in pdf.pages[0], "wrapped pages are never rotated"
            width, height = scan_size(pdf)
        expected = on_white(Image.open(source)).resize((round(width / 72 * 100), round(height / 72 * 100)), Image.BOX)
    # The page is no whole number of pixels high, so the best of a few offsets counts.
    a, b = (samples(image.filter(ImageFilter.BoxBlur(2)), "L") for image in (expected, shown))
    tall, wide = min(a.shape[0], b.shape[0]) - 6, min(a.shape[1], b.shape[1]) - 6
    best = 255.0
    for dy in range(7):
        for dx in range(7):
            bottom = b.shape[0] - dy
            part = b[bottom - tall : bottom, dx : dx + wide]
            best = min(best, float(np.abs(a[a.shape[0] - 3 - tall : a.shape[0] - 3, 3 : 3 + wide] - part).mean()))
    return best


def scan_size(pdf):
    """Extent of the painted images: the union of the unit squares under the matrices of the content."""
    corners = []
    for line in pdf.pages[0].Contents.read_bytes().decode().splitlines():
        if " cm /Im" in line:
            a, b, c, d, e, f = map(float, line.split()[1:7])
            corners += [(a * x + c * y + e, b * x + d * y + f) for x in (0, 1) for y in (0, 1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    assert abs(min(xs)) < 0.01 and abs(min(ys)) < 0.01, "the scan stands at the lower left"
    return max(xs), max(ys)


def unaltered(source, path):
    """Whether pdfimages, which writes JPEG data as they are, gives back the bytes of the source."""
    if source.suffix != ".jpg":
        return None
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdfimages", "-all", path, folder + "/i"], check=True)
        found = {hashlib.sha256(p.read_bytes()).hexdigest() for p in pathlib.Path(folder).iterdir()}
    return hashlib.sha256(source.read_bytes()).hexdigest() in found


def verdict(source, path):
    result = {"file": source.name}
    result["qpdf"] = subprocess.run(["qpdf", "--check", path], capture_output=True).returncode
    report = validator.validate_pdf(str(path), profile="2b")
    result["pdfa"] = bool(report.is_compliant)
    result["failures"] = [f"{f.rule_id}: {f.message}" for f in report.failures][:5]
    try:
        result["shown"] = shown_difference(source, path)
        if not source.name.startswith("born"):
            with pikepdf.open(path) as pdf:
                result["bytes"] = unaltered(source, path)
                result["pixels"] = pixel_difference(sources(source), path, pdf)
    except Exception as error:  # whatever stops a comparison is a failed comparison
        result["failures"].append(f"not comparable: {error!r}")
        result["shown"], result["pixels"] = 255.0, 255
    return result


for captured in sorted(CAPTURED.glob("*.pdf")):
    print(json.dumps(verdict(SOURCES / captured.stem, captured)), flush=True)
