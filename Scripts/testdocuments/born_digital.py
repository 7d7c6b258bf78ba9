"""A decision made on a computer: vector PDF, embedded font subsets with ToUnicode, fields only in the text."""

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from . import people as p
from .agencies import COMMUNE
from .entry import Paper
from .people import date, spelled
from .sheet import MOTTO, NATION, SPECIMEN, Run, font_path, words

ALLOWANCE = Paper(
    type="quyet-dinh-tro-cap",
    title="Quyết định về việc trợ cấp xã hội hằng tháng",
    agency=COMMUNE,
    number="123",
    notation="QĐ-UBND",
    issued=date("2026-03-05"),
    dossier="H01.02.14-260224-0031",
    procedure="1.001776",
    owners=(p.PENSIONER,),
)

POINTS_PER_MM = 72 / 25.4
WIDTH, HEIGHT = 210 * POINTS_PER_MM, 297 * POINTS_PER_MM
LEFT, RIGHT, LEADING = 30 * POINTS_PER_MM, WIDTH - 16 * POINTS_PER_MM, 18.5


class TextPage:
    """Top-down typesetting in points on a reportlab canvas."""

    def __init__(self, out: io.BytesIO, title: str, author: str):
        for style in "rbix":
            pdfmetrics.registerFont(TTFont(f"Serif-{style}", font_path("liberation", style)))
        # Invariant: no clock, no random identifier. A first font of our own keeps unembedded Helvetica out.
        self.canvas = Canvas(
            out,
            pagesize=(WIDTH, HEIGHT),
            invariant=1,
            lang="vi",
            pdfVersion=(1, 7),
            pageCompression=1,
            initialFontName="Serif-r",
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setCreator("Office suite")
        self.y = HEIGHT - 24 * POINTS_PER_MM

    def centred(self, x: float, text: str, style: str = "r", size: float = 13, drop: float = 0) -> None:
        self.canvas.setFont(f"Serif-{style}", size)
        self.canvas.drawCentredString(x, self.y - drop, text)

    def paragraph(self, markup: str, indent: float = 28) -> None:
        x, used = LEFT + indent, 0.0
        space = pdfmetrics.stringWidth(" ", "Serif-r", 13)
        line: list[list[Run]] = []
        for word in words(markup):
            width = sum(pdfmetrics.stringWidth(run.text, f"Serif-{run.style}", 13) for run in word)
            if line and used + width > RIGHT - x:
                self.line(line, x)
                line, used, x = [], 0.0, LEFT
            line.append(word)
            used += width + space
        self.line(line, x)
        self.y -= 3

    def line(self, line: list[list[Run]], x: float) -> None:
        """One line as one text object with its spaces in it, so that the text layer reads as written."""
        text = self.canvas.beginText(x, self.y)
        for index, word in enumerate(line):
            for run in word:
                text.setFont(f"Serif-{run.style}", 13)
                text.textOut(run.text)
            if index + 1 < len(line):
                text.textOut(" ")
        self.canvas.drawText(text)
        self.y -= LEADING


def allowance_decision(paper: Paper) -> bytes:
    holder = paper.owners[0]
    out = io.BytesIO()
    page = TextPage(out, paper.title, paper.agency.name)
    left, right, middle = LEFT + 88, RIGHT - 134, (LEFT + RIGHT) / 2
    page.centred(left, paper.agency.header[0], "b", 12)
    page.centred(right, NATION, "b", 12)
    page.y -= 16
    page.centred(left, paper.agency.header[1], "b", 12)
    page.centred(right, MOTTO, "b", 13)
    page.canvas.setLineWidth(0.7)
    page.canvas.line(left - 32, page.y - 5, left + 32, page.y - 5)
    page.canvas.line(right - 78, page.y - 5, right + 78, page.y - 5)
    page.y -= 26
    page.centred(left, f"Số: {paper.code}")
    page.centred(right, f"{paper.agency.place}, {spelled(paper.issued)}", "i")
    page.y -= 36
    page.centred(middle, "QUYẾT ĐỊNH", "b", 14)
    page.y -= 18
    page.centred(middle, "Về việc trợ cấp xã hội hằng tháng", "b", 14)
    page.y -= 28
    page.centred(middle, f"CHỦ TỊCH {paper.agency.name.upper()}", "b", 13)
    page.y -= 26
    for basis in (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ quy định chính sách trợ giúp "
        "xã hội đối với đối tượng bảo trợ xã hội;",
        "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội.",
    ):
        page.paragraph(f"_{basis}_")
    page.y -= 8
    page.centred(middle, "QUYẾT ĐỊNH:", "b", 14)
    page.y -= 26
    page.paragraph("*Điều 1.* Trợ cấp xã hội hằng tháng đối với người có tên sau đây:")
    for label, value in (
        ("Họ và tên", holder.name),
        ("Số định danh cá nhân", holder.id),
        ("Ngày sinh", holder.birth_date),
        ("Nơi cư trú", holder.address),
        ("Mã hồ sơ", paper.dossier),
        ("Mã thủ tục hành chính", paper.procedure),
    ):
        page.paragraph(f"{label}: {value}")
    page.paragraph("Mức trợ cấp: 750.000 đồng/tháng, hưởng từ ngày 01 tháng 4 năm 2026.")
    page.paragraph("*Điều 2.* Quyết định này có hiệu lực kể từ ngày ký.")
    page.paragraph(
        "*Điều 3.* Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã, Trưởng phòng Văn hóa - Xã hội, Thủ "
        f"trưởng các cơ quan có liên quan và {holder.title} {holder.name} chịu trách nhiệm thi hành Quyết định "
        "này./."
    )
    page.y -= 12
    signature = RIGHT - 100
    page.centred(signature, "CHỦ TỊCH", "b")
    for index, line in enumerate(("Nơi nhận:", "- Như Điều 3;", "- Lưu: VT, VHXH.")):
        page.canvas.setFont("Serif-x" if index == 0 else "Serif-r", 12 if index == 0 else 11)
        page.canvas.drawString(LEFT, page.y - 14.5 * index, line)
    page.centred(signature, p.CHAIRMAN, "b", drop=78)
    page.canvas.setFillGray(0.45)
    page.canvas.setFont("Serif-i", 8)
    page.canvas.drawCentredString(WIDTH / 2, 12 * POINTS_PER_MM, SPECIMEN)
    page.canvas.showPage()
    page.canvas.save()
    return out.getvalue()
