"""Papers about persons: birth extract, marriage certificate, marital status, residence, household."""

from . import people as p
from .agencies import COMMUNE
from .entry import Paper
from .marks import authenticate, qr
from .people import date, spelled
from .sheet import MM, Sheet

BIRTH = Paper(
    type="khai-sinh",
    title="Trích lục khai sinh",
    agency=COMMUNE,
    number="118",
    notation="TLKS-BS",
    issued=date("2026-01-07"),
    scope="Toàn quốc",
    dossier="H01.02.14-260107-0004",
    procedure="1.001193",
    owners=(p.CHILD,),
)
SMUDGED_BIRTH = Paper(
    type="khai-sinh",
    title="Trích lục khai sinh",
    agency=COMMUNE,
    number="131",
    notation="TLKS-BS",
    issued=date("2026-03-02"),
    scope="Toàn quốc",
    dossier="H01.02.14-260302-0011",
    procedure="1.001193",
    owners=(p.SECOND_CHILD,),
)
MARRIAGE = Paper(
    type="ket-hon",
    title="Giấy chứng nhận kết hôn",
    agency=COMMUNE,
    number="24",
    notation="2026",
    issued=date("2026-02-14"),
    scope="Toàn quốc",
    dossier="H01.02.14-260212-0009",
    procedure="1.000894",
    owners=(p.GROOM, p.BRIDE),
)
SINGLE = Paper(
    type="tinh-trang-hon-nhan",
    title="Giấy xác nhận tình trạng hôn nhân",
    agency=COMMUNE,
    number="57",
    notation="UBND-XNTTHN",
    issued=date("2026-09-15"),
    valid_until=date("2027-03-15"),
    scope="Làm thủ tục đăng ký kết hôn",
    dossier="H01.02.14-260914-0016",
    procedure="1.004873",
    owners=(p.BACHELOR,),
)
TORN_SINGLE = Paper(
    type="tinh-trang-hon-nhan",
    title="Giấy xác nhận tình trạng hôn nhân",
    agency=COMMUNE,
    number="61",
    notation="UBND-XNTTHN",
    issued=date("2026-09-22"),
    valid_until=date("2027-03-22"),
    scope="Bổ túc hồ sơ vay vốn",
    dossier="H01.02.14-260921-0003",
    procedure="1.004873",
    owners=(p.SPINSTER,),
)
RESIDENCE = Paper(
    type="xac-nhan-cu-tru",
    title="Giấy xác nhận cư trú",
    agency=COMMUNE,
    number="203",
    notation="XN-UBND",
    issued=date("2026-04-02"),
    dossier="H01.02.14-260401-0021",
    procedure="1.004222",
    owners=(p.RESIDENT,),
)
HOUSEHOLD = Paper(
    type="xac-nhan-cu-tru",
    title="Giấy xác nhận nhân khẩu",
    agency=COMMUNE,
    number="219",
    notation="XN-UBND",
    issued=date("2026-05-08"),
    dossier="H01.02.14-260507-0008",
    procedure="1.004222",
    owners=(p.HOUSEHOLDER,),
)

PARENTS = {p.CHILD: (p.MOTHER, p.FATHER), p.SECOND_CHILD: (p.SECOND_MOTHER, p.SECOND_FATHER)}


def begin(paper: Paper, *title: str, face: str = "liberation") -> Sheet:
    """A first page with the header every office paper has."""
    sheet = Sheet(face=face)
    sheet.header(list(paper.agency.header), paper.code, paper.agency.place, spelled(paper.issued))
    sheet.heading(*title)
    return sheet


def chair(sheet: Sheet, signer: str = p.CHAIRMAN, deputy: bool = False) -> None:
    role = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"] if deputy else ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    authenticate(sheet, sheet.signatory(role, signer), signer, COMMUNE.seal)


