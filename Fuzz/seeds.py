"""Makes small first inputs for every target.

usage: seeds.py FOLDER
Writes FOLDER/TARGET/NAME. Uses what the tests make their hostile files with, and qpdf where it is installed.
"""

import pathlib
import shutil
import subprocess
import sys
import zlib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Tests" / "Oracles"))
import bombs  # noqa: E402


def put(folder, target, name, data):
    place = folder / target
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(data)


def main():
    folder = pathlib.Path(sys.argv[1])
    for name, text in {
        "values": b"[1 -2 +3.5 .5 true false null /Name /A#42 (a\\(b\\)\\053) <48 65 6C> 3 0 R]",
        "dictionary": b"<</A 1/B<</C[1 2]>>/D(x)/E 5 0 R/F null>>",
        "object": b"1 0 obj <</Length 3>> stream\nabc\nendstream endobj",
        "date": b"D:20260305091500+07'00'",
    }.items():
        put(folder, "lexer", name, text)

    plain = bombs.file(bombs.BASE)
    packed = bombs.with_object_streams([bombs.object_stream(bombs.inflated(1, 10), "/Filter/FlateDecode")])
    value = bombs.signed_data(bombs.certificate(1))
    store = {n: bombs.dictionary(bombs.certificate(n)) for n in (100, 101)}
    signed = bombs.signed(value, store, catalog="/DSS<</Certs[100 0 R 101 0 R]/VRI<</A<</Cert[100 0 R]>>>>>>")
    later = bombs.later_revision(signed, {3: bombs.BASE[3].replace("/Resources", "/Rotate 90/Resources")})
    for target in ("open", "dss"):
        put(folder, target, "plain", plain)
        put(folder, target, "object-stream", packed)
        put(folder, target, "signed", signed)
        put(folder, target, "changed", later)
        put(folder, target, "junk-before", b"junk\n" + plain)
        put(folder, target, "no-table", plain[: plain.rindex(b"xref\n0 1")])
    put(folder, "open", "hybrid", bombs.hybrid_loop())

    put(folder, "object-stream", "two", b"\2\0\x08" + b"1 0 2 4 " + b"true" + b"[1 2]")
    for index, data in enumerate([
        zlib.compress(b"hello hello hello"), b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", b"48656C6C6F>", b"87cURD]j~>", b"\2abc\xfex\x80",
    ]):
        put(folder, "filters", f"filter-{index}", bytes([index, 0x10, 4, 3]) + data)
        put(folder, "filters", f"predicted-{index}", bytes([index, 0x1F, 4, 3]) + data)

    put(folder, "cms", "signed-data", value)
    put(folder, "cms", "certificate", bombs.certificate(7))
    attributes = bombs.tlv(0xA0, bombs.tlv(0x30, bombs.OID("2a864886f70d010904") + bombs.tlv(0x31, bombs.tlv(4, bytes(32)))))
    put(folder, "cms", "attributes", bombs.signed_data(bombs.certificate(1), bombs.signer_info(attributes)))
    put(folder, "cms", "indefinite", b"\x30\x80" + bombs.OID("2a864886f70d010702") + b"\xa0\x80\x30\x80\0\0\0\0\0\0")

    put(folder, "seal", "url", b"HTTPS://XAC-MINH.EXAMPLE/Q#" + b"0123456789" * 12)
    put(folder, "seal", "cose", bytes.fromhex("d28443a10126a1044811223344556677884ba2016141021a6553f1005840") + bytes(64))
    put(folder, "seal", "payload", bytes.fromhex("a301010261410300"))

    put(folder, "content", "text", b"BT /T 12 Tf 10 10 Td (Xin chao) Tj [(a) -120 (b)] TJ T* ' ET")
    put(folder, "content", "paint", b"q 1 0 0 1 5 5 cm 0.5 g 0 0 10 10 re f 1 0 0 RG 0 0 m 5 5 l S /G gs /F Do Q")
    put(folder, "content", "image", b"BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI 0 0 1 rg 1 1 5 5 re f*")

    if shutil.which("qpdf"):
        source = folder / "plain.pdf"
        source.write_bytes(plain)
        for name, options in {"rc4-40": ["40"], "rc4": ["128", "--use-aes=n"], "aes": ["128", "--use-aes=y"], "aes256": ["256"]}.items():
            target = folder / "decryption" / name
            target.parent.mkdir(exist_ok=True)
            command = ["qpdf", "--allow-weak-crypto", "--encrypt", "user", "owner", *options, "--", str(source), str(target)]
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        source.unlink()
    put(folder, "decryption", "plain", plain)


main()
