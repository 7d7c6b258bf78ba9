"""Every document of the batch folder, in the order of the manifest."""

from collections.abc import Callable

from . import born_digital, building_dossier, building_permit, civil_status, formats, licences
from .entry import Drawn, Entry
from .scanner import bilevel, four_inks, grey, scan

Finish = Callable[[Drawn, str], bytes]


def scans(drawn: Drawn, dpi: int, key: str, skew: float) -> list:
    return [
        scan(sheet, dpi, f"{key}#{number}", skew if number % 2 == 0 else -0.7 * skew)
        for number, sheet in enumerate(drawn)
    ]


def colour_jpeg(dpi: int, skew: float, quality: int = 75, progressive: bool = False) -> Finish:
    return lambda drawn, key: formats.jpeg(scans(drawn, dpi, key, skew)[0], dpi, quality, progressive)


def cmyk_jpeg(dpi: int, skew: float) -> Finish:
    return lambda drawn, key: formats.jpeg(four_inks(scans(drawn, dpi, key, skew)[0]), dpi, quality=72)


def grey_png(dpi: int, skew: float) -> Finish:
    return lambda drawn, key: formats.png(grey(scans(drawn, dpi, key, skew)[0]), dpi)


def fax_tiff(dpi: int, skew: float) -> Finish:
    return lambda drawn, key: formats.tiff([bilevel(page) for page in scans(drawn, dpi, key, skew)], dpi, "group4")


def grey_tiff(dpi: int, skew: float) -> Finish:
    return lambda drawn, key: formats.tiff([grey(page) for page in scans(drawn, dpi, key, skew)], dpi, "tiff_lzw")


def scanner_pdf(dpi: int, skew: float) -> Finish:
    return lambda drawn, key: formats.image_pdf(
        [(formats.jpeg(page, dpi), page.size) for page in scans(drawn, dpi, key, skew)], dpi
    )


def cut_short(finish: Finish, share: float) -> Finish:
    """The file as a broken transfer leaves it: its first bytes only."""

    def cut(drawn: Drawn, key: str) -> bytes:
        whole = finish(drawn, key)
        return whole[: int(len(whole) * share)]

    return cut


def as_is(drawn: Drawn, key: str) -> bytes:
    return drawn


DOSSIER = f"{building_dossier.CODE}/"

