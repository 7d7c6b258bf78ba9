"""What people and offices add to a typeset sheet: a blue signature, a red seal over a third of it, a QR symbol."""

import math
import random

import numpy as np
import segno
from PIL import Image, ImageChops, ImageDraw

from .sheet import MM, Sheet, font

RED = (206, 30, 46)
OVERSAMPLING = 2


def press(sheet: Sheet, mark: Image.Image, left: float, top: float) -> None:
    """Ink on paper darkens what is under it: multiply, do not cover."""
    box = (round(left), round(top), round(left) + mark.width, round(top) + mark.height)
    sheet.image.paste(ImageChops.multiply(sheet.image.crop(box), mark), box)


def sign(sheet: Sheet, centre: tuple[float, float], name: str) -> None:
    """A signature: slanted loops that shrink along the word, then a long stroke back under them."""
    rng = random.Random(f"signature/{name}")
    width, height = 46 * MM, 24 * MM
    mark = Image.new("RGB", (round(width * OVERSAMPLING), round(height * OVERSAMPLING)), "white")
    pen = ImageDraw.Draw(mark)
    turns, lean = rng.uniform(2.2, 6.2), rng.uniform(-0.2, 1.1)
    phase, tall = rng.uniform(0, 2 * math.pi), rng.uniform(0.2, 0.36)
    wobble, loop = rng.uniform(1.3, 2.8), rng.uniform(0.03, 0.11)
    path = []
    for step in range(1400):
        t = step / 1399
        if t < 0.72:
            u = t / 0.72
            swing = 0.7 * math.sin(2 * math.pi * turns * u + phase) + 0.3 * math.sin(wobble * 2 * math.pi * turns * u)
            reach = tall * (1 - 0.62 * u) * (1 + 0.25 * math.sin(9 * u + phase))
            x = 0.10 + 0.62 * u + loop * math.cos(2 * math.pi * turns * u + phase) + lean * 0.12 * swing
            y = 0.46 - reach * swing + 0.05 * u
        else:
            u = (t - 0.72) / 0.28
            x0, y0 = path[1007]
            x = x0 + 0.24 * math.sin(math.pi * min(1, 2 * u) / 2) - 0.62 * max(0, u - 0.35) / 0.65
            y = y0 + 0.34 * u - 0.12 * math.sin(math.pi * u)
        path.append((x, y))
    for step, (x, y) in enumerate(path):
        radius = (1.5 + 0.9 * abs(math.sin(step / 70 + phase))) * OVERSAMPLING
        cx, cy = x * mark.width, y * mark.height
        pen.ellipse((cx - radius, cy - radius, cx + radius, cy + radius), fill=(34, 52, 158))
    mark = mark.resize((round(width), round(height)), Image.Resampling.LANCZOS)
    press(sheet, mark, centre[0] - width / 2, centre[1] - height / 2)


def seal(sheet: Sheet, centre: tuple[float, float], text: str, diameter: float = 36) -> None:
    """A round red seal. Its text says that it is a specimen, and its centre is a plain star, not the state emblem."""
    rng = random.Random(f"seal/{text}")
    side = round((diameter + 3) * MM) * OVERSAMPLING
    middle, radius = side / 2, diameter / 2 * MM * OVERSAMPLING
    mask = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(mask)

    def ring(outer: float, width: float) -> None:
        box = (middle - outer, middle - outer, middle + outer, middle + outer)
        pen.ellipse(box, outline=255, width=round(width * MM * OVERSAMPLING))

    ring(radius, 0.9)
    ring(radius * 0.64, 0.45)
    star = [
        (
            middle + radius * (0.3 if k % 2 == 0 else 0.12) * math.cos(math.pi * k / 5 - math.pi / 2),
            middle + radius * (0.3 if k % 2 == 0 else 0.12) * math.sin(math.pi * k / 5 - math.pi / 2),
        )
        for k in range(10)
    ]
    pen.polygon(star, fill=255)
    letters = font("sans", "b", radius * 0.19, dpi=72)
    caption = f"{text.upper()} ★ BẢN MẪU THỬ NGHIỆM ★ ".replace("★", "*")
    advances = [letters.getlength(letter) for letter in caption]
    turn, box = 0.0, round(radius * 0.5)
    for letter, advance in zip(caption, advances, strict=True):
        angle = 2 * math.pi * (turn + advance / 2) / sum(advances) - math.pi * 0.95
        turn += advance
        glyph = Image.new("L", (box, box), 0)
        ImageDraw.Draw(glyph).text((box / 2, box / 2), letter, font=letters, fill=255, anchor="mm")
        glyph = glyph.rotate(-math.degrees(angle) - 90, resample=Image.Resampling.BICUBIC)
        at = (
            round(middle + radius * 0.81 * math.cos(angle) - box / 2),
            round(middle + radius * 0.81 * math.sin(angle) - box / 2),
        )
        mask.paste(255, at, glyph)
    mask = mask.rotate(rng.uniform(-14, 14), resample=Image.Resampling.BICUBIC)
    mask = mask.resize((side // OVERSAMPLING, side // OVERSAMPLING), Image.Resampling.LANCZOS)
    # Uneven ink: patches a few millimetres wide, never so pale that the ring breaks.
    noise = np.random.default_rng(rng.randrange(2**31)).uniform(0.72, 1.0, (24, 24)).astype(np.float32)
    patches = Image.fromarray(np.uint8(noise * 255)).resize(mask.size, Image.Resampling.BICUBIC)
    alpha = ImageChops.multiply(mask, patches)
    ink = Image.composite(Image.new("RGB", mask.size, RED), Image.new("RGB", mask.size, "white"), alpha)
    press(sheet, ink, centre[0] - ink.width / 2, centre[1] - ink.height / 2)


def authenticate(sheet: Sheet, space: tuple[float, float], signer: str, seal_text: str | None) -> None:
    """Signature in the space above the signer's name, seal over its left third (NĐ 30/2020)."""
    sign(sheet, space, signer)
    if seal_text:
        seal(sheet, (space[0] - 24 * MM, space[1] + 1 * MM), seal_text)


def qr(sheet: Sheet, payload: str, left: float, top: float, size: float) -> None:
    """A printed QR symbol at whole dots per module; `size` in millimetres is a ceiling for symbol and quiet zone."""
    # UTF-8 bytes without an ECI header is what identity cards carry.
    matrix = segno.make(payload, error="m", encoding="utf-8", eci=False, micro=False, boost_error=False).matrix
    dots = int(size * MM / (len(matrix) + 8))
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                x, y = round(left) + (column + 4) * dots, round(top) + (row + 4) * dots
                sheet.draw.rectangle((x, y, x + dots - 1, y + dots - 1), fill=(0, 0, 0))
