"""The office scanner: turns a clean sheet into pixels with a little skew, blur, uneven light and sensor noise."""

import zlib

import numpy as np
from PIL import Image, ImageFilter

from .sheet import DPI, Sheet

PAPER = (250, 249, 245)


def scan(sheet: Sheet, dpi: int, key: str, skew: float) -> Image.Image:
    """Colour pixels of one page; `key` seeds the noise, `skew` is in degrees (real scans stay within 0.7)."""
    rng = np.random.default_rng(zlib.crc32(key.encode()))
    pixels = np.asarray(sheet.image, dtype=np.float32) * (np.array(PAPER, dtype=np.float32) / 255)
    image = Image.fromarray(np.uint8(pixels))
    image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=PAPER)
    image = image.filter(ImageFilter.GaussianBlur(0.7))
    if dpi != DPI:
        size = (round(image.width * dpi / DPI), round(image.height * dpi / DPI))
        image = image.resize(size, Image.Resampling.LANCZOS)
    pixels = np.asarray(image, dtype=np.float32)
    height, width = pixels.shape[:2]
    light = 1 + rng.uniform(-0.012, 0.012) * np.linspace(-1, 1, width, dtype=np.float32)[None, :, None]
    light = light + rng.uniform(-0.012, 0.012) * np.linspace(-1, 1, height, dtype=np.float32)[:, None, None]
    pixels = pixels * light + rng.normal(0, 1.6, (height, width, 1)).astype(np.float32)
    for _ in range(int(rng.integers(4, 12))):  # dust on the glass
        x, y, size = int(rng.integers(0, width - 4)), int(rng.integers(0, height - 4)), int(rng.integers(1, 4))
        pixels[y : y + size, x : x + size] *= 0.6
    return Image.fromarray(np.uint8(np.clip(pixels, 0, 255)))


def grey(image: Image.Image) -> Image.Image:
    """Eight-bit grey with the background driven to white in 32 steps, as scanners do to keep lossless files small."""
    levels = np.asarray(image.convert("L"), dtype=np.float32)
    stretched = np.clip((levels - 18) * 255 / (236 - 18), 0, 255)
    return Image.fromarray(np.uint8(np.round(stretched / 255 * 31) * 255 / 31))


def bilevel(image: Image.Image) -> Image.Image:
    """Black and white by one threshold: what a fax-grade scanner profile delivers."""
    return image.convert("L").point(lambda value: 255 if value > 165 else 0).convert("1", dither=Image.Dither.NONE)


def four_inks(image: Image.Image) -> Image.Image:
    """CMYK with the grey part moved to black, as a print shop's software separates."""
    inks = 255 - np.asarray(image, dtype=np.int16)
    black = inks.min(axis=2, keepdims=True)
    return Image.fromarray(np.uint8(np.concatenate([inks - black, black], axis=2)), mode="CMYK")
