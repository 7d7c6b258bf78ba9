"""Signs encrypted files with pyHanko, and changes some of them afterwards.

usage: encrypted_signed.py FOLDER
Writes FOLDER/NAME.pdf and FOLDER/expected.json:
{NAME: {"password": str, "intact": bool, "valid": bool, "changes": "none"|"permitted"|"suspicious"}}.
"""

import datetime
import io
import json
import logging
import pathlib
import sys

import pikepdf
from asn1crypto import keys, x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

logging.disable(logging.CRITICAL)
USER, OWNER = "dân", "chú"
KINDS = {
    "rc4-40": dict(R=2, aes=False, metadata=False),
    "rc4-128": dict(R=3, aes=False, metadata=False),
    "aes-128": dict(R=4, aes=True),
    "aes-256": dict(R=6, aes=True),
}


def signer():
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Nguyễn Thử Nghiệm")])
    day = datetime.datetime(2026, 1, 1)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
        .not_valid_before(day).not_valid_after(day + datetime.timedelta(days=3650))
        .add_extension(x509.KeyUsage(True, True, *[False] * 7), True).sign(key, hashes.SHA256())
    )
    private = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(private), cert_registry=SimpleCertificateStore(),
    )


def base(kind, object_streams, password):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 100))
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(b"0.5 g 100 10 50 50 re f")
    page.Resources = pikepdf.Dictionary()
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "Giấy khai sinh"
    pdf.docinfo["/Title"] = "Giấy khai sinh"
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if object_streams else pikepdf.ObjectStreamMode.disable
    pdf.save(out, object_stream_mode=mode, encryption=pikepdf.Encryption(owner=OWNER, user=password, **kind))
    return out.getvalue()


def writer(data, password):
    update = IncrementalPdfFileWriter(io.BytesIO(data))
    update.encrypt(password)
    return update


def sign(data, password, who, field):
    metadata = signers.PdfSignatureMetadata(field_name=field, reason="Lý do ký", md_algorithm="sha256")
    return signers.sign_pdf(writer(data, password), metadata, who).getvalue()


def finished(update):
    out = io.BytesIO()
    update.write(out)
    return out.getvalue()


def page_changed(data, password):
    update = writer(data, password)
    page = update.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = update.add_object(generic.StreamObject(stream_data=b"1 0 0 rg 0 0 200 100 re f"))
    update.update_container(page)
    return finished(update)


def content_replaced(data, password):
    """The same stream, encrypted anew under another initialization vector, with other content."""
    update = writer(data, password)
    reference = update.root["/Pages"]["/Kids"][0].get_object().raw_get("/Contents")
    update.objects[(reference.generation, reference.idnum)] = generic.StreamObject(stream_data=b"1 0 0 rg 0 0 200 100 re f")
    return finished(update)


def content_again(data, password):
    """The same stream with the same content: only its cipher text differs."""
    update = writer(data, password)
    content = update.root["/Pages"]["/Kids"][0].get_object()["/Contents"].get_object()
    assert content.data.startswith(b"0.5 g")
    update.update_container(content)
    return finished(update)


def field_added(data, password):
    update = writer(data, password)
    fields.append_signature_field(update, fields.SigFieldSpec("Trống", box=(10, 10, 50, 30)))
    return finished(update)


def encryption_weakened(data, password):
    """The encryption dictionary written again, with other permissions for readers that do not check them."""
    trailer = writer(data, password).prev.trailer
    number, root = trailer.raw_get("/Encrypt").idnum, trailer.raw_get("/Root").idnum
    identifier = bytes(trailer["/ID"][0].original_bytes).hex().encode()
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    low = data.rindex(b"\n%d 0 obj" % number) + 1
    body = data[low : data.index(b"endobj", low) + 6].replace(b">>", b" /Weakened true >>") + b"\n"
    at = len(data)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size 999/Root %d 0 R/Prev %d/Encrypt %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n"
    return data + body + table % (number, at, root, start, number, identifier, identifier, at + len(body))


def damaged(data, _):
    """Another byte in what was signed, where no structure is."""
    at = data.index(b"stream\n") + 10
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    who, expected = signer(), {}

    def put(name, data, password, intact=True, changes="none"):
        (folder / f"{name}.pdf").write_bytes(data)
        expected[name] = dict(password=password, intact=intact, valid=True, changes=changes)

    for kind, options in KINDS.items():
        for packed in (False, True):
            if packed and kind == "rc4-40":
                continue
            for password in (USER, ""):
                name = kind + ("-packed" if packed else "") + ("" if password else "-open")
                plain = base(options, packed, password)
                one = sign(plain, password, who, "Một")
                put(name, one, password)
                if not password and packed:
                    continue
                put(name + "-two", sign(one, password, who, "Hai"), password, changes="permitted")
                put(name + "-field", field_added(one, password), password, changes="permitted")
                put(name + "-again", content_again(one, password), password, changes="permitted")
                put(name + "-page", page_changed(one, password), password, changes="suspicious")
                put(name + "-content", content_replaced(one, password), password, changes="suspicious")
                put(name + "-weakened", encryption_weakened(one, password), password, changes="suspicious")
                put(name + "-damaged", damaged(one, password), password, intact=False)
    (folder / "expected.json").write_text(json.dumps(expected, indent=1))


main()
