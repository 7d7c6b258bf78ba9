"""Invented persons and organisations whose numbers nevertheless obey the rules real ones obey.

The software under test checks these numbers, so they have to pass; the digits that carry no meaning are drawn from a
generator seeded by the name, so they are stable and belong to nobody we know of.
"""

import datetime
import random
from dataclasses import dataclass

SEED = "so-hoa-2026"

# Provinces of birth registration, by the codes used in personal identification numbers.
AN_GIANG, TIEN_GIANG, CAN_THO, DONG_THAP = "089", "082", "092", "087"

# Weights of the ten-digit tax code: the last digit is 10 minus the weighted sum modulo 11.
TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def slashed(date: datetime.date) -> str:
    """05/03/2026, as a form prints a birth date."""
    return f"{date.day:02d}/{date.month:02d}/{date.year}"


def spelled(date: datetime.date) -> str:
    """ngày 05 tháng 3 năm 2026: NĐ 30/2020 pads the day below 10 and the months 1 and 2 only."""
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    return f"ngày {date.day:02d} tháng {month} năm {date.year}"


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    name: str
    male: bool
    born: datetime.date
    province: str
    address: str

    @property
    def id(self) -> str:
        """Personal identification number: province, century and sex, year of birth, six free digits."""
        century_and_sex = 2 * (self.born.year // 100 - 19) + (0 if self.male else 1)
        free = random.Random(f"{SEED}/{self.name}").randrange(1_000_000)
        return f"{self.province}{century_and_sex}{self.born.year % 100:02d}{free:06d}"

    @property
    def birth_date(self) -> str:
        return slashed(self.born)

    @property
    def sex(self) -> str:
        return "Nam" if self.male else "Nữ"

    @property
    def title(self) -> str:
        return "ông" if self.male else "bà"


@dataclass(frozen=True)
class Organisation:
    """A company or household business that does not exist."""

    name: str
    tax_prefix: str
    address: str

    @property
    def tax_code(self) -> str:
        """Ten digits; candidates whose check digit would be 10 are skipped, as the tax office does."""
        serial = random.Random(f"{SEED}/{self.name}").randrange(100_000)
        while True:
            digits = f"{self.tax_prefix}{serial:05d}"
            check = 10 - sum(int(d) * w for d, w in zip(digits, TAX_WEIGHTS, strict=True)) % 11
            if check < 10:
                return f"{digits}{check}"
            serial = (serial + 1) % 100_000


def date(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso)


def person(name: str, sex: str, born: str, province: str, address: str) -> Person:
    return Person(name, sex == "nam", date(born), province, address)


COMMUNE = "xã Mỹ Hòa Hưng, tỉnh An Giang"

CHILD = person("Nguyễn Hoàng Bảo Ngọc", "nữ", "2025-12-14", AN_GIANG, f"ấp Mỹ Thuận, {COMMUNE}")
FATHER = person("Nguyễn Hữu Phước", "nam", "1994-07-02", AN_GIANG, f"ấp Mỹ Thuận, {COMMUNE}")
MOTHER = person("Trần Thị Cẩm Loan", "nữ", "1996-03-21", AN_GIANG, f"ấp Mỹ Thuận, {COMMUNE}")
GROOM = person("Lê Minh Khôi", "nam", "1997-10-09", AN_GIANG, f"ấp Mỹ An 1, {COMMUNE}")
BRIDE = person("Phạm Thị Diễm My", "nữ", "2000-01-27", CAN_THO, "khu vực Thới Hòa, phường Thốt Nốt, thành phố Cần Thơ")
BUILDER = person("Huỳnh Văn Tấn", "nam", "1980-05-16", AN_GIANG, f"số 47, ấp Mỹ Khánh, {COMMUNE}")
SHOPKEEPER = person("Võ Thị Thu Hà", "nữ", "1985-11-30", AN_GIANG, f"số 12, ấp Mỹ Thạnh, {COMMUNE}")
APPLICANT_FOR_RECORD = person("Đặng Quốc Thịnh", "nam", "1992-08-19", AN_GIANG, f"ấp Mỹ Long 2, {COMMUNE}")
ENGINEER = person(
    "Phan Đình Long", "nam", "1986-04-05", TIEN_GIANG, "số 9 đường Ấp Bắc, phường 5, thành phố Mỹ Tho, tỉnh Tiền Giang"
)
PENSIONER = person("Trương Thị Sáu", "nữ", "1944-02-11", AN_GIANG, f"ấp Mỹ Hiệp, {COMMUNE}")
BACHELOR = person("Bùi Thanh Nhã", "nam", "1998-06-23", AN_GIANG, f"ấp Mỹ An 2, {COMMUNE}")
LANDHOLDER = person(
    "Lý Thị Kim Oanh",
    "nữ",
    "1975-09-08",
    AN_GIANG,
    "khóm Bình Thới, phường Bình Khánh, thành phố Long Xuyên, tỉnh An Giang",
)
DRIVER = person(
    "Hồ Trung Nghĩa", "nam", "1990-12-03", DONG_THAP, "ấp An Thuận, xã Hội An, huyện Chợ Mới, tỉnh An Giang"
)
RESIDENT = person("Nguyễn Thị Tuyết Nhung", "nữ", "1988-01-15", AN_GIANG, f"ấp Mỹ Khánh, {COMMUNE}")
HOUSEHOLDER = person("Đỗ Văn Phú Quý", "nam", "1965-04-28", AN_GIANG, f"ấp Mỹ Thạnh, {COMMUNE}")
HOMEOWNER = person("Trịnh Công Hậu", "nam", "1979-03-17", AN_GIANG, f"số 88, ấp Mỹ Long 1, {COMMUNE}")
SPINSTER = person("Ngô Thị Bích Trâm", "nữ", "2001-05-06", AN_GIANG, f"ấp Mỹ Hiệp, {COMMUNE}")
SECOND_FATHER = person("Phan Trọng Nhân", "nam", "1993-11-08", AN_GIANG, f"ấp Mỹ An 1, {COMMUNE}")
SECOND_MOTHER = person("Đoàn Thị Ánh Hồng", "nữ", "1995-08-25", AN_GIANG, f"ấp Mỹ An 1, {COMMUNE}")
SECOND_CHILD = person("Phan Gia Huy", "nam", "2026-02-20", AN_GIANG, f"ấp Mỹ An 1, {COMMUNE}")

SHOP = Organisation("HỘ KINH DOANH TẠP HÓA THU HÀ", "1602", f"số 12, ấp Mỹ Thạnh, {COMMUNE}")
BAKERY = Organisation("CÔNG TY TNHH BÁNH KẸO BA NGHĨA", "1601", f"tổ 6, ấp Mỹ Hiệp, {COMMUNE}")

CHAIRMAN, VICE_CHAIRMAN, REGISTRAR = "Trần Quang Vinh", "Lâm Thị Ngọc Diệp", "Nguyễn Văn Bé Tư"
