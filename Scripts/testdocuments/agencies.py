"""The offices whose names the papers carry: how each writes its header, its place and its seal."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Agency:
    name: str
    header: tuple[str, ...]
    place: str
    seal: str


COMMUNE = Agency(
    name="Ủy ban nhân dân xã Mỹ Hòa Hưng",
    header=("ỦY BAN NHÂN DÂN", "XÃ MỸ HÒA HƯNG"),
    place="Mỹ Hòa Hưng",
    seal="UBND xã Mỹ Hòa Hưng",
)
COMMUNE_ECONOMY = Agency(
    name="Phòng Kinh tế xã Mỹ Hòa Hưng",
    header=("UBND XÃ MỸ HÒA HƯNG", "PHÒNG KINH TẾ"),
    place="Mỹ Hòa Hưng",
    seal="Phòng Kinh tế xã Mỹ Hòa Hưng",
)
CITY = Agency(
    name="Ủy ban nhân dân thành phố Long Xuyên",
    header=("ỦY BAN NHÂN DÂN", "THÀNH PHỐ LONG XUYÊN"),
    place="Long Xuyên",
    seal="UBND TP Long Xuyên",
)
JUSTICE = Agency(
    name="Sở Tư pháp tỉnh An Giang",
    header=("ỦY BAN NHÂN DÂN TỈNH AN GIANG", "SỞ TƯ PHÁP"),
    place="An Giang",
    seal="Sở Tư pháp An Giang",
)
TRANSPORT = Agency(
    name="Sở Giao thông vận tải tỉnh An Giang",
    header=("ỦY BAN NHÂN DÂN TỈNH AN GIANG", "SỞ GIAO THÔNG VẬN TẢI"),
    place="An Giang",
    seal="Sở GTVT An Giang",
)
INDUSTRY = Agency(
    name="Sở Công Thương tỉnh An Giang",
    header=("ỦY BAN NHÂN DÂN TỈNH AN GIANG", "SỞ CÔNG THƯƠNG"),
    place="An Giang",
    seal="Sở Công Thương An Giang",
)
CONSTRUCTION = Agency(
    name="Sở Xây dựng tỉnh Tiền Giang",
    header=("ỦY BAN NHÂN DÂN TỈNH TIỀN GIANG", "SỞ XÂY DỰNG"),
    place="Tiền Giang",
    seal="Sở Xây dựng Tiền Giang",
)
