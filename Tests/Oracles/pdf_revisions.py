"""Writes revisions of PDF files byte by byte, sound ones and others: what libraries refuse to write, attackers do."""

import io
import re
import zlib

import pikepdf


def stream(data, entries=b"", compress=False):
    """The body of a stream object."""
    if compress:
        data, entries = zlib.compress(data), entries + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def body(thing):
    """An object of pikepdf as it stands in a file, without `obj` and `endobj`."""
    if not isinstance(thing, pikepdf.Stream):
        return thing.unparse(resolved=True) if isinstance(thing, pikepdf.Object) else pikepdf.unparse(thing)
    data = thing.read_raw_bytes()
    entries = pikepdf.Dictionary({k: v for k, v in thing.stream_dict.items() if k != "/Length"})
    return stream(data, entries.unparse(resolved=True).strip()[2:-2].strip())


def table_rows(offsets):
    """Subsections of a classic table. `offsets`: number -> (offset, generation), None for free."""
    rows = []
    for number in sorted(offsets):
        place = offsets[number]
        row = b"%010d %05d f \n" % (0, 65535 if number == 0 else 1) if place is None else b"%010d %05d n \n" % place
        rows.append(b"%d 1\n%s" % (number, row))
    return b"".join(rows)


def object_bytes(number, content, generation=0):
    return b"%d %d obj\n%s\nendobj\n" % (number, generation, content)


def is_stream(content):
    return content.rstrip().endswith(b"endstream")


def emit(prefix, objects, trailer, mode="table", freed=(), size=None):
    """`prefix` and a revision behind it.

    objects: number -> body; trailer: the entries as bytes, without /Size; mode: table, stream (cross-reference stream),
    objects (object stream and cross-reference stream), hybrid (a table that hides them, and a stream that does not)."""
    out = io.BytesIO()
    out.write(prefix)
    if prefix and not prefix.endswith(b"\n"):
        out.write(b"\n")
    places = {number: None for number in freed}
    packed = {}
    for number, content in objects.items():
        if mode == "objects" and not is_stream(content):
            packed[number] = content
            continue
        places[number] = (out.tell(), 0)
        out.write(object_bytes(number, content))
    size = max([size or 0, *[n + 1 for n in objects], *[n + 1 for n in freed]])
    if packed:
        holder, size = size, size + 1
        numbers, data = [], b""
        for number, content in packed.items():
            numbers.append(b"%d %d" % (number, len(data)))
            data += content + b"\n"
        head = b" ".join(numbers) + b"\n"
        places[holder] = (out.tell(), 0)
        entries = b"/Type/ObjStm/N %d/First %d" % (len(packed), len(head))
        out.write(object_bytes(holder, stream(head + data, entries, compress=True)))
        for index, number in enumerate(packed):
            places[number] = (holder, index, "packed")
    if mode in ("stream", "objects"):
        number, size = size, size + 1
        start = out.tell()
        places[number] = (start, 0)
        out.write(object_bytes(number, xref_stream(places, size, trailer)))
    elif mode == "hybrid":
        number, size = size, size + 1
        hidden = out.tell()
        out.write(object_bytes(number, xref_stream(places, size, b"")))
        start = out.tell()
        rows = table_rows({n: None for n in places})
        out.write(b"xref\n%strailer\n<<%s/Size %d/XRefStm %d>>\n" % (rows, trailer, size, hidden))
    else:
        start = out.tell()
        out.write(b"xref\n%strailer\n<<%s/Size %d>>\n" % (table_rows(places), trailer, size))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def xref_stream(places, size, trailer):
    rows, index = b"", []
    for number in sorted(places):
        place = places[number]
        index.append(b"%d 1" % number)
        if place is None:
            rows += b"\0" + (0).to_bytes(4, "big") + (1).to_bytes(2, "big")
        elif len(place) == 3:
            rows += b"\2" + place[0].to_bytes(4, "big") + place[1].to_bytes(2, "big")
        else:
            rows += b"\1" + place[0].to_bytes(4, "big") + place[1].to_bytes(2, "big")
    entries = b"/Type/XRef/W[1 4 2]/Index[%s]/Size %d%s" % (b" ".join(index), size, trailer)
    return stream(rows, entries, compress=True)


class Update:
    """A file as its latest revision shows it, and what a further revision will change."""

    def __init__(self, data):
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.objects = {}
        self.freed = []
        self.start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
        self.size = int(self.pdf.trailer.get("/Size", 0))
        self.root = self.pdf.Root.objgen[0]
        self.next = max([self.size, *[number + 1 for number in self.numbers()]])

    def numbers(self):
        """The numbers of the objects that are not plain values."""
        return [thing.objgen[0] for thing in self.pdf.objects if isinstance(thing, pikepdf.Object)]

    @property
    def page(self):
        return self.pdf.pages[0].obj

    def set(self, thing, content=None):
        """Writes an indirect object again: as it is now, or with another body."""
        number = thing if isinstance(thing, int) else thing.objgen[0]
        assert number > 0, "a direct object has no number"
        self.objects[number] = body(thing) if content is None else content
        return number

    def add(self, content):
        number = self.next
        self.next += 1
        self.objects[number] = content
        return b"%d 0 R" % number

    def entry(self, thing, key, value):
        """Writes `thing` again with `key` (bytes, with slash) set to raw `value`; None takes it out."""
        number = thing.objgen[0]
        assert number > 0, "a direct object has no number"
        now = pikepdf.Dictionary({k: v for k, v in thing.items() if k != key.decode()})
        text = now.unparse(resolved=True).rstrip()[:-2]
        self.objects[number] = text + (b" %s %s>>" % (key, value) if value is not None else b">>")
        return number

    def trailer(self, root=None, previous=None, more=b""):
        parts = [b"/Root %d 0 R" % (root or self.root)]
        if previous != 0:
            parts.append(b"/Prev %d" % (previous or self.start))
        identity = self.pdf.trailer.get("/ID")
        if identity is not None:
            parts.append(b"/ID " + identity.unparse(resolved=True))
        info = self.pdf.trailer.get("/Info")
        if info is not None and info.objgen[0]:
            parts.append(b"/Info %d 0 R" % info.objgen[0])
        return b"".join(parts) + more

    def bytes(self, mode="table", **trailer):
        return emit(self.data, self.objects, self.trailer(**trailer), mode, self.freed, self.next)


def signatures(data):
    """Places of the signatures: (start, end) of /Contents and the four numbers of /ByteRange, in file order."""
    found = []
    for match in re.finditer(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", data):
        numbers = [int(value) for value in match.groups()]
        if numbers[2] <= len(data) and data[numbers[1] : numbers[1] + 1] == b"<":
            found.append((numbers[1], numbers[2], numbers, match.span()))
    return sorted(found)
