"""The texts beside the documents: manifest, provenance table, and the short Vietnamese read-me."""

import csv
import io

from .entry import COLUMNS, Entry

BATCH = "so-hoa-2026"


def manifest(entries: list[Entry]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(entry.paper.row(entry.file, entry.owner_listed) for entry in entries if entry.listed)
    return out.getvalue()


def provenance(entries: list[Entry]) -> str:
    lines = [
        "# Where the test documents come from",
        "",
        "`Scripts/make-test-documents.py` drew all of them; nothing was scanned, downloaded or copied. Persons, firms,",
        "numbers, addresses, signatures and seals are invented: identity numbers and tax codes follow the rules",
        "(structure, check digit) but come from a seeded generator, seals say BẢN MẪU THỬ NGHIỆM, and every page says",
        "at its foot that it is a test document. Offices carry real-sounding names so that profiles can be tried on",
        "them. Procedure codes have the form in use and stand for no catalogue entry. The versions of",
        "`Scripts/testdocuments/requirements.txt` give the same bytes on every run.",
        "",
        f"Batch folder: `{BATCH}/`. *Row*: whether `manifest.csv` describes the file.",
        "",
        "| file | what it is | format | drawn by | row | why it is here | expected |",
        "|---|---|---|---|---|---|---|",
    ]
    for entry in entries:
        module = entry.draw.__module__.rpartition(".")[2]
        row = "no" if not entry.listed else "yes" if entry.owner_listed else "yes, without owner"
        lines.append(
            f"| `{entry.file}` | {entry.paper.title} | {entry.form} | `{module}.{entry.draw.__name__}` | {row} "
            f"| {entry.reason} | {entry.outcome} |"
        )
    count = {
        word: sum(entry.outcome.startswith(word) for entry in entries) for word in ("filed", "needsReview", "rejected")
    }
    lines += [
        "",
        f"Together: found {len(entries)}, filed {count['filed']}, needsReview {count['needsReview']}, "
        f"rejected {count['rejected']}.",
        "",
    ]
    return "\n".join(lines)


def readme(entries: list[Entry]) -> str:
    return f"""# Tài liệu thử nghiệm

Thư mục `{BATCH}/` giống một lô hồ sơ mà bộ phận một cửa cấp xã đưa vào số hóa: {len(entries)} tài liệu thuộc
nhiều định dạng (JPEG, PNG, TIFF, PDF) và tệp `manifest.csv` mô tả phần lớn tài liệu. Tất cả do
`Scripts/make-test-documents.py` vẽ ra; mọi tên người, số định danh, mã số thuế, số hiệu, con dấu và chữ ký đều là
giả định.

- `giay-xac-nhan-cu-tru.jpg` không có dòng mô tả, phải chuyển cho người xem lại.
- `hong-anh-bi-cat.jpg` (tệp bị cắt) và `anh-72dpi.jpg` (độ phân giải quá thấp) hỏng có chủ đích, phải bị từ chối.
- Các tài liệu còn lại phải được lưu.

Bảng đầy đủ: [PROVENANCE.md](PROVENANCE.md). Tạo lại: `make test-documents`.
"""