def birth_extract(paper: Paper) -> list[Sheet]:
    child = paper.owners[0]
    mother, father = PARENTS[child]
    sheet = begin(paper, "TRÍCH LỤC KHAI SINH", "(BẢN SAO)")
    sheet.entries(
        ("Họ, chữ đệm, tên", f"*{child.name.upper()}*"),
        ("Ngày, tháng, năm sinh", child.birth_date),
        ("Giới tính", f"{child.sex};   Dân tộc: Kinh;   Quốc tịch: Việt Nam"),
        ("Nơi sinh", "Bệnh viện Sản - Nhi An Giang, tỉnh An Giang"),
        ("Quê quán", p.COMMUNE),
        ("Số định danh cá nhân", child.id),
        ("Họ, chữ đệm, tên người mẹ", f"*{mother.name.upper()}*"),
        ("Năm sinh", f"{mother.born.year};   Dân tộc: Kinh;   Quốc tịch: Việt Nam"),
        ("Nơi cư trú", mother.address),
        ("Họ, chữ đệm, tên người cha", f"*{father.name.upper()}*"),
        ("Năm sinh", f"{father.born.year};   Dân tộc: Kinh;   Quốc tịch: Việt Nam"),
        ("Nơi cư trú", father.address),
        ("Đăng ký khai sinh tại", f"{paper.agency.name}, tỉnh An Giang"),
        ("Số", f"{int(paper.number) - 40}/{paper.issued.year};   Quyển số: 01;   {spelled(paper.issued)}"),
        ("Ghi chú", "Không"),
    )
    sheet.paragraph("_Trích lục này được sao từ Sổ đăng ký khai sinh và có giá trị như bản chính._")
    sheet.y += 4 * MM
    sheet.recipients("- Người yêu cầu;", "- Lưu: Hộ tịch.")
    chair(sheet, p.VICE_CHAIRMAN, deputy=True)
    return [sheet]


def marriage_certificate(paper: Paper) -> list[Sheet]:
    groom, bride = paper.owners
    sheet = begin(paper, "GIẤY CHỨNG NHẬN KẾT HÔN")
    frame = (sheet.left - 9 * MM, 13 * MM, sheet.right + 5 * MM, sheet.image.height - 15 * MM)
    sheet.draw.rectangle(frame, outline=(176, 60, 60), width=7)
    sheet.draw.rectangle(
        tuple(v + d * 1.3 * MM for v, d in zip(frame, (1, 1, -1, -1), strict=True)), outline=(176, 60, 60), width=3
    )
    for role, spouse, nation in (("VỢ", bride, "Kinh"), ("CHỒNG", groom, "Kinh")):
        sheet.paragraph(f"*Thông tin về {role.lower()}*", indent=0)
        sheet.entries(
            ("Họ, chữ đệm, tên", f"*{spouse.name.upper()}*"),
            ("Ngày, tháng, năm sinh", spouse.birth_date),
            ("Dân tộc", f"{nation};   Quốc tịch: Việt Nam"),
            ("Nơi cư trú", spouse.address),
            ("Số định danh cá nhân", spouse.id),
        )
        sheet.y += 3 * MM
    sheet.entries(
        ("Nơi đăng ký kết hôn", f"{paper.agency.name}, tỉnh An Giang"),
        ("Ngày, tháng, năm đăng ký", spelled(paper.issued)),
    )
    sheet.paragraph("_Giấy chứng nhận kết hôn có giá trị kể từ ngày đăng ký._")
    sheet.y += 3 * MM
    left = sheet.left + 34 * MM
    sheet.write(left, sheet.y, "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH", "b", 12, "ma")
    sheet.write(left, sheet.y + 41 * MM, p.REGISTRAR, "b", 13.5, "ma")
    authenticate(sheet, (left, sheet.y + 25 * MM), p.REGISTRAR, None)
    chair(sheet)
    return [sheet]


