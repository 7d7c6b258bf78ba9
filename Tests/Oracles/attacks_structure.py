"""Attacks on the structure of signed files: universal forgery, incremental saving, wrapping, parser differentials."""

import re
import zlib

from pdf_revisions import Update, emit, object_bytes, signatures, stream

EVIL = b"BT /F1 14 Tf 72 700 Td (Pay 9000 to Mallory, invoice 42.) Tj ET"


def content_number(update):
    contents = update.page.Contents
    return (contents[0] if contents._type_name == "array" else contents).objgen[0]


def last_signature(data):
    return signatures(data)[-1]


def dictionary_span(data, place):
    """Start and end of the object that holds the signature dictionary, without `obj` and `endobj`."""
    start = data.rfind(b" obj", 0, place[0])
    return data.find(b"<<", start), data.find(b"endobj", max(place[1], place[3][1]))


RANGES = {
    "null": b"null",
    "empty": b"[]",
    "zeros": b"[0 0 0 0]",
    "negative": b"[0 -1 -2 -3]",
    "minus-end": b"[0 100 200 -100]",
    "three": b"[0 100 200]",
    "eight": b"[0 100 200 300 0 100 200 300]",
    "two": b"[0 100]",
    "name": b"/A",
    "string": b"(0 1 2 3)",
    "reals": b"[0.0 100.5 200.5 300.5]",
    "huge": b"[0 99999999999999999999 1 1]",
    "overflow": b"[0 1 9223372036854775807 9223372036854775807]",
    "nulls": b"[null null null null]",
    "dictionary": b"<<>>",
    "one": b"[0]",
    "nested": b"[[0 100][200 300]]",
    "true": b"true",
    "self": b"[0 1 1 0]",
}
VALUES = {
    "null": b"null",
    "empty": b"<>",
    "zero": b"<00>",
    "zeros": b"<" + b"0" * 200 + b">",
    "odd": b"<0>",
    "string": b"()",
    "text": b"(signed)",
    "number": b"0",
    "name": b"/Signed",
    "array": b"[<00>]",
    "dictionary": b"<<>>",
    "sequence": b"<3000>",
    "true": b"true",
    "blank": b"<    >",
}


