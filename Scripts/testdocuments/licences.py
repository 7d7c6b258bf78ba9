"""Certificates, licences and decisions: trade, criminal record, profession, food safety, land, driving."""

from . import people as p
from .agencies import CITY, COMMUNE_ECONOMY, CONSTRUCTION, INDUSTRY, JUSTICE, TRANSPORT
from .civil_status import begin
from .entry import Paper
from .marks import authenticate
from .people import date, slashed, spelled
from .sheet import MM, Sheet

TRADE = Paper(
    type="ho-kinh-doanh",
    title="Giấy chứng nhận đăng ký hộ kinh doanh",
    agency=COMMUNE_ECONOMY,
    number="52",
    notation="GCN-HKD",
    issued=date("2025-10-21"),
    scope="Toàn quốc",
    dossier="H01.02.14-251020-0005",
    procedure="1.001612",
    owners=(p.SHOP,),
)
RECORD = Paper(
    type="ly-lich-tu-phap",
    title="Phiếu lý lịch tư pháp số 1",
    agency=JUSTICE,
    number="1846",
    notation="PLLTP-STP",
    issued=date("2024-06-21"),
    dossier="000.00.16.H01-240612-0043",
    procedure="2.000488",
    owners=(p.APPLICANT_FOR_RECORD,),
)
PROFESSION = Paper(
    type="chung-chi-hanh-nghe",
    title="Chứng chỉ hành nghề hoạt động xây dựng",
    agency=CONSTRUCTION,
    number="412",
    notation="CCHN-SXD",
    issued=date("2023-05-18"),
    valid_until=date("2028-05-18"),
    scope="Toàn quốc",
    dossier="000.00.08.H58-230504-0019",
    procedure="1.009982",
    owners=(p.ENGINEER,),
)
FOOD = Paper(
    type="attp",
    title="Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm",
    agency=INDUSTRY,
    number="93",
    notation="GCNATTP-SCT",
    issued=date("2025-03-11"),
    valid_until=date("2028-03-11"),
    scope="Cơ sở tại ấp Mỹ Hiệp, xã Mỹ Hòa Hưng",
    dossier="000.00.07.H01-250227-0006",
    procedure="2.000591",
    owners=(p.BAKERY,),
)
REISSUE = Paper(
    type="cap-doi",
    title="Quyết định cấp đổi Giấy chứng nhận quyền sử dụng đất",
    agency=CITY,
    number="2157",
    notation="QĐ-UBND",
    issued=date("2022-08-26"),
    dossier="000.00.21.H01-220810-0027",
    procedure="1.003907",
    owners=(p.LANDHOLDER,),
)
DRIVING = Paper(
    type="giay-phep-lai-xe",
    title="Giấy phép lái xe hạng B2",
    agency=TRANSPORT,
    number="890148002316",
    notation="",
    issued=date("2014-11-05"),
    valid_until=date("2024-11-05"),
    scope="Toàn quốc",
    dossier="000.00.09.H01-141022-0031",
    procedure="1.002809",
    owners=(p.DRIVER,),
)


def trade_certificate(paper: Paper) -> list[Sheet]:
    shop, owner = paper.owners[0], p.SHOPKEEPER
    sheet = begin(paper, "GIẤY CHỨNG NHẬN", "ĐĂNG KÝ HỘ KINH DOANH")
    sheet.paragraph(f"_Đăng ký lần đầu, {spelled(paper.issued)}_", indent=42)
    sheet.entries(
        ("Mã số hộ kinh doanh, mã số thuế", f"*{shop.tax_code}*"),
        ("1. Tên hộ kinh doanh", f"*{shop.name}*"),
        ("2. Địa chỉ trụ sở", shop.address),
        (
            "3. Ngành, nghề kinh doanh",
            "Bán lẻ lương thực, thực phẩm, đồ uống trong các cửa hàng kinh doanh tổng hợp (mã ngành 4711)",
        ),
        ("4. Vốn kinh doanh", "150.000.000 đồng _(một trăm năm mươi triệu đồng)_"),
        ("5. Chủ hộ kinh doanh", f"*{owner.name.upper()}*"),
        ("Giới tính", f"{owner.sex};   Sinh ngày: {owner.birth_date};   Dân tộc: Kinh;   Quốc tịch: Việt Nam"),
        ("Số định danh cá nhân", owner.id),
        ("Nơi thường trú", owner.address),
    )
    sheet.y += 6 * MM
    sheet.recipients("- Hộ kinh doanh;", "- Thuế cơ sở;", "- Lưu: HSĐK.")
    signer = "Mai Hoàng Sơn"
    authenticate(sheet, sheet.signatory(["TRƯỞNG PHÒNG"], signer), signer, paper.agency.seal)
    return [sheet]


