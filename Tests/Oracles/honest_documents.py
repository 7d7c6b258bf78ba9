"""Documents to sign, and honest signatures over them (pyHanko), for the generators of attacks and of honest updates."""

import datetime
import io

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec
from pyhanko_certvalidator.registry import SimpleCertificateStore
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509

from pdf_revisions import emit, stream

BOX = b"/BBox[0 0 200 20]/Resources<</Font<</Helv 9 0 R>>>>"


def appearance(text, background=False):
    paint = b"1 1 0.8 rg 0 0 200 20 re f " if background else b""
    return stream(
        b"/Tx BMC q %sBT /Helv 10 Tf 0 g 2 5 Td (%s) Tj ET Q EMC" % (paint, text), b"/Type/XObject/Subtype/Form" + BOX
    )


def mark(on):
    return stream(b"q 0 g 2 2 8 8 re f Q" if on else b"", b"/Type/XObject/Subtype/Form/BBox[0 0 12 12]")


def widget(field, box, more=b""):
    return b"<</Type/Annot/Subtype/Widget/P 3 0 R/F 4%s/Rect[%s]%s>>" % (field, box, more)


def objects():
    """Two pages, every kind of form field, fonts, images, optional content, outlines, and things lying ready."""
    text = b"BT /F1 14 Tf 72 700 Td (Pay 1000 to Alice, invoice 42.) Tj 0 -30 Td /F2 14 Tf (Second line) Tj ET "
    hidden = b"BT /F1 14 Tf 72 600 Td (Hidden until shown) Tj ET q 300 0 0 40 60 590 cm /X3 Do Q "
    content = (
        text
        + hidden
        + b"q 50 0 0 50 72 500 cm /X1 Do Q q 1 0 0 1 72 450 cm /X2 Do Q /OC /P1 BDC BT /F1 9 Tf 72 420 Td (Layer) Tj ET EMC"
    )
    made = {
        1: b"<</Type/Catalog/Pages 2 0 R/AcroForm 20 0 R/Outlines 31 0 R/Metadata 32 0 R/PageLabels 33 0 R"
        b"/OCProperties<</OCGs[34 0 R]/D<</ON[34 0 R]/Order[34 0 R]>>>>/Names<</Dests 35 0 R>>"
        b"/ViewerPreferences<</DisplayDocTitle true>>/Lang(vi)>>",
        2: b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 595 842]>>",
        3: b"<</Type/Page/Parent 2 0 R/Contents[5 0 R]/Resources 6 0 R/Annots 7 0 R>>",
        4: b"<</Type/Page/Parent 2 0 R/Contents 8 0 R/Resources<</Font<</F1 9 0 R>>>>>>",
        5: stream(content),
        6: b"<</Font<</F1 9 0 R/F2 12 0 R>>/XObject<</X1 10 0 R/X2 11 0 R/X3 55 0 R>>/Properties<</P1 34 0 R>>"
        b"/ExtGState<</G1 36 0 R>>>>",
        7: b"[21 0 R 22 0 R 24 0 R 25 0 R 26 0 R 27 0 R 29 0 R 40 0 R 41 0 R 42 0 R]",
        8: stream(b"BT /F1 14 Tf 72 700 Td (Second page.) Tj ET"),
        9: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding 16 0 R/ToUnicode 13 0 R>>",
        10: stream(
            b"\xff\x00\x00" * 4, b"/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceRGB"
        ),
        11: stream(b"0 0 1 rg 0 0 60 20 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 60 20]"),
        12: b"<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+Invented/FontDescriptor 14 0 R/FirstChar 32/LastChar 33"
        b"/Widths[500 500]/Encoding/WinAnsiEncoding>>",
        13: stream(b"/CIDInit /ProcSet findresource begin 1 beginbfchar <31> <0031> endbfchar end"),
        14: b"<</Type/FontDescriptor/FontName/AAAAAA+Invented/Flags 32/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800"
        b"/Descent -200/CapHeight 700/StemV 80/FontFile2 15 0 R>>",
        15: stream(b"\0\1\0\0invented glyphs"),
        16: b"<</Type/Encoding/BaseEncoding/WinAnsiEncoding>>",
        20: b"<</Fields[21 0 R 22 0 R 23 0 R 26 0 R 27 0 R 28 0 R]/DA(/Helv 0 Tf 0 g)/DR<</Font<</Helv 9 0 R>>>>>>",
        21: widget(b"/FT/Tx/T(text)/DA(/Helv 10 Tf 0 g)", b"72 380 272 400", b"/AP<</N 60 0 R>>"),
        22: widget(b"/FT/Btn/T(check)/V/Off/AS/Off", b"72 350 84 362", b"/AP<</N<</Yes 61 0 R/Off 62 0 R>>>>"),
        23: b"<</FT/Btn/T(radio)/Ff 49152/V/Off/Kids[24 0 R 25 0 R]>>",
        24: widget(b"/Parent 23 0 R/AS/Off", b"72 330 84 342", b"/AP<</N<</A 61 0 R/Off 62 0 R>>>>"),
        25: widget(b"/Parent 23 0 R/AS/Off", b"92 330 104 342", b"/AP<</N<</B 61 0 R/Off 62 0 R>>>>"),
        26: widget(
            b"/FT/Ch/T(choice)/Ff 131072/Opt[(one)(two)]/DA(/Helv 10 Tf 0 g)", b"72 300 272 320", b"/AP<</N 63 0 R>>"
        ),
        27: widget(b"/FT/Btn/T(button)/Ff 65536/MK<</CA(Go)>>", b"72 270 132 290", b"/AP<</N 11 0 R>>"),
        28: b"<</T(group)/Kids[29 0 R]>>",
        29: widget(
            b"/FT/Tx/T(inner)/Parent 28 0 R/V(1000)/DA(/Helv 10 Tf 0 g)", b"72 240 272 260", b"/AP<</N 64 0 R>>"
        ),
        31: b"<</Type/Outlines/First 37 0 R/Last 37 0 R/Count 1>>",
        32: stream(
            b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>',
            b"/Type/Metadata/Subtype/XML",
        ),
        33: b"<</Nums[0<</S/D>>]>>",
        34: b"<</Type/OCG/Name(Layer)>>",
        35: b"<</Names[(first)[3 0 R/Fit]]>>",
        36: b"<</Type/ExtGState/ca 1>>",
        37: b"<</Title(First)/Parent 31 0 R/Dest[3 0 R/Fit]>>",
        40: b"<</Type/Annot/Subtype/Link/Rect[72 690 200 715]/Border[0 0 0]/A<</S/URI/URI(https://example.org/)>>>>",
        41: b"<</Type/Annot/Subtype/FreeText/Rect[72 560 300 580]/Contents(Note)/DA(/Helv 10 Tf 0 g)/F 4/AP<</N 65 0 R>>>>",
        42: b"<</Type/Annot/Subtype/Stamp/Rect[60 640 360 665]/F 4/AP<</N 66 0 R>>>>",
        # Things that lie ready, for attackers who prepare a document before it is signed.
        50: b"<</Type/Catalog/Pages 51 0 R/AcroForm 20 0 R>>",
        51: b"<</Type/Pages/Kids[52 0 R]/Count 1/MediaBox[0 0 595 842]>>",
        52: b"<</Type/Page/Parent 51 0 R/Contents 53 0 R/Resources 6 0 R>>",
        53: stream(b"BT /F1 14 Tf 72 700 Td (Pay 9000 to Mallory.) Tj ET"),
        55: stream(
            b"\xff" * 12, b"/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceRGB"
        ),
        60: appearance(b""),
        61: mark(True),
        62: mark(False),
        63: appearance(b""),
        64: appearance(b"1000"),
        65: appearance(b"Note"),
        # A stamp that hides nothing: the line above it is free.
        66: stream(b"0.9 g 0 0 200 20 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 200 20]"),
    }
    return made


