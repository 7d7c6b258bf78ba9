"""A sheet of paper typeset to the layout of NĐ 30/2020 Appendix I: margins, columns, type sizes, signature block."""

import math
import re
import sys
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

DPI = 300
MM = DPI / 25.4
BLACK, BLUE = (20, 20, 24), (28, 48, 150)

FONT_ROOT = "/usr/share/fonts/truetype"
# The decree asks for Times New Roman: Liberation Serif has its metrics, FreeSerif its look.
FACES = {
    "liberation": ("liberation2/LiberationSerif-", {"r": "Regular", "b": "Bold", "i": "Italic", "x": "BoldItalic"}),
    "freeserif": ("freefont/FreeSerif", {"r": "", "b": "Bold", "i": "Italic", "x": "BoldItalic"}),
    "sans": ("liberation2/LiberationSans-", {"r": "Regular", "b": "Bold", "i": "Italic", "x": "BoldItalic"}),
}
HARD_LETTERS = "ẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰƠƯĐỴắặấậếệốộớợứựơưđỵ"
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
SPECIMEN = "Tài liệu thử nghiệm phần mềm: mọi tên người, số hiệu, con dấu và chữ ký đều là giả định."

_fonts: dict[tuple[str, str, float], ImageFont.FreeTypeFont] = {}


def font_path(face: str, style: str) -> str:
    stem, styles = FACES[face]
    return f"{FONT_ROOT}/{stem}{styles[style]}.ttf"


def font(face: str, style: str, points: float, dpi: float = DPI) -> ImageFont.FreeTypeFont:
    key = (face, style, points * dpi)
    if key not in _fonts:
        # The basic engine: the result must not depend on whether libraqm is installed.
        _fonts[key] = ImageFont.truetype(
            font_path(face, style), round(points * dpi / 72), layout_engine=ImageFont.Layout.BASIC
        )
    return _fonts[key]


def require_fonts() -> None:
    """Debian's fonts-liberation (1.07) lacks most Vietnamese letters: refuse to print empty boxes."""
    for face, (_, styles) in FACES.items():
        for style in styles:
            try:
                loaded = font(face, style, 12)
            except OSError:
                sys.exit(f"missing {font_path(face, style)}: install fonts-liberation2 and fonts-freefont-ttf")
            box = bytes(loaded.getmask("\U0010fffe"))
            if missing := [letter for letter in HARD_LETTERS if bytes(loaded.getmask(letter)) == box]:
                sys.exit(f"{font_path(face, style)} has no {''.join(missing)}")


@dataclass(frozen=True)
class Run:
    """Letters of one style; a word is one run or several (a bold name and the comma after it)."""

    text: str
    style: str
    colour: tuple[int, int, int]


def words(markup: str) -> list[list[Run]]:
    """*bold*, _italic_ and {filled in by pen} → words; a space between two pieces separates them, nothing else does."""
    found: list[list[Run]] = []
    glued = False
    for bold, italic, pen, plain in re.findall(r"\*(.+?)\*|_(.+?)_|\{(.+?)\}|([^*_{]+)", markup):
        style, colour = ("b" if bold else "i" if italic or pen else "r"), (BLUE if pen else BLACK)
        piece = bold or italic or pen or plain
        for index, text in enumerate(piece.split()):
            run = Run(text, style, colour)
            if index == 0 and glued and not piece[0].isspace():
                found[-1].append(run)
            else:
                found.append([run])
        glued = not piece[-1].isspace()
    return found