def criminal_record(paper: Paper) -> list[Sheet]:
    holder = paper.owners[0]
    sheet = begin(paper, "PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1")
    sheet.paragraph("_Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;_")
    sheet.heading("XÁC NHẬN:", points=14)
    sheet.entries(
        ("1. Họ và tên", f"*{holder.name.upper()}*"),
        ("2. Giới tính", holder.sex),
        ("3. Ngày, tháng, năm sinh", holder.birth_date),
        ("4. Nơi sinh", "tỉnh An Giang"),
        ("5. Quốc tịch", "Việt Nam"),
        ("6. Nơi thường trú", holder.address),
        ("7. Số định danh cá nhân", holder.id),
    )
    sheet.table(
        ["Tình trạng án tích", "Thông tin về cấm đảm nhiệm chức vụ"], [["Không có án tích", "Không có"]], [1, 1], 12
    )
    sheet.y += 6 * MM
    sheet.recipients("- Người được cấp;", "- Lưu: HS.")
    signer = "Đinh Thị Mỹ Lệ"
    authenticate(sheet, sheet.signatory(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], signer), signer, paper.agency.seal)
    return [sheet]


def practising_certificate(paper: Paper) -> list[Sheet]:
    holder = paper.owners[0]
    front = begin(paper, "CHỨNG CHỈ HÀNH NGHỀ", "HOẠT ĐỘNG XÂY DỰNG")
    front.skewed_grid((front.left, front.y, front.right, front.y + 110 * MM), (238, 233, 214))
    front.entries(
        ("Cấp cho", f"*{holder.name.upper()}*"),
        ("Ngày, tháng, năm sinh", holder.birth_date),
        ("Số định danh cá nhân", holder.id),
        ("Quốc tịch", "Việt Nam"),
        ("Nơi cư trú", holder.address),
        ("Trình độ chuyên môn", "Kỹ sư xây dựng dân dụng và công nghiệp"),
    )
    front.paragraph(
        f"Chứng chỉ hành nghề này có giá trị trên phạm vi toàn quốc và có hiệu lực đến {spelled(paper.valid_until)}.",
        indent=0,
    )
    front.y += 6 * MM
    signer = "Nguyễn Thế Hiển"
    authenticate(front, front.signatory(["GIÁM ĐỐC"], signer), signer, paper.agency.seal)
    back = Sheet()
    back.heading("LĨNH VỰC VÀ HẠNG HÀNH NGHỀ", points=14)
    until = slashed(paper.valid_until)
    back.table(
        ["TT", "Lĩnh vực hành nghề", "Hạng", "Có hiệu lực đến"],
        [
            ["1", "Thiết kế kết cấu công trình dân dụng", "II", until],
            ["2", "Giám sát công tác xây dựng công trình dân dụng", "II", until],
            ["3", "Định giá xây dựng", "III", until],
        ],
        [7, 60, 12, 26],
        12,
    )
    back.paragraph(
        "_Người được cấp chứng chỉ không được cho người khác thuê, mượn hoặc sử dụng chứng chỉ này; phải xuất "
        "trình khi cơ quan có thẩm quyền yêu cầu._"
    )
    return [front, back]


def food_safety(paper: Paper) -> list[Sheet]:
    firm = paper.owners[0]
    sheet = begin(paper, "GIẤY CHỨNG NHẬN", "CƠ SỞ ĐỦ ĐIỀU KIỆN AN TOÀN THỰC PHẨM")
    sheet.entries(
        ("Cơ sở", f"*{firm.name}*"),
        ("Mã số doanh nghiệp", firm.tax_code),
        ("Địa chỉ sản xuất", firm.address),
        ("Người đại diện", "Tạ Thị Xuân Nghi - Giám đốc"),
    )
    sheet.paragraph(
        "Đủ điều kiện an toàn thực phẩm để sản xuất các sản phẩm: bánh pía, kẹo đậu phộng, mứt dừa.", indent=0
    )
    sheet.paragraph(
        f"_Giấy chứng nhận có hiệu lực đến {spelled(paper.valid_until)} và thay thế Giấy chứng nhận số "
        "41/GCNATTP-SCT ngày 09 tháng 3 năm 2022._",
        indent=0,
    )
    sheet.y += 8 * MM
    sheet.recipients("- Cơ sở;", "- UBND xã;", "- Lưu: VT.")
    signer = "Phùng Chí Bảo"
    authenticate(sheet, sheet.signatory(["GIÁM ĐỐC"], signer), signer, paper.agency.seal)
    return [sheet]


