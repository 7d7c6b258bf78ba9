"""One test document: what it is, how it reaches the batch folder, what the manifest and the provenance table say."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from .agencies import Agency
from .people import Organisation, Person
from .sheet import Sheet

# The columns of manifest.csv, in order (the contract of `sohoa batch run`).
COLUMNS = (
    "file",
    "dossier",
    "procedure",
    "documentType",
    "title",
    "number",
    "notation",
    "issuedDate",
    "validUntil",
    "scope",
    "ownerType",
    "ownerId",
    "ownerName",
    "ownerId2",
    "ownerName2",
    "agency",
)

# What drawing gives: sheets that still have to be scanned, or the finished bytes of a born-digital document.
Drawn = list[Sheet] | bytes


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a paper says about itself; the sheet prints it and the manifest repeats it."""

    type: str
    title: str
    agency: Agency | None = None
    number: str = ""
    notation: str = ""
    issued: datetime.date | None = None
    valid_until: datetime.date | None = None
    scope: str = ""
    dossier: str = ""
    procedure: str = ""
    owners: tuple[Person | Organisation, ...] = ()

    @property
    def code(self) -> str:
        """Number and notation as printed: 111/GPXD-UBND."""
        return f"{self.number}/{self.notation}" if self.notation else self.number

    def row(self, file: str, with_owner: bool) -> dict[str, str]:
        row = dict.fromkeys(COLUMNS, "")
        row |= {
            "file": file,
            "dossier": self.dossier,
            "procedure": self.procedure,
            "documentType": self.type,
            "title": self.title,
            "number": self.number,
            "notation": self.notation,
            "scope": self.scope,
            "issuedDate": self.issued.isoformat() if self.issued else "",
            "validUntil": self.valid_until.isoformat() if self.valid_until else "",
            "agency": self.agency.name if self.agency else "",
        }
        if with_owner and self.owners:
            first = self.owners[0]
            row["ownerType"] = "person" if isinstance(first, Person) else "organization"
            for suffix, owner in zip(("", "2"), self.owners, strict=False):
                row[f"ownerId{suffix}"] = owner.id if isinstance(owner, Person) else owner.tax_code
                row[f"ownerName{suffix}"] = owner.name
        return row


@dataclass(frozen=True)
class Entry:
    """A file of the batch folder: its paper, who draws it, in which format, why, and what must become of it."""

    file: str
    paper: Paper
    draw: Callable[[Paper], Drawn]
    finish: Callable[[Drawn, str], bytes]
    form: str
    reason: str
    outcome: str = "filed"
    listed: bool = True
    owner_listed: bool = True

    def content(self) -> bytes:
        """The bytes of the file; its name seeds the scanner's noise."""
        return self.finish(self.draw(self.paper), self.file)
