"""One building-permit dossier: application form, design drawings, land paper, and the permit that came out of it."""

import dataclasses
import math

from . import people as p
from .agencies import CITY
from .building_permit import HOUSES, PERMIT
from .civil_status import begin
from .entry import Paper
from .marks import authenticate, sign
from .people import date, spelled
from .sheet import BLACK, MM, MOTTO, NATION, Sheet

CODE, PROCEDURE, OWNER = "H01.02.14-260311-0007", "1.009994", p.HOMEOWNER
HOUSE = HOUSES[OWNER]
PLOT = f"{HOUSE.plot.capitalize()}, xã Mỹ Hòa Hưng"

APPLICATION = Paper(
    type="don-de-nghi",
    title="Đơn đề nghị cấp giấy phép xây dựng",
    issued=date("2026-03-11"),
    dossier=CODE,
    procedure=PROCEDURE,
    owners=(OWNER,),
)
DRAWINGS = Paper(
    type="ban-ve",
    title="Bản vẽ thiết kế nhà ở riêng lẻ",
    issued=date("2026-03-05"),
    dossier=CODE,
    procedure=PROCEDURE,
    owners=(OWNER,),
)
LAND = Paper(
    type="giay-to-dat",
    title="Giấy chứng nhận quyền sử dụng đất",
    agency=CITY,
    number="01764",
    notation="CH",
    issued=date("2017-06-30"),
    scope=PLOT,
    dossier=CODE,
    procedure=PROCEDURE,
    owners=(OWNER,),
)
RESULT = dataclasses.replace(
    PERMIT,
    number="84",
    issued=date("2026-03-25"),
    valid_until=date("2027-03-25"),
    scope=PLOT,
    dossier=CODE,
    owners=(OWNER,),
)


def application_form(paper: Paper) -> list[Sheet]:
    """Printed form filled in with a blue pen; no number, no seal: it comes from a citizen."""
    owner = paper.owners[0]
    sheet = Sheet(face="freeserif")
    middle = (sheet.left + sheet.right) / 2
    sheet.write(middle, sheet.y, NATION, "b", 13, "ma")
    sheet.write(middle, sheet.y + sheet.line_height(), MOTTO, "b", 13, "ma")
    sheet.rule(middle, sheet.y + 2.1 * sheet.line_height(), 50 * MM)
    sheet.y += 3.2 * sheet.line_height()
    sheet.heading("ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP XÂY DỰNG", "(Sử dụng cho công trình: Nhà ở riêng lẻ)", points=14)
    sheet.paragraph("Kính gửi: {Ủy ban nhân dân xã Mỹ Hòa Hưng}", indent=30)
    sheet.entries(
        ("1. Tên chủ đầu tư (chủ hộ)", f"{{{owner.name}}}"),
        ("- Số định danh cá nhân", f"{{{owner.id}}}"),
        ("- Địa chỉ liên hệ", f"{{{owner.address}}}"),
        ("2. Địa điểm xây dựng", f"{{{PLOT}}}"),
        ("- Diện tích thửa đất", f"{{{HOUSE.plot_area}}}"),
        ("3. Nội dung đề nghị cấp phép", "{Xây mới nhà ở, 02 tầng}"),
        ("- Diện tích xây dựng tầng 1", f"{{{HOUSE.footprint}}};   Tổng diện tích sàn: {{{HOUSE.floor_area}}}"),
        ("- Chiều cao công trình", f"{{{HOUSE.height}}}"),
        ("4. Dự kiến thời gian hoàn thành", "{tháng 10 năm 2026}"),
    )
    sheet.paragraph(
        "5. Cam kết: tôi xin cam đoan làm theo đúng giấy phép được cấp, nếu sai tôi xin hoàn toàn chịu trách "
        "nhiệm và bị xử lý theo quy định của pháp luật.",
        indent=0,
    )
    sheet.paragraph(
        "_Gửi kèm theo đơn: Giấy chứng nhận quyền sử dụng đất (bản sao); bản vẽ thiết kế (02 trang)._", indent=0
    )
    sheet.y += 4 * MM
    sheet.write(sheet.right - 40 * MM, sheet.y, f"Mỹ Hòa Hưng, {spelled(paper.issued)}", "i", 13, "ma")
    sheet.y += sheet.line_height()
    sign(sheet, sheet.signatory(["NGƯỜI LÀM ĐƠN"], owner.name, gap=28), owner.name)
    return [sheet]


