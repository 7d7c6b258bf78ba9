"""The offices whose names the papers carry: how each writes its header, its place and its seal."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Agency:
    name: str
    header: tuple[str, ...]
    place: str
    seal: str


COMMUNE = Agency("Ủy ban nhân dân xã Mỹ Hòa Hưng", ("ỦY BAN NHÂN DÂN", "XÃ MỸ HÒA HƯNG"), "Mỹ Hòa Hưng", "UBND xã Mỹ Hòa Hưng")
COMMUNE_ECONOMY = Agency(
    "Phòng Kinh tế xã Mỹ Hòa Hưng", ("UBND XÃ MỸ HÒA HƯNG", "PHÒNG KINH TẾ"), "Mỹ Hòa Hưng", "Phòng Kinh tế xã Mỹ Hòa Hưng")
CITY = Agency("Ủy ban nhân dân thành phố Long Xuyên", ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ LONG XUYÊN"), "Long Xuyên", "UBND TP Long Xuyên")
JUSTICE = Agency("Sở Tư pháp tỉnh An Giang", ("ỦY BAN NHÂN DÂN TỈNH AN GIANG", "SỞ TƯ PHÁP"), "An Giang", "Sở Tư pháp An Giang")
TRANSPORT = Agency("Sở Giao thông vận tải tỉnh An Giang", ("ỦY BAN NHÂN DÂN TỈNH AN GIANG", "SỞ GIAO THÔNG VẬN TẢI"), "An Giang", "Sở GTVT An Giang")
INDUSTRY = Agency("Sở Công Thương tỉnh An Giang", ("ỦY BAN NHÂN DÂN TỈNH AN GIANG", "SỞ CÔNG THƯƠNG"), "An Giang", "Sở Công Thương An Giang")
CONSTRUCTION = Agency("Sở Xây dựng tỉnh Tiền Giang", ("ỦY BAN NHÂN DÂN TỈNH TIỀN GIANG", "SỞ XÂY DỰNG"), "Tiền Giang", "Sở Xây dựng Tiền Giang")