class Sheet:
    """One page at 300 dpi, filled from the top; `y` is where the next line goes, in pixels."""

    def __init__(self, landscape: bool = False, face: str = "liberation", points: float = 13, specimen: bool = True):
        size = (297, 210) if landscape else (210, 297)
        self.image = Image.new("RGB", (round(size[0] * MM), round(size[1] * MM)), "white")
        self.draw = ImageDraw.Draw(self.image)
        self.face, self.points = face, points
        self.left, self.right = 30 * MM, self.image.width - 16 * MM
        self.y = 20 * MM
        if specimen:
            self.write(self.image.width / 2, self.image.height - 12 * MM, SPECIMEN, "i", 8, "ma", fill=(110, 110, 110))

    def line_height(self, points: float | None = None, factor: float = 1.32) -> float:
        return (points or self.points) * DPI / 72 * factor

    def width(self, text: str, style: str = "r", points: float | None = None) -> float:
        return font(self.face, style, points or self.points).getlength(text)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        style: str = "r",
        points: float | None = None,
        anchor: str = "la",
        fill: tuple[int, int, int] = BLACK,
    ) -> None:
        self.draw.text((x, y), text, font=font(self.face, style, points or self.points), fill=fill, anchor=anchor)

    def rule(self, centre: float, y: float, length: float) -> None:
        self.draw.line((centre - length / 2, y, centre + length / 2, y), fill=BLACK, width=3)

    def header(self, agency: list[str], number: str, place: str, date: str) -> None:
        """Agency on the left, nation and motto on the right, then number, place and date.

        The last line of the agency is the issuing one (bold, underlined); a line above it is bold when it is part of
        the same name ("ỦY BAN NHÂN DÂN"), regular when it names the superior body.
        """
        left, right = self.left + 31 * MM, self.right - 47 * MM
        y = self.y
        for index, line in enumerate(agency):
            style = "b" if index == len(agency) - 1 or line == "ỦY BAN NHÂN DÂN" else "r"
            size = 12.0
            while self.width(line, style, size) > 62 * MM:  # long names are squeezed, as typists do
                size -= 0.5
            self.write(left, y + index * self.line_height(13), line, style, size, "ma")
        self.write(right, y, NATION, "b", 12, "ma")
        self.write(right, y + self.line_height(13), MOTTO, "b", 13, "ma")
        self.rule(right, y + 2.05 * self.line_height(13), self.width(MOTTO, "b", 13))
        y += len(agency) * self.line_height(13)
        self.rule(left, y + 1 * MM, 22 * MM)
        y = max(y, self.y + 2 * self.line_height(13)) + 3 * MM
        self.write(left, y, f"Số: {number}", "r", 13, "ma")
        self.write(right, y, f"{place}, {date}", "i", 13, "ma")
        self.y = y + 2.2 * self.line_height(13)

    def heading(self, *lines: str, points: float = 15) -> None:
        middle = (self.left + self.right) / 2
        for index, line in enumerate(lines):
            size = points if index == 0 else points - 1
            self.write(middle, self.y, line, "b", size, "ma")
            self.y += self.line_height(size)
        self.y += self.line_height(13, 0.5)

    def paragraph(self, markup: str, indent: float = 10, left: float | None = None) -> None:
        """Justified lines with a first-line indent in millimetres; a gap of 0.25 line follows."""
        start = self.left if left is None else left
        space = self.width(" ")
        line, used, x = [], 0.0, start + indent * MM
        lines = []
        for word in words(markup):
            width = sum(self.width(run.text, run.style) for run in word)
            if line and used + len(line) * space + width > self.right - x:
                lines.append((line, used, x, True))
                line, used, x = [], 0.0, start
            line.append(word)
            used += width
        lines.append((line, used, x, False))
        for line, used, x, full in lines:
            gap = (self.right - x - used) / (len(line) - 1) if full and len(line) > 1 else space
            for word in line:
                for run in word:
                    self.write(x, self.y, run.text, run.style, fill=run.colour)
                    x += self.width(run.text, run.style)
                x += gap
            self.y += self.line_height()
        self.y += self.line_height(factor=0.25)

    def entries(self, *pairs: tuple[str, str]) -> None:
        """Label: value, one paragraph each, without indent: the form certificates have."""
        for label, value in pairs:
            self.paragraph(f"{label}: {value}", indent=0)

    def table(self, head: list[str], rows: list[list[str]], shares: list[float], points: float = 11.5) -> None:
        edges = [self.left]
        for share in shares:
            edges.append(edges[-1] + (self.right - self.left) * share / sum(shares))
        height = self.line_height(points, 1.6)
        for index, row in enumerate([head, *rows]):
            for x0, x1, cell in zip(edges, edges[1:], row, strict=False):
                self.draw.rectangle((x0, self.y, x1, self.y + height), outline=BLACK, width=3)
                self.write(x0 + 1.5 * MM, self.y + height / 2, cell, "b" if index == 0 else "r", points, "lm")
            self.y += height
        self.y += self.line_height(factor=0.5)

    def recipients(self, *lines: str) -> None:
        """Nơi nhận, bottom left; does not advance the page because the signature stands beside it."""
        self.write(self.left, self.y, "Nơi nhận:", "x", 12)
        for index, line in enumerate(lines, 1):
            self.write(self.left, self.y + index * self.line_height(11.5), line, "r", 11)

    def signatory(self, role: list[str], name: str, gap: float = 30) -> tuple[float, float]:
        """Office and name of the signer; returns the middle of the space left for the signature, in pixels."""
        centre = self.right - 40 * MM
        for line in role:
            self.write(centre, self.y, line, "b", 13, "ma")
            self.y += self.line_height(13)
        middle = self.y + gap * MM * 0.46
        self.y += gap * MM
        self.write(centre, self.y, name, "b", 13.5, "ma")
        self.y += 2 * self.line_height()
        return centre, middle

    def skewed_grid(self, box: tuple[float, float, float, float], tint: tuple[int, int, int]) -> None:
        """The wavy security background of a certificate, pale enough to vanish when thresholded."""
        x0, y0, x1, y1 = box
        for offset in range(0, int(y1 - y0), int(2.5 * MM)):
            points = [
                (x, y0 + offset + 0.8 * MM * math.sin(x / (6 * MM) + offset)) for x in range(int(x0), int(x1), 12)
            ]
            self.draw.line(points, fill=tint, width=2)