def arrow(sheet: Sheet, start: tuple[float, float], end: tuple[float, float], label: str) -> None:
    """A dimension line with ticks; the label sits above its middle."""
    sheet.draw.line((*start, *end), fill=BLACK, width=2)
    for x, y in (start, end):
        sheet.draw.line((x - 1.2 * MM, y + 1.2 * MM, x + 1.2 * MM, y - 1.2 * MM), fill=BLACK, width=4)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    if start[1] == end[1]:
        sheet.write(middle[0], middle[1] - 4.5 * MM, label, "r", 9, "ma")
    else:
        sheet.write(middle[0] - 1.5 * MM, middle[1], label, "r", 9, "rm")


def title_block(sheet: Sheet, drawing: str, number: str) -> None:
    frame = (10 * MM, 10 * MM, sheet.image.width - 10 * MM, sheet.image.height - 14 * MM)
    sheet.draw.rectangle(frame, outline=BLACK, width=7)
    left, top = frame[2] - 74 * MM, frame[3] - 46 * MM
    sheet.draw.rectangle((left, top, frame[2], frame[3]), outline=BLACK, width=4, fill="white")
    lines = [
        ("CÔNG TY TNHH TƯ VẤN THIẾT KẾ CỒN TIÊN", "b"),
        ("Công trình: Nhà ở riêng lẻ", "r"),
        (f"Chủ đầu tư: {OWNER.name}", "r"),
        (PLOT.replace(", xã Mỹ Hòa Hưng", ""), "r"),
        (drawing, "b"),
        (f"Tỷ lệ 1:100      Bản vẽ: {number}", "r"),
    ]
    for index, (line, style) in enumerate(lines):
        y = top + 3 * MM + index * 7 * MM
        sheet.write(left + 2.5 * MM, y, line, style, 8)
        sheet.draw.line((left, y + 5.2 * MM, frame[2], y + 5.2 * MM), fill=BLACK, width=2)