def forgeries(data):
    """Every way of making a signature that a careless reader does not check."""
    place = last_signature(data)
    cut_range, cut_value = place[3], place[:2]
    first, second = sorted([(cut_range, b"ByteRange"), (cut_value, b"Contents")])
    whole = b"[0 %d %d %d]" % tuple(place[2][1:])

    def with_values(byte_range, value, extra=b""):
        texts = {b"ByteRange": byte_range, b"Contents": value}
        parts = [
            data[: first[0][0]],
            texts[first[1]],
            data[first[0][1] : second[0][0]],
            texts[second[1]],
            extra,
            data[second[0][1] :],
        ]
        return b"".join(parts)

    def key(text):
        return b"/ByteRange " + text if text else b""

    value = data[cut_value[0] : cut_value[1]]
    for name, text in RANGES.items():
        yield f"range-{name}", with_values(key(text), value)
    yield "range-missing", with_values(b"", value)
    for name, text in VALUES.items():
        yield f"contents-{name}", with_values(key(whole), text)
    yield "contents-missing", with_values(key(whole), b"").replace(b"/Contents /", b"/", 1)
    yield "both-null", with_values(key(b"null"), b"null")
    yield "both-empty", with_values(key(b"[]"), b"<>")
    yield "both-missing", re.sub(rb"/Contents\s*(?=/|>>)", b"", with_values(b"", b""), count=1)
    for name, old, new in (
        ("subfilter-unknown", b".detached", b".detachee"),
        ("subfilter-missing", b"/SubFilter", b"/SubFilteR"),
        ("type-missing", b"/Type /Sig", b"/Typo /Sig"),
    ):
        at = data.find(old, max(0, min(first[0][0], second[0][0]) - 2000))
        if 0 <= at < place[1] + 2000:
            yield name, data[:at] + new + data[at + len(old) :]
    update = Update(data)
    number = signed_field(update).V.objgen[0]
    old = data[slice(*dictionary_span(data, place))].strip()
    for name, text in [
        ("range-null", re.sub(rb"/ByteRange\s*\[[^]]*\]", b"/ByteRange null", old)),
        ("contents-null", re.sub(rb"<[0-9a-fA-F]{100,}>", b"null", old)),
        ("range-missing", re.sub(rb"/ByteRange\s*\[[^]]*\]", b"", old)),
        ("empty", b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached>>"),
        ("reason", old[:-2] + b"/Reason(Approved by Mallory)>>"),
        ("name", old[:-2] + b"/Name(Mallory)>>"),
        ("time", old[:-2] + b"/M(D:20000101000000Z)>>"),
        ("null", b"null"),
        ("nothing", b"<<>>"),
    ]:
        update = Update(data)
        update.objects[number] = text
        yield f"later-{name}", update.bytes()
        if name == "empty":
            update.objects[content_number(update)] = stream(EVIL)
            yield "later-empty-and-content", update.bytes()
    update = Update(data)
    update.entry(signed_field(update), b"/V", old)
    yield "later-direct", update.bytes()
    update = Update(data)
    update.entry(signed_field(update), b"/V", None)
    yield "later-unsigned", update.bytes()


def signed_field(update):
    """The last signature field that has a value."""
    return [f for f in update.pdf.Root.AcroForm.Fields if "/V" in f and f.get("/FT") == "/Sig"][-1]


def saved(data):
    """Content replaced by appended bytes, led to in every way there is (incremental saving attack)."""

    def base():
        update = Update(data)
        return update, content_number(update)

    for mode in ("table", "stream", "objects", "hybrid"):
        update, number = base()
        update.objects[number] = stream(EVIL)
        yield f"content-{mode}", update.bytes(mode)
        update, number = base()
        update.entry(update.page, b"/Contents", update.add(stream(EVIL)))
        yield f"page-{mode}", update.bytes(mode)
    update, number = base()
    evil = object_bytes(number, stream(EVIL))
    page = object_bytes(
        update.page.objgen[0],
        b"<</Type/Page/Parent %d 0 R/Contents 9000 0 R/MediaBox[0 0 595 842]>>" % update.pdf.Root.Pages.objgen[0],
    ) + object_bytes(9000, stream(EVIL))
    start, size, root = update.start, update.next, update.root
    ending = b"startxref\n%d\n%%%%EOF\n" % start
    trailer = b"trailer\n<</Root %d 0 R/Size %d/Prev %d>>\n" % (root, size, start)
    at = len(data)
    for name, objects in (("content", evil), ("page", page)):
        yield f"{name}-bare", data + objects
        yield f"{name}-old-startxref", data + objects + ending
        yield f"{name}-no-startxref", data + objects + trailer
        yield f"{name}-trailer-only", data + objects + trailer + ending
        table = at + len(objects)
        last = b"startxref\n%d\n%%%%EOF\n" % table
        yield f"{name}-empty-table", data + objects + b"xref\n0 0\n" + trailer + last
        yield f"{name}-no-subsection", data + objects + b"xref\n" + trailer + last
        yield f"{name}-free-only", data + objects + b"xref\n0 1\n0000000000 65535 f \n" + trailer + last
        yield f"{name}-startxref-zero", data + objects + b"startxref\n0\n%%EOF\n"
        yield f"{name}-startxref-beyond", data + objects + b"startxref\n99999999\n%%EOF\n"
        yield f"{name}-startxref-negative", data + objects + b"startxref\n-5\n%%EOF\n"
        yield f"{name}-startxref-huge", data + objects + b"startxref\n99999999999999999999999\n%%EOF\n"
        yield f"{name}-startxref-word", data + objects + b"startxref\nabc\n%%EOF\n"
        yield f"{name}-startxref-at-object", data + objects + b"startxref\n%d\n%%%%EOF\n" % at
        yield f"{name}-commented", data + b"%\r" + objects.replace(b"\n", b"\r") + ending
        yield f"{name}-split-header", data + objects.replace(b" 0 obj", b" %x\n0 %y\nobj") + ending
        yield f"{name}-plus-header", data + b"+" + objects + ending
        yield f"{name}-leading-zeros", data + b"000" + objects + ending
        yield f"{name}-no-endobj", data + objects.replace(b"endobj\n", b"") + ending
        yield f"{name}-two-ends", data + objects + b"%%EOF\n" + objects + ending
        yield f"{name}-far-away", data + b"\n" * 3000 + objects + ending
        yield f"{name}-after-nul", data + b"\0" * 1500 + objects
        yield f"{name}-in-string", data + b"(" + objects + b")" + ending
    rows = b"xref\n%d 1\n%010d 00000 n \n"
    for name, shift in (("one-before", -1), ("one-after", 1), ("five-before", -5), ("ten-after", 10)):
        table = rows % (number, at + shift)
        yield f"entry-{name}", data + evil + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (at + len(evil))
    for name, place in (("zero", 0), ("beyond", 9999999999), ("itself", at + len(evil)), ("header", 9)):
        table = rows % (number, place)
        yield f"entry-{name}", data + evil + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (at + len(evil))
    last = b"startxref\n%d\n%%%%EOF\n" % (at + len(evil))
    yield "entry-generation", data + evil + b"xref\n%d 1\n%010d 00007 n \n" % (number, at) + trailer + last
    yield "entry-short-lines", data + evil + b"xref\n%d 1\n%010d 00000 n\n" % (number, at) + trailer + last
    yield "entry-two-subsections", data + evil + (rows % (number, at)) + (
        b"%d 1\n%010d 00000 n \n" % (number, place_of(data, number))
    ) + trailer + last
    yield "entry-two-subsections-other-way", data + evil + (rows % (number, place_of(data, number))) + (
        b"%d 1\n%010d 00000 n \n" % (number, at)
    ) + trailer + last
    yield "entry-off-by-one-numbering", data + evil + b"xref\n%d 1\n%010d 00000 n \n" % (
        number + 1,
        at,
    ) + trailer + last
    yield "entry-huge-count", data + evil + b"xref\n0 99999999\n%010d 00000 n \n" % at + trailer + last
    other = object_bytes(number + 1, stream(EVIL))
    yield "header-other-number", data + other + (rows % (number, at)) + trailer + b"startxref\n%d\n%%%%EOF\n" % (
        at + len(other)
    )
    for name, previous in (
        ("missing", b""),
        ("zero", b"/Prev 0"),
        ("itself", b"/Prev %d" % (at + len(evil))),
        ("beyond", b"/Prev 99999999"),
        ("negative", b"/Prev -1"),
        ("first", b"/Prev %d" % first_table(data)),
        ("real", b"/Prev %d.0" % start),
        ("twice", b"/Prev %d/Prev %d" % (start, first_table(data))),
        ("reference", b"/Prev 5 0 R"),
    ):
        yield f"prev-{name}", data + evil + (rows % (number, at)) + b"trailer\n<</Root %d 0 R/Size %d%s>>\n" % (
            root,
            size,
            previous,
        ) + last
    yield "two-trailers", data + evil + (rows % (number, at)) + trailer + trailer + last
    hidden = object_bytes(
        size,
        stream(
            zlib.compress(b"\1" + at.to_bytes(4, "big") + b"\0\0"),
            b"/Type/XRef/W[1 4 2]/Index[%d 1]/Size %d/Filter/FlateDecode" % (number, size + 1),
        ),
    )
    for name, row in (
        ("hybrid-hidden", b"%d 1\n0000000000 65535 f \n" % number),
        ("hybrid-absent", b"0 0\n"),
        ("hybrid-both", b"%d 1\n%010d 00000 n \n" % (number, place_of(data, number))),
    ):
        table_at = at + len(evil) + len(hidden)
        yield name, data + evil + hidden + b"xref\n" + row + b"trailer\n<</Root %d 0 R/Size %d/Prev %d/XRefStm %d>>\n" % (
            root,
            size + 1,
            start,
            at + len(evil),
        ) + b"startxref\n%d\n%%%%EOF\n" % table_at


def place_of(data, number):
    """Where the first object of this number stands."""
    match = re.search(rb"(?:^|\n)%d 0 obj" % number, data)
    return match.start() + (data[match.start() : match.start() + 1] == b"\n") if match else 15


def first_table(data):
    return int(re.findall(rb"startxref\s+(\d+)", data)[0])


def wrapped(data):
    """The signed bytes are kept and moved; others stand where readers look (signature wrapping)."""
    start, end, (_, _, _, length), span = last_signature(data)
    head, tail, value = data[:start], data[end:], data[start:end]
    update = Update(data)
    number, root, size = content_number(update), update.root, update.next
    digits = value[1:-1].rstrip(b"0")
    digits += b"0" * (len(digits) % 2)
    kept = b"<" + digits + b">"
    evil = object_bytes(number, stream(EVIL))

    def revision(at, objects=evil):
        return (
            objects
            + b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Root %d 0 R/Size %d/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
            % (number, at, root, size, update.start, at + len(objects))
        )

    def moved(gap, at_end=b""):
        """Head, gap, the signed tail moved behind it; the new ranges stand at the end of the gap."""
        text = b""
        for _ in range(3):
            text = gap + b"/ByteRange[0 %d %d %d]" % (start, len(head) + len(text), length)
        return head + text + tail + at_end

    yield "second-range", moved(kept)
    yield "second-range-space", moved(kept + b" " * 50)
    yield "second-range-comment", moved(kept + b"\n%" + b"x" * 40 + b"\n")
    yield "second-contents", moved(kept + b"/Contents" + kept)
    inner = kept + b">>\nendobj\n" + revision(len(head) + len(kept) + 11) + b"\n9001 0 obj\n<</X "
    yield "objects-in-gap", moved(inner)
    yield "tail-in-stream", moved(
        kept + b">>\nendobj\n" + evil + b"9001 0 obj\n<</Length %d>>stream\n" % (length + 40),
        b"\nendstream\nendobj\n" + revision(len(data) + 2000),
    )
    yield "tail-in-comment", moved(kept + b">>\nendobj\n" + evil + b"%")
    yield "tail-in-string", moved(kept + b">>\nendobj\n" + evil + b"9001 0 obj(", b")endobj\n")
    text = b""
    for _ in range(3):
        text = kept + b"\n%" + b"A" * 10 + b"\n/ByteRange [0 %d %d %d]" % (start, len(head) + len(text), length)
    yield "with-revision", head + text + tail + revision(len(head) + len(text) + len(tail))
    # The gap stays as long as it was; what pads the value becomes something else.
    room = len(value) - len(kept)
    if room > 60:
        for name, filling in (
            ("whitespace", b" " * room),
            ("comment", b"%" + b"x" * (room - 2) + b"\n"),
            ("key", b"/X<" + b"0" * (room - 4) + b">"),
            ("string", b"/X(" + b"A" * (room - 4) + b")"),
            ("type", b"/Type/None" + b" " * (room - 10)),
            ("second-value", b"/Contents<" + b"1" * (room - 11) + b">"),
            ("subfilter", b"/SubFilter/adbe.x" + b" " * (room - 17)),
            ("object", (b">>endobj " + object_bytes(number, stream(EVIL))).ljust(room)[:room]),
        ):
            yield f"padding-{name}", head + kept + filling + tail
        half = len(digits) // 2
        yield "padding-inside-hex", head + b"<" + digits[:half] + b" " * (room) + digits[half:] + b">" + tail
        yield "padding-newlines", head + b"<" + digits + b"\n" * room + b">" + tail
        yield "padding-junk-digits", head + b"<" + digits + b"ab" * (room // 2) + b"0" * (room % 2) + b">" + tail
        yield "padding-not-hex", head + b"<" + digits + b"zz" * (room // 2) + b"0" * (room % 2) + b">" + tail
        literal = bytes.fromhex(digits.decode())
        escaped = b"(" + re.sub(rb"([()\\\r\n])", lambda m: b"\\%03o" % m.group(1)[0], literal) + b")"
        if len(escaped) <= len(value):
            yield "literal-string", head + escaped + b" " * (len(value) - len(escaped)) + tail
    for name, numbers in {
        "gap-wider": (0, start - 1, end + 1, length - 1),
        "gap-shorter": (0, start + 1, end, length),
        "not-from-start": (1, start - 1, end, length),
        "tail-short": (0, start, end, length - 1),
        "tail-long": (0, start, end, length + 1),
        "swapped": (end, length, 0, start),
        "overlap": (0, end, start, length + end - start),
        "head-only": (0, start, end, 0),
        "all": (0, len(data), len(data), 0),
        "third": (0, start, end, length, 0, 0),
        "empty-gap": (0, start, start, length + end - start),
    }.items():
        text = b"/ByteRange [" + b" ".join(b"%d" % n for n in numbers) + b"]"
        if len(text) <= span[1] - span[0]:
            yield f"range-{name}", data[: span[0]] + text.ljust(span[1] - span[0]) + data[span[1] :]
    yield "range-escaped-key", data[: span[0]] + data[span[0] : span[1]].replace(b"/ByteRange", b"/Byte#52ange") + data[
        span[1] :
    ]
    yield "range-before", data[: span[0]] + b"/ByteRange[0 1 2 3]" + data[span[0] :]


def differential(data):
    """Bytes that two parsers read differently."""
    update = Update(data)
    number, at = content_number(update), len(data)
    page = update.page
    text = page.unparse(resolved=True).rstrip()[:-2]
    evil = update.add(stream(EVIL))
    own = b"/Contents %d 0 R" % number
    for name, keys in (
        ("evil-first", b"/Contents %s%s" % (evil, own)),
        ("evil-last", own + b"/Contents %s" % evil),
        ("escaped", own + b"/#43ontents %s" % evil),
        ("escaped-first", b"/#43ontents %s%s" % (evil, own)),
    ):
        copy = Update(data)
        copy.add(stream(EVIL))
        bare = re.sub(rb"/Contents\s*(\[[^]]*\]|\d+ 0 R)", b"", text)
        copy.objects[page.objgen[0]] = bare + keys + b">>"
        yield f"page-key-twice-{name}", copy.bytes()
        if update.page.Contents._type_name == "array":
            copy.objects[page.objgen[0]] = bare + keys.replace(own, b"/Contents " + page.Contents.unparse()) + b">>"
            yield f"page-key-twice-equal-{name}", copy.bytes()
            yield f"page-key-twice-packed-{name}", copy.bytes("objects")
    # The catalog too may be written again with the same meaning to us and another to others.
    root = update.pdf.Root.unparse(resolved=True).rstrip()[:-2]
    copy = Update(data)
    copy.objects[copy.root] = b"<</Pages 50 0 R" + root.strip()[2:] + b">>"
    yield "catalog-key-twice", copy.bytes()
    copy = Update(data)
    copy.objects[copy.root] = (
        root.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (x) >> /OpenAction null")
        + b">>"
    )
    yield "catalog-null-action", copy.bytes()
    # Twice the same number in one object stream: by index it is the old object, by number another.
    packed = Update(data)
    target = page.objgen[0]
    first = text + b"/Rotate 180>>"
    honest = page.unparse(resolved=True)
    head = b"%d 0 %d %d " % (target, target, len(first) + 1)
    holder, table = packed.next, packed.next + 1
    container = object_bytes(holder, stream(head + first + b" " + honest, b"/Type/ObjStm/N 2/First %d" % len(head)))
    for name, index in (("second", 1), ("first", 0), ("out-of-range", 7)):
        rows = b"\1" + at.to_bytes(4, "big") + b"\0\0" + b"\2" + holder.to_bytes(4, "big") + index.to_bytes(2, "big")
        xref = object_bytes(
            table,
            stream(
                rows, b"/Type/XRef/W[1 4 2]/Index[%d 1 %d 1]/Size %d%s" % (holder, target, table + 1, packed.trailer())
            ),
        )
        yield f"packed-twice-{name}", data + container + xref + b"startxref\n%d\n%%%%EOF\n" % (at + len(container))
    # An object stream whose objects no cross-reference names: readers that rebuild find them.
    rows = b"\1" + at.to_bytes(4, "big") + b"\0\0"
    xref = object_bytes(
        table, stream(rows, b"/Type/XRef/W[1 4 2]/Index[%d 1]/Size %d%s" % (holder, table + 1, packed.trailer()))
    )
    yield "packed-unnamed", data + container + xref + b"startxref\n%d\n%%%%EOF\n" % (at + len(container))
    # An object inside the data of a stream that any signature permits.
    for name, length in (("plain", None), ("short-length", 5), ("reference", b"9100 0 R")):
        copy = Update(data)
        inner = b"0\nendstream\nendobj\n" + object_bytes(number, stream(EVIL)) + b"9101 0 obj\n<</Length 1>>stream\n0"
        certificate = stream(inner)
        if length is not None:
            certificate = re.sub(
                rb"/Length \d+", b"/Length %s" % (length if isinstance(length, bytes) else b"%d" % length), certificate
            )
        item = copy.add(certificate)
        if isinstance(length, bytes):
            copy.objects[9100] = b"%d" % len(inner)
        copy.entry(copy.pdf.Root, b"/DSS", b"<</Certs[%s]>>" % item)
        yield f"object-in-stream-{name}", copy.bytes()
    # Objects before the header, where no range begins.
    junk = b"junk\n" + object_bytes(number, stream(EVIL)) + b"\n"
    yield "object-before-header", junk + data
    yield "second-header", b"%PDF-1.4\n" + junk + data
    yield "postscript-header", b"%!PS-Adobe-3.0 PDF-1.4\n" + junk + data
    yield "dangling-before-header", b"9050 0 obj<</S/JavaScript/JS(x)>>endobj\n" + data
    # Other catalogs and tables by the trailer.
    for name, more in (
        ("root-twice", b"/Root 50 0 R"),
        ("encrypt", b"/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(y)/P -1>>"),
        ("size-small", b"/Size 3"),
    ):
        copy = Update(data)
        copy.add(b"(x)")
        yield f"trailer-{name}", copy.bytes(more=more)
    for mode in ("table", "stream"):
        copy = Update(data)
        copy.add(b"(x)")
        yield f"trailer-root-swapped-{mode}", copy.bytes(mode, root=50)
    yield "dormant-table", (
        data + b"startxref\n%d\n%%%%EOF\n" % first_table(data) if len(signatures(data)) == 1 else data + b"(x)"
    )
    yield "cut-end", data[:-3] + b"\n1 0 obj<<>>endobj\n"
    copy = Update(data)
    copy.objects[target] = honest
    first_copy = object_bytes(target, first.strip())
    yield "superseded-in-revision", emit(data + first_copy, copy.objects, copy.trailer(), size=copy.next)
