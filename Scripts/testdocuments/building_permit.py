"""The building permit of a private house: two pages, the second with the owner's duties and the signature."""

from dataclasses import dataclass

from . import people as p
from .agencies import COMMUNE
from .civil_status import begin, chair
from .entry import Paper
from .people import date, spelled
from .sheet import MM, Sheet


@dataclass(frozen=True)
class House:
    """What the permit, the application and the drawings must agree on."""

    plot: str
    plot_area: str
    land_paper: str
    footprint: str
    floor_area: str
    height: str
    density: str
    ratio: str


HOUSES = {
    p.BUILDER: House(
        plot="thửa đất số 312, tờ bản đồ số 18",
        plot_area="139,4 m²",
        land_paper="01923/CH, cấp ngày 12/07/2018",
        footprint="86,4 m²",
        floor_area="172,8 m²",
        height="8,9 m",
        density="62 %",
        ratio="1,24",
    ),
    p.HOMEOWNER: House(
        plot="thửa đất số 205, tờ bản đồ số 11",
        plot_area="168,0 m²",
        land_paper="01764/CH, cấp ngày 30/06/2017",
        footprint="96,0 m²",
        floor_area="188,0 m²",
        height="8,8 m",
        density="57 %",
        ratio="1,12",
    ),
}

PERMIT = Paper(
    type="giay-phep-xay-dung",
    title="Giấy phép xây dựng nhà ở riêng lẻ",
    agency=COMMUNE,
    number="111",
    notation="GPXD-UBND",
    issued=date("2026-04-20"),
    valid_until=date("2027-04-20"),
    scope="Thửa đất số 312, tờ bản đồ số 18, xã Mỹ Hòa Hưng",
    dossier="H01.02.14-260406-0012",
    procedure="1.009994",
    owners=(p.BUILDER,),
)


def building_permit(paper: Paper) -> list[Sheet]:
    owner = paper.owners[0]
    house = HOUSES[owner]
    first = begin(paper, "GIẤY PHÉP XÂY DỰNG", "(Sử dụng cho công trình: Nhà ở riêng lẻ)")
    first.paragraph(f"1. Cấp cho {owner.title}: *{owner.name.upper()}*", indent=0)
    first.entries(
        ("- Số định danh cá nhân", owner.id), ("- Ngày sinh", owner.birth_date), ("- Nơi cư trú", owner.address)
    )
    first.paragraph("2. Được phép xây dựng công trình: *Nhà ở riêng lẻ*, theo những nội dung sau:", indent=0)
    first.entries(
        ("- Thiết kế do", "Công ty TNHH Tư vấn Thiết kế Cồn Tiên lập"),
        ("- Vị trí xây dựng", paper.scope),
        ("- Cốt nền công trình", "+0,45 m so với mặt đường hiện hữu"),
        ("- Chỉ giới xây dựng, khoảng lùi", "lùi 3,0 m so với chỉ giới đường đỏ"),
        ("- Mật độ xây dựng", f"{house.density};   Hệ số sử dụng đất: {house.ratio}"),
        ("- Diện tích xây dựng tầng 1", f"{house.footprint};   Tổng diện tích sàn: {house.floor_area}"),
        ("- Chiều cao công trình", f"{house.height};   Số tầng: 02"),
    )
    first.paragraph(
        f"3. Giấy tờ về đất đai: Giấy chứng nhận quyền sử dụng đất số {house.land_paper}, {house.plot}, diện tích "
        f"{house.plot_area}, mục đích sử dụng: đất ở tại nông thôn.",
        indent=0,
    )
    first.paragraph(
        "4. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn 12 tháng kể từ ngày ký; quá thời hạn "
        f"trên _(sau {spelled(paper.valid_until)})_ thì phải đề nghị gia hạn giấy phép xây dựng.",
        indent=0,
    )
    second = Sheet()
    second.write(second.image.width / 2, 12 * MM, "2", "r", 13, "ma")
    second.heading("CHỦ ĐẦU TƯ PHẢI THỰC HIỆN CÁC NỘI DUNG SAU ĐÂY:", points=13)
    for line in (
        "1. Phải hoàn toàn chịu trách nhiệm trước pháp luật nếu xâm phạm quyền của các chủ sử dụng đất liền kề.",
        "2. Phải thực hiện đúng các quy định của pháp luật về đất đai, về xây dựng và Giấy phép xây dựng này.",
        "3. Phải thông báo bằng văn bản về ngày khởi công cho cơ quan cấp phép trước khi khởi công công trình.",
        "4. Xuất trình Giấy phép xây dựng khi cơ quan có thẩm quyền yêu cầu và treo biển báo tại công trường.",
        "5. Khi điều chỉnh thiết kế làm thay đổi nội dung Giấy phép xây dựng thì phải đề nghị điều chỉnh và chờ "
        "quyết định của cơ quan cấp phép.",
    ):
        second.paragraph(line)
    second.y += 5 * MM
    second.recipients("- Chủ đầu tư;", "- Phòng Kinh tế xã;", "- Lưu: VT.")
    chair(second)
    return [first, second]