def drawings(paper: Paper) -> list[Sheet]:
    plan = Sheet(landscape=True, face="sans")
    title_block(plan, "MẶT BẰNG TẦNG 1", "KT-01")
    x0, y0, unit = 40 * MM, 45 * MM, 10 * MM  # 1:100, one metre is a centimetre
    wall = 1.6 * MM
    rooms = [
        (0, 0, 6, 5, "PHÒNG KHÁCH"),
        (6, 0, 12, 5, "BẾP + ĂN"),
        (0, 5, 4, 8, "PHÒNG NGỦ 1"),
        (4, 5, 8, 8, "PHÒNG NGỦ 2"),
        (8, 5, 12, 8, "WC + KHO"),
    ]
    for left, top, right, bottom, name in rooms:
        box = (x0 + left * unit, y0 + top * unit, x0 + right * unit, y0 + bottom * unit)
        corners = [(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3]), (box[0], box[1])]
        plan.draw.line(corners, fill=BLACK, width=round(wall), joint="curve")
        plan.write((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, name, "r", 9, "mm")
    for left, top in ((2, 5), (5, 5), (9, 5), (2, 0)):  # doors: an opening and the swing of the leaf
        x, y = x0 + left * unit, y0 + top * unit
        plan.draw.rectangle((x, y - wall, x + 0.9 * unit, y + wall), fill="white")
        plan.draw.arc((x - 0.9 * unit, y - 0.9 * unit, x + 0.9 * unit, y + 0.9 * unit), 270, 360, fill=BLACK, width=3)
        plan.draw.line((x, y, x, y - 0.9 * unit), fill=BLACK, width=3)
    arrow(plan, (x0, y0 - 12 * MM), (x0 + 12 * unit, y0 - 12 * MM), "12 000")
    arrow(plan, (x0 - 12 * MM, y0), (x0 - 12 * MM, y0 + 8 * unit), "8 000")
    plan.write(x0, y0 + 8 * unit + 12 * MM, "MẶT BẰNG TẦNG 1   TL 1:100", "b", 12)

    front = Sheet(landscape=True, face="sans")
    title_block(front, "MẶT ĐỨNG CHÍNH", "KT-02")
    ground, left, right = 150 * MM, 50 * MM, 130 * MM
    front.draw.line((34 * MM, ground, right + 3 * MM, ground), fill=BLACK, width=8)
    for level in (0, 38, 72):
        front.draw.line((left, ground - level * MM, right, ground - level * MM), fill=BLACK, width=5)
        front.write(right + 6 * MM, ground - level * MM, f"+{level / 10:.2f}".replace(".", ","), "r", 9, "lm")
    for x in (left, right):
        front.draw.line((x, ground, x, ground - 72 * MM), fill=BLACK, width=5)
    front.draw.polygon(
        [(left - 6 * MM, ground - 72 * MM), ((left + right) / 2, ground - 88 * MM), (right + 6 * MM, ground - 72 * MM)],
        outline=BLACK,
        width=5,
    )
    for column in range(3):
        for base in (12, 50):
            x, y = left + (8 + 25 * column) * MM, ground - base * MM
            front.draw.rectangle((x, y - 14 * MM, x + 13 * MM, y), outline=BLACK, width=4)
            front.draw.line((x + 6.5 * MM, y - 14 * MM, x + 6.5 * MM, y), fill=BLACK, width=3)
    for step in range(1, 14):  # roof tiles
        y = ground - (72 + 16 * step / 14) * MM
        half = (46 * MM) * (1 - step / 14)
        front.draw.line(((left + right) / 2 - half, y, (left + right) / 2 + half, y), fill=BLACK, width=2)
    arrow(front, (left - 16 * MM, ground - 88 * MM), (left - 16 * MM, ground), "8 800")
    front.write(left, ground + 8 * MM, "MẶT ĐỨNG CHÍNH   TL 1:100", "b", 12)
    return [plan, front]


def land_certificate(paper: Paper) -> list[Sheet]:
    owner = paper.owners[0]
    sheet = begin(paper, "GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT")
    sheet.skewed_grid((sheet.left, sheet.y, sheet.right, sheet.y + 92 * MM), (244, 214, 218))
    sheet.entries(
        (
            "I. Người sử dụng đất",
            f"*{owner.name.upper()}*, sinh năm {owner.born.year}, số định danh cá nhân {owner.id}",
        ),
        ("II. Thửa đất số", "205;   Tờ bản đồ số: 11"),
        ("a) Địa chỉ", "ấp Mỹ Long 1, xã Mỹ Hòa Hưng"),
        ("b) Diện tích", f"{HOUSE.plot_area}   _(một trăm sáu mươi tám mét vuông)_"),
        ("c) Hình thức sử dụng", "riêng"),
        ("d) Mục đích sử dụng", "đất ở tại nông thôn"),
        ("đ) Thời hạn sử dụng", "lâu dài"),
        ("e) Nguồn gốc sử dụng", "nhận thừa kế"),
    )
    corners = [(0, 0), (38, 4), (34, 33), (-3, 30)]
    left, top = sheet.left + 14 * MM, sheet.y + 8 * MM
    points = [(left + x * MM, top + y * MM) for x, y in corners]
    sheet.draw.polygon(points, outline=BLACK, width=5)
    for index, (a, b) in enumerate(zip(points, [*points[1:], points[0]], strict=True)):
        sheet.write(*a, str(index + 1), "b", 10, "rb")
        metres = f"{math.dist(a, b) / MM / 2.8:.2f}".replace(".", ",")
        sheet.write((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, metres, "r", 9, "ma")
    signer = "Châu Văn Lượng"
    sheet.y += 2 * MM
    space = sheet.signatory(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], signer)
    authenticate(sheet, space, signer, paper.agency.seal)
    return [sheet]
