"""Appends a revision to a signed PDF with pyHanko, as somebody who has the file and not the keys could.

append_revision.py KIND IN OUT
  content      page 1 gets another word painted over it
  appearance   the appearance of the last signature is replaced by an empty one
  dss          a document security store with the certificate of the last signature, as a validator may add
  stranger     a signature in a new field, by a key that nobody vouches for
"""
import datetime
import io
import pathlib
import sys

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation.dss import DocumentSecurityStore


def content(writer):
    page_ref = writer.find_page_for_modification(0)[0]
    page = page_ref.get_object()
    stream = generic.StreamObject(stream_data=b"q 1 1 1 rg 100 400 300 60 re f Q")
    added = writer.add_object(stream)
    old = page.raw_get("/Contents")
    parts = list(old.get_object()) if isinstance(old.get_object(), generic.ArrayObject) else [old]
    page[pdf_name("/Contents")] = generic.ArrayObject([*parts, added])
    writer.mark_update(page_ref)


def appearance(writer):
    form = writer.prev.root["/AcroForm"]
    field_ref = form["/Fields"].raw_get(len(form["/Fields"]) - 1)
    field = writer.get_object(field_ref.reference)
    box = generic.ArrayObject(generic.FloatObject(value) for value in (0, 0, 10, 10))
    blank = generic.StreamObject(stream_data=b"")
    blank.update({
        pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form"), pdf_name("/BBox"): box,
    })
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(blank)})
    writer.mark_update(field_ref)


def stranger_identity():
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Người lạ")])
    now = datetime.datetime.now(datetime.timezone.utc)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30)).add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"stranger", key, certificate, None, BestAvailableEncryption(b"x"))


def main():
    kind, source, target = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    data = source.read_bytes()
    out = io.BytesIO(data)
    writer = IncrementalPdfFileWriter(out)
    if kind == "stranger":
        signer = signers.SimpleSigner.load_pkcs12_data(stranger_identity(), [], b"x")
        metadata = signers.PdfSignatureMetadata(
            field_name="NguoiLa", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
        )
        target.write_bytes(signers.sign_pdf(writer, metadata, signer=signer).getvalue())
        return
    if kind == "dss":
        certificates = [PdfFileReader(io.BytesIO(data)).embedded_signatures[-1].signer_cert]
        DocumentSecurityStore.add_dss(out, sig_contents=None, certs=certificates)
        target.write_bytes(out.getvalue())
        return
    {"content": content, "appearance": appearance}[kind](writer)
    writer.write_in_place()
    target.write_bytes(out.getvalue())


main()