ENTRIES = [
    Entry(
        "trich-luc-khai-sinh.jpg",
        civil_status.BIRTH,
        civil_status.birth_extract,
        colour_jpeg(300, 0.3),
        "JPEG, colour, 300 dpi, 1 page",
        "the commonest result of a commune; owner is a child",
    ),
    Entry(
        "giay-chung-nhan-ket-hon.jpg",
        civil_status.MARRIAGE,
        civil_status.marriage_certificate,
        colour_jpeg(300, -0.2),
        "JPEG, colour, 300 dpi, 1 page",
        "two owners; a frame close to the edges leaves little free space",
    ),
    Entry(
        "giay-phep-xay-dung.tif",
        building_permit.PERMIT,
        building_permit.building_permit,
        fax_tiff(300, 0.4),
        "TIFF, CCITT G4, 300 dpi, 2 pages",
        "multi-page, bilevel; signature on the second page",
    ),
    Entry(
        "giay-chung-nhan-ho-kinh-doanh.png",
        licences.TRADE,
        licences.trade_certificate,
        grey_png(300, -0.3),
        "PNG, 8-bit grey, 300 dpi, 1 page",
        "owner is a household business with a tax code",
    ),
    Entry(
        "phieu-ly-lich-tu-phap.jpg",
        licences.RECORD,
        licences.criminal_record,
        colour_jpeg(200, 0.5),
        "JPEG, colour, 200 dpi, 1 page",
        "sensitive content; another agency's paper; old dossier code form",
    ),
    Entry(
        "chung-chi-hanh-nghe.pdf",
        licences.PROFESSION,
        licences.practising_certificate,
        scanner_pdf(200, 0.2),
        "PDF, one JPEG per page, 200 dpi, 2 pages",
        "image-only PDF; a provincial department of Tiền Giang issued it",
    ),
    Entry(
        "quyet-dinh-tro-cap.pdf",
        born_digital.ALLOWANCE,
        born_digital.allowance_decision,
        as_is,
        "PDF, text layer, embedded fonts, 1 page",
        "born digital: every field comes from the text, none from the manifest",
        listed=False,
    ),
    Entry(
        "giay-xac-nhan-tinh-trang-hon-nhan.png",
        civil_status.SINGLE,
        civil_status.marital_status,
        grey_png(200, 0.25),
        "PNG, 8-bit grey, 200 dpi, 1 page",
        "short validity (six months) and a stated purpose",
    ),
    Entry(
        "giay-chung-nhan-attp.tif",
        licences.FOOD,
        licences.food_safety,
        grey_tiff(200, -0.35),
        "TIFF, LZW grey, 200 dpi, 1 page",
        "owner is a company; replaces an earlier certificate",
    ),
    Entry(
        "quyet-dinh-cap-doi.jpg",
        licences.REISSUE,
        licences.reissue_decision,
        cmyk_jpeg(200, 0.3),
        "JPEG, CMYK with Adobe marker, 200 dpi in Exif, 1 page",
        "four inks stored inverted; no JFIF density",
    ),
    Entry(
        "giay-phep-lai-xe.jpg",
        licences.DRIVING,
        licences.driving_licence,
        colour_jpeg(200, -0.15, progressive=True),
        "JPEG, progressive, colour, 200 dpi, 1 page",
        "expired in 2024: the record is kept, the paper is not in force",
        outcome="filed (expired)",
    ),
    Entry(
        "giay-xac-nhan-cu-tru.jpg",
        civil_status.RESIDENCE,
        civil_status.residence,
        colour_jpeg(200, 0.4),
        "JPEG, colour, 200 dpi, 1 page",
        "no manifest row, no text, no QR: nothing tells what it is",
        outcome="needsReview",
        listed=False,
    ),
    Entry(
        "xac-nhan-nhan-khau.png",
        civil_status.HOUSEHOLD,
        civil_status.household,
        grey_png(300, -0.2),
        "PNG, 8-bit grey, 300 dpi, 1 page",
        "manifest row without owner: the printed identity-card QR names the holder",
        owner_listed=False,
    ),
    Entry(
        f"{DOSSIER}don-de-nghi.jpg",
        building_dossier.APPLICATION,
        building_dossier.application_form,
        colour_jpeg(200, 0.35),
        "JPEG, colour, 200 dpi, 1 page",
        "dossier component: form filled in by pen",
        outcome="filed (component)",
    ),
    Entry(
        f"{DOSSIER}ban-ve-thiet-ke.tif",
        building_dossier.DRAWINGS,
        building_dossier.drawings,
        fax_tiff(300, 0.15),
        "TIFF, CCITT G4, 300 dpi, 2 landscape pages",
        "dossier component: drawings, landscape",
        outcome="filed (component)",
    ),
    Entry(
        f"{DOSSIER}giay-to-dat.jpg",
        building_dossier.LAND,
        building_dossier.land_certificate,
        colour_jpeg(200, -0.3),
        "JPEG, colour, 200 dpi, 1 page",
        "dossier component: a paper another agency issued",
        outcome="filed (component)",
    ),
    Entry(
        f"{DOSSIER}giay-phep-xay-dung.pdf",
        building_dossier.RESULT,
        building_permit.building_permit,
        scanner_pdf(200, 0.2),
        "PDF, one JPEG per page, 200 dpi, 2 pages",
        "the result of the dossier",
    ),
    Entry(
        "hong-anh-bi-cat.jpg",
        civil_status.TORN_SINGLE,
        civil_status.marital_status,
        cut_short(colour_jpeg(200, 0.2), 0.6),
        "JPEG cut at 60 % of its bytes",
        "bad on purpose: half a page must not be filed",
        outcome="rejected",
    ),
    Entry(
        "anh-72dpi.jpg",
        civil_status.SMUDGED_BIRTH,
        civil_status.birth_extract,
        colour_jpeg(72, 0.2, quality=70),
        "JPEG, colour, 72 dpi, 1 page",
        "bad on purpose: below every limit for digitizing",
        outcome="rejected",
    ),
]