def marital_status(paper: Paper) -> list[Sheet]:
    holder = paper.owners[0]
    sheet = begin(paper, "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN")
    sheet.heading(f"{paper.agency.name.upper()}", points=13)
    sheet.paragraph(f"Xét đề nghị của {holder.title} {holder.name}, về việc cấp Giấy xác nhận tình trạng hôn nhân,")
    sheet.heading("XÁC NHẬN:", points=14)
    sheet.entries(
        ("Họ, chữ đệm, tên", f"*{holder.name.upper()}*"),
        ("Ngày, tháng, năm sinh", holder.birth_date),
        ("Giới tính", f"{holder.sex};   Dân tộc: Kinh;   Quốc tịch: Việt Nam"),
        ("Số định danh cá nhân", holder.id),
        ("Nơi cư trú", holder.address),
        ("Tình trạng hôn nhân", "Chưa đăng ký kết hôn với ai."),
    )
    sheet.paragraph(f"Giấy này được cấp để: {paper.scope}.")
    sheet.paragraph(
        f"Giấy này có giá trị sử dụng trong thời hạn 06 tháng kể từ ngày cấp _(đến hết {spelled(paper.valid_until)})_."
    )
    sheet.y += 6 * MM
    sheet.recipients("- Như trên;", "- Lưu: VT, Hộ tịch.")
    chair(sheet)
    return [sheet]


def residence(paper: Paper) -> list[Sheet]:
    holder = paper.owners[0]
    sheet = begin(paper, "GIẤY XÁC NHẬN CƯ TRÚ", face="freeserif")
    sheet.paragraph(f"*{paper.agency.name}* xác nhận:")
    sheet.entries(
        ("Họ và tên", f"*{holder.name.upper()}*"),
        ("Ngày sinh", f"{holder.birth_date};   Giới tính: {holder.sex}"),
        ("Số định danh cá nhân", holder.id),
        ("Nơi thường trú", holder.address),
    )
    sheet.paragraph(
        "Hiện đang cư trú thực tế tại địa chỉ nêu trên từ tháng 6 năm 2019 đến nay, chấp hành tốt chủ trương "
        "của Đảng, pháp luật của Nhà nước và quy ước của khu dân cư."
    )
    sheet.paragraph("Giấy xác nhận được lập theo yêu cầu của đương sự để bổ túc hồ sơ nhập học cho con.")
    sheet.y += 6 * MM
    sheet.recipients("- Người yêu cầu;", "- Lưu: VT.")
    chair(sheet, p.VICE_CHAIRMAN, deputy=True)
    return [sheet]


def identity_card_text(holder: p.Person) -> str:
    """The text behind the QR of an identity card: id, old id, name, birth date, sex, address, date of issue."""
    return f"{holder.id}||{holder.name}|{holder.born:%d%m%Y}|{holder.sex}|{holder.address}|14072021"


def household(paper: Paper) -> list[Sheet]:
    holder = paper.owners[0]
    sheet = begin(paper, "GIẤY XÁC NHẬN NHÂN KHẨU")
    sheet.paragraph(
        f"Căn cứ dữ liệu dân cư do địa phương quản lý, *{paper.agency.name}* xác nhận hộ của {holder.title} "
        f"*{holder.name.upper()}*, sinh ngày {holder.birth_date}, số định danh cá nhân {holder.id}, "
        f"thường trú tại {holder.address}, gồm các nhân khẩu sau:"
    )
    members = [
        ("Đỗ Văn Phú Quý", "28/04/1965", "Chủ hộ"),
        ("Mai Thị Lệ Thu", "19/02/1968", "Vợ"),
        ("Đỗ Mai Thanh Tùng", "03/10/1993", "Con"),
        ("Đỗ Ngọc Khánh An", "25/12/2019", "Cháu nội"),
    ]
    sheet.table(
        ["TT", "Họ và tên", "Ngày sinh", "Quan hệ với chủ hộ"],
        [[str(n), *member] for n, member in enumerate(members, 1)],
        [8, 44, 24, 34],
    )
    sheet.paragraph("Mã QR dưới đây được in từ thẻ căn cước của chủ hộ khi tiếp nhận hồ sơ.")
    sheet.y += 6 * MM
    qr(sheet, identity_card_text(holder), sheet.left, sheet.y + 30 * MM, 34)
    sheet.recipients("- Chủ hộ;", "- Lưu: VT, Công an xã.")
    chair(sheet)
    return [sheet]