def document(mode="table", tagged=False):
    """An unsigned document; object 5 lies ready a second time where no cross-reference leads."""
    made = objects()
    prefix = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    made[0] = None
    if tagged:
        made[1] = made[1][:-2] + b"/MarkInfo<</Marked true>>/StructTreeRoot 70 0 R>>"
        made[3] = made[3][:-2] + b"/StructParents 0/Tabs/S>>"
        made[21] = made[21][:-2] + b"/StructParent 1>>"
        made[70] = b"<</Type/StructTreeRoot/K[71 0 R]/ParentTree 73 0 R/ParentTreeNextKey 2>>"
        made[71] = b"<</Type/StructElem/S/Document/P 70 0 R/K[72 0 R 74 0 R]>>"
        made[72] = b"<</Type/StructElem/S/P/P 71 0 R/Pg 3 0 R/K 0/ActualText(Pay 1000)>>"
        made[73] = b"<</Nums[0[72 0 R]1 74 0 R]>>"
        made[74] = b"<</Type/StructElem/S/Form/P 71 0 R/Pg 3 0 R/K<</Type/OBJR/Obj 21 0 R/Pg 3 0 R>>>>"
    return emit(
        prefix,
        {n: b for n, b in made.items() if n},
        b"/Root 1 0 R/ID[<30313233343536373839><30313233343536373839>]",
        mode,
        freed=[0],
    )