def reissue_decision(paper: Paper) -> list[Sheet]:
    holder = paper.owners[0]
    sheet = begin(paper, "QUYẾT ĐỊNH", "Về việc cấp đổi Giấy chứng nhận quyền sử dụng đất")
    sheet.heading("CHỦ TỊCH " + paper.agency.name.upper(), points=13)
    for basis in (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Căn cứ Luật Đất đai ngày 29 tháng 11 năm 2013;",
        "Theo đề nghị của Trưởng phòng Tài nguyên và Môi trường.",
    ):
        sheet.paragraph(f"_{basis}_")
    sheet.heading("QUYẾT ĐỊNH:", points=14)
    sheet.paragraph(
        f"*Điều 1.* Cấp đổi Giấy chứng nhận quyền sử dụng đất cho {holder.title} *{holder.name}*, sinh ngày "
        f"{holder.birth_date}, số định danh cá nhân {holder.id}, cư trú tại {holder.address}; thửa đất số 77, "
        "tờ bản đồ số 09, diện tích 214,6 m², do Giấy chứng nhận số AB 448127 bị ố, nhòe."
    )
    sheet.paragraph("*Điều 2.* Giấy chứng nhận số AB 448127 hết giá trị pháp lý kể từ ngày Quyết định này có hiệu lực.")
    sheet.paragraph(
        f"*Điều 3.* Quyết định này có hiệu lực kể từ ngày ký. Trưởng phòng Tài nguyên và Môi trường và {holder.title} "
        f"{holder.name} chịu trách nhiệm thi hành Quyết định này./."
    )
    sheet.y += 4 * MM
    sheet.recipients("- Như Điều 3;", "- Lưu: VT, TNMT.")
    signer = "Châu Văn Lượng"
    authenticate(sheet, sheet.signatory(["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], signer), signer, paper.agency.seal)
    return [sheet]


def driving_licence(paper: Paper) -> list[Sheet]:
    """The plastic card as an office copies it: front and back on one A4 sheet."""
    holder = paper.owners[0]
    sheet = Sheet(face="sans", points=8)
    width, height, left = 86 * MM, 54 * MM, 62 * MM
    for top in (45 * MM, 112 * MM):
        sheet.draw.rounded_rectangle(
            (left, top, left + width, top + height), 3 * MM, fill=(250, 240, 206), outline=(150, 140, 100), width=3
        )
        sheet.skewed_grid((left + 3 * MM, top + 3 * MM, left + width - 3 * MM, top + height - 4 * MM), (240, 222, 176))
    top = 45 * MM
    sheet.write(
        left + width / 2, top + 3 * MM, "GIẤY PHÉP LÁI XE / BẢN MẪU THỬ NGHIỆM", "b", 9, "ma", fill=(190, 30, 40)
    )
    sheet.write(left + width / 2, top + 8 * MM, f"Số/No: {paper.number}", "b", 9, "ma", fill=(190, 30, 40))
    sheet.draw.rectangle(
        (left + 4 * MM, top + 15 * MM, left + 24 * MM, top + 41 * MM),
        fill=(196, 210, 226),
        outline=(90, 90, 90),
        width=2,
    )
    sheet.draw.ellipse((left + 9 * MM, top + 18 * MM, left + 19 * MM, top + 30 * MM), fill=(150, 160, 176))
    sheet.draw.pieslice((left + 6 * MM, top + 31 * MM, left + 22 * MM, top + 50 * MM), 180, 360, fill=(150, 160, 176))
    lines = [
        f"Họ tên: {holder.name.upper()}",
        f"Ngày sinh: {holder.birth_date}",
        "Quốc tịch: VIỆT NAM",
        f"Nơi cư trú: {holder.address.split(', huyện')[0]},",
        "huyện Chợ Mới, tỉnh An Giang",
        "Hạng: B2",
        f"Có giá trị đến: {slashed(paper.valid_until)}",
        f"Nơi cấp: {paper.agency.place}, {slashed(paper.issued)}",
    ]
    for index, line in enumerate(lines):
        sheet.write(left + 27 * MM, top + 14 * MM + index * 4.6 * MM, line, "r", 8)
    top = 112 * MM
    sheet.write(left + width / 2, top + 4 * MM, "CÁC LOẠI XE CƠ GIỚI ĐƯỜNG BỘ ĐƯỢC ĐIỀU KHIỂN", "b", 7.5, "ma")
    for index, line in enumerate(
        (
            "B2: Ô tô chở người đến 9 chỗ ngồi;",
            "ô tô tải có trọng tải dưới 3.500 kg.",
            f"Ngày trúng tuyển: {slashed(date('2014-10-18'))}",
        )
    ):
        sheet.write(left + 6 * MM, top + 13 * MM + index * 5 * MM, line, "r", 8)
    return [sheet]