def identity(name):
    """A signer that vouches for itself."""
    certificate, key = self_signed(name)
    return signers.SimpleSigner(signing_cert=certificate, signing_key=key, cert_registry=SimpleCertificateStore())


def tsa_identity():
    """A time-stamp authority that vouches for itself: certificate and key."""
    return self_signed("Dấu thời gian", ExtendedKeyUsageOID.TIME_STAMPING)


def self_signed(name, purpose=None):
    # The stand-in for an authority knows no other keys than RSA.
    key = rsa.generate_private_key(65537, 2048) if purpose else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(usage, critical=True)
    )
    if purpose is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    certificate = builder.sign(key, hashes.SHA256())
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return (asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)), asn1_keys.PrivateKeyInfo.load(private))


OFFICER, CLERK, STRANGER = identity("Người ký"), identity("Văn thư"), identity("Người lạ")


def sign(data, field="Signature1", signer=OFFICER, permission=None, box=(300, 100, 500, 140), page=0, lock=None):
    """One more signature; `permission` 1 to 3 certifies."""
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=permission is not None,
        docmdp_permissions=MDPPerm(permission or 2),
    )
    spec = SigFieldSpec(field, on_page=page, box=box, field_mdp_spec=lock)
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    return (
        signers.PdfSigner(metadata, signer=signer, new_field_spec=spec)
        .sign_pdf(writer, existing_fields_only=False)
        .getvalue()
    )


def opaque_stamp():
    """A white rectangle with a line of text, for a stamp that hides what is below it."""
    from pyhanko.pdf_utils.content import RawContent
    from pyhanko.pdf_utils.layout import BoxConstraints

    return RawContent(b"1 1 1 rg 0 0 500 200 re f", box=BoxConstraints(500, 200))


def bases():
    """Signed documents by name, with what their certification permits (None: not certified)."""
    made = {}
    for mode in ("table", "objects"):
        plain = document(mode)
        for permission in (None, 1, 2, 3):
            name = f"{mode}-{'plain' if permission is None else f'p{permission}'}"
            made[name] = (sign(plain, permission=permission), permission)
    twice = sign(made["table-p2"][0], "Signature2", CLERK, box=(50, 780, 90, 800))
    made["table-p2-twice"] = (twice, 2)
    made["tagged-plain"] = (sign(document(tagged=True)), None)
    return made
