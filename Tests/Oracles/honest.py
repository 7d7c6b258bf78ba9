"""Makes honest later revisions of signed files: honest.py OUT

Writes OUT/manifest.csv: file, class, base, permission, expected. `expected` is `none` or `permitted`: what the first
signature must say to it. What a certification forbids is not made for it."""

import csv
import io
import pathlib
import re
import sys

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, SigFieldSpec
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

import honest_documents
from honest_documents import CLERK, OFFICER, STRANGER, appearance, mark, sign, tsa_identity
from pdf_revisions import Update, body, emit, stream

TIMESTAMPER = DummyTimeStamper(*tsa_identity())
ANY, FILL, NOTES = (None, 1, 2, 3), (None, 2, 3), (None, 3)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description/></rdf:RDF></x:xmpmeta>'
MODES = ("table", "stream", "objects")


def written_again(data):
    """Objects written again that mean what they meant."""
    yield "nothing", data, ANY, "none"
    yield "line-end", data + b"\r\n", ANY, "none"
    for mode in MODES:
        update = Update(data)
        update.set(update.pdf.Root)
        yield f"catalog-{mode}", update.bytes(mode), ANY
        update = Update(data)
        update.set(update.pdf.Root.AcroForm)
        for page in update.pdf.pages:
            update.set(page.obj)
            # The reader gives every page what it inherits.
            update.set(page.obj.MediaBox)
        update.set(update.page.Resources)
        update.set(update.page.Annots)
        update.set(update.pdf.Root.Pages)
        yield f"nodes-{mode}", update.bytes(mode), ANY
        update = Update(data)
        for thing in update.pdf.objects:
            if (
                isinstance(thing, pikepdf.Object)
                and thing._type_name in ("dictionary", "array")
                and not (thing._type_name == "dictionary" and "/ByteRange" in thing)
            ):
                update.set(thing)
        yield f"all-{mode}", update.bytes(mode), ANY
        update = Update(data)
        update.add(b"<</Nobody(refers to this)>>")
        yield f"unreferenced-{mode}", update.bytes(mode), ANY
    update = Update(data)
    update.entry(update.page, b"/Annots", b"[%s]" % b" ".join(a.unparse() for a in update.page.Annots))
    yield "annots-direct", update.bytes(), ANY
    update = Update(data)
    update.entry(update.page, b"/Resources", update.page.Resources.unparse(resolved=True))
    yield "resources-direct", update.bytes(), ANY
    update = Update(data)
    update.entry(update.pdf.Root, b"/AcroForm", update.pdf.Root.AcroForm.unparse(resolved=True))
    yield "form-direct", update.bytes(), ANY
    update = Update(data)
    update.entry(update.page, b"/MediaBox", b"[0.0 0 595.00 842.0]")
    yield "box-real", update.bytes(), ANY
    update = Update(data)
    update.entry(update.page, b"/Rotate", b"0")
    yield "rotate-default", update.bytes(), ANY
    update = Update(data)
    text = update.page.unparse(resolved=True)
    update.objects[update.page.objgen[0]] = text.replace(b"/Type /Page", b"/Ty#70e /Page").replace(b" ", b"  \r\n")
    yield "spelled-otherwise", update.bytes(), ANY
    update = Update(data)
    update.freed += [50, 51, 52, 53]
    yield "unused-freed", update.bytes(), ANY
    update = Update(data)
    update.objects[6] = update.page.Resources.unparse(resolved=True).rstrip()[:-2] + b"/ProcSet[/PDF/Text]>>"
    yield "proc-set", update.bytes(), ANY


def metadata(data):
    """What says something about the file and shows nothing."""
    update = Update(data)
    update.objects[update.pdf.Root.Metadata.objgen[0]] = stream(XMP, b"/Type/Metadata/Subtype/XML")
    yield "xmp", update.bytes(), ANY
    for name, begin in (
        ("packet", b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'),
        ("declaration", b'<?xml version="1.0" encoding="UTF-8"?>\n'),
        ("mark", b"\xef\xbb\xbf"),
        ("comment", b"<!-- x -->"),
    ):
        update = Update(data)
        end = b"\n<?xpacket end='w'?>" if name == "packet" else b""
        update.entry(
            update.pdf.Root,
            b"/Metadata",
            update.add(stream(begin + XMP + end, b"/Type/Metadata/Subtype/XML", compress=True)),
        )
        yield f"xmp-{name}", update.bytes(), ANY
    update = Update(data)
    wide = b"\xfe\xff" + XMP.decode().encode("utf-16-be")
    update.entry(update.pdf.Root, b"/Metadata", update.add(stream(wide, b"/Type/Metadata/Subtype/XML")))
    yield "xmp-utf16", update.bytes(), ANY
    update = Update(data)
    update.objects[update.pdf.Root.Metadata.objgen[0]] = stream(
        XMP.replace(b"x:xmpmeta", b"x:xapmeta"), b"/Type/Metadata/Subtype/XML"
    )
    yield "xmp-old", update.bytes(), ANY
    update = Update(data)
    info = update.add(b"<</Producer(somebody)/ModDate(D:20260101000000Z)>>")
    yield "info", update.bytes(more=b"/Info " + info), ANY
    for key, value in (
        (b"/Version", b"/1.7"),
        (b"/Version", b"/2.0"),
        (b"/Extensions", b"<</ADBE<</BaseVersion/1.7/ExtensionLevel 8>>/ESIC<</BaseVersion/1.7/ExtensionLevel 5>>>>"),
        (b"/LastModified", b"(D:20260101000000Z)"),
    ):
        update = Update(data)
        update.entry(update.pdf.Root, key, value)
        yield f"{key[1:].decode().lower()}{value[-1:].decode().strip('>)')}", update.bytes(), ANY
    update = Update(data)
    update.entry(update.page, b"/LastModified", b"(D:20260101000000Z)")
    yield "page-last-modified", update.bytes(), ANY
    update = Update(data)
    update.entry(update.page, b"/PieceInfo", b"<</Maker<</LastModified(D:20260101000000Z)/Private(x)>>>>")
    yield "page-piece-info", update.bytes(), ANY


def filled(data):
    """Every kind of form field filled in, the ways different programs do it."""
    values = {
        "text": {21: (b"/V", b"(Filled)"), 60: appearance(b"Filled")},
        "inner": {29: (b"/V", b"(2000)"), 64: appearance(b"2000")},
        "check": {22: (b"/V/Yes", b"/AS")},
        "choice": {26: (b"/V(one)/I[0]", b"/AP"), 63: appearance(b"one")},
    }
    made = {}
    for name, change in values.items():
        update = Update(data)
        for number, value in change.items():
            if not isinstance(value, tuple):
                update.objects[number] = value
        field = update.pdf.get_object(
            21 if name == "text" else 29 if name == "inner" else 22 if name == "check" else 26, 0
        )
        text = field.unparse(resolved=True).rstrip()[:-2]
        if name == "check":
            text = text.replace(b"/V /Off", b"/V /Yes").replace(b"/AS /Off", b"/AS /Yes")
        elif name == "choice":
            text += b"/V(one)/I[0]"
        elif name == "inner":
            text = text.replace(b"(1000)", b"(2000)")
        else:
            text += b"/V(Filled)"
        update.objects[field.objgen[0]] = text + b">>"
        made[name] = update
        yield name, update.bytes(), FILL
    update = Update(data)
    update.objects[23] = update.pdf.get_object(23, 0).unparse(resolved=True).replace(b"/V /Off", b"/V /A")
    update.objects[24] = update.pdf.get_object(24, 0).unparse(resolved=True).replace(b"/AS /Off", b"/AS /A")
    yield "radio", update.bytes(), FILL
    for mode in MODES:
        everything = Update(data)
        for one in made.values():
            everything.objects.update(one.objects)
        yield f"all-{mode}", everything.bytes(mode), FILL
    update = Update(data)
    field = update.pdf.get_object(21, 0).unparse(resolved=True).rstrip()[:-2]
    font = update.add(b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>")
    face = update.add(appearance(b"Filled").replace(b"/Helv 9 0 R", b"/Cour " + font))
    field = re.sub(rb"/DA\s*\([^)]*\)|/F 4\b", b"", re.sub(rb"/AP <<[^>]*>>", b"/AP<</N %s>>" % face, field))
    update.objects[21] = field + b"/V(Filled)/DA(/Cour 10 Tf 0 g)/MK<<>>/M(D:20260101000000Z)/F 4>>"
    form = update.pdf.Root.AcroForm.unparse(resolved=True)
    update.objects[update.pdf.Root.AcroForm.objgen[0]] = form.replace(b"/Helv 9 0 R", b"/Helv 9 0 R/Cour " + font)
    yield "text-new-font", update.bytes(), FILL
    update = Update(data)
    update.entry(update.pdf.get_object(21, 0), b"/V", b"(Filled)")
    form = update.pdf.Root.AcroForm.unparse(resolved=True).rstrip()[:-2]
    update.objects[update.pdf.Root.AcroForm.objgen[0]] = form + b"/NeedAppearances true>>"
    yield "text-needs-appearances", update.bytes(), FILL
    update = Update(made["text"].bytes())
    update.entry(update.pdf.get_object(21, 0), b"/Ff", b"1")
    yield "text-then-read-only", update.bytes(), FILL
    update = Update(data)
    update.entry(update.pdf.get_object(21, 0), b"/V", update.add(b"(In its own object)"))
    yield "text-value-indirect", update.bytes(), FILL
    update = Update(data)
    update.objects[29] = update.pdf.get_object(29, 0).unparse(resolved=True).replace(b"(1000)", b"null")
    update.objects[64] = appearance(b"")
    yield "cleared", update.bytes(), FILL
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    form = writer.root["/AcroForm"]
    for reference in form["/Fields"]:
        field = reference.get_object() if isinstance(reference, generic.IndirectObject) else reference
        if field.get("/T") == "text":
            field[pdf_name("/V")] = generic.TextStringObject("Điền vào")
            writer.mark_update(field.container_ref)
    out = io.BytesIO()
    writer.write(out)
    yield "pyhanko", out.getvalue(), FILL
    yield "with-background", _background(data), FILL


def _background(data):
    update = Update(data)
    update.objects[60] = appearance(b"Filled", background=True)
    field = update.pdf.get_object(21, 0).unparse(resolved=True).rstrip()[:-2]
    update.objects[21] = field + b"/V(Filled)/MK<</BG[1 1 0.8]>>>>"
    return update.bytes()


def signed(data, permission):
    """More signatures and empty fields for them."""
    if permission == 1:
        return
    more = sign(data, "More", CLERK, box=(150, 780, 190, 800))
    yield "one-more", more, FILL
    yield "two-more", sign(more, "Third", STRANGER, box=(200, 780, 240, 800)), FILL
    yield "invisible", sign(data, "More", CLERK, box=None), FILL
    yield "second-page", sign(data, "More", CLERK, page=1, box=(300, 100, 500, 140)), FILL
    for name, lock in (
        ("all", FieldMDPSpec(FieldMDPAction.ALL)),
        ("include", FieldMDPSpec(FieldMDPAction.INCLUDE, ["text"])),
        ("exclude", FieldMDPSpec(FieldMDPAction.EXCLUDE, ["text"])),
    ):
        yield f"lock-{name}", sign(data, "More", CLERK, box=None, lock=lock), FILL
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    fields.append_signature_field(writer, SigFieldSpec("Empty", on_page=0, box=(300, 30, 500, 60)))
    out = io.BytesIO()
    writer.write(out)
    yield "empty-field", out.getvalue(), FILL
    yield "empty-field-signed", sign(out.getvalue(), "Empty", CLERK, box=None), FILL


def validated(data):
    """Validation data and document time-stamps."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    stamped = signers.PdfTimeStamper(TIMESTAMPER).timestamp_pdf(writer, "sha256").getvalue()
    yield "document-timestamp", stamped, ANY
    out = io.BytesIO(data)
    certificates = [OFFICER.signing_cert, CLERK.signing_cert]
    DocumentSecurityStore.add_dss(out, sig_contents=None, certs=certificates[:1])
    first = out.getvalue()
    yield "dss", first, ANY
    out = io.BytesIO(data)
    value = Update(data)
    field = [f for f in value.pdf.Root.AcroForm.Fields if f.get("/FT") == "/Sig"][0]
    contents = bytes(field.V.Contents).hex().encode()
    DocumentSecurityStore.add_dss(out, sig_contents=contents, certs=certificates[:1])
    with_vri = out.getvalue()
    yield "dss-vri", with_vri, ANY
    out = io.BytesIO(with_vri)
    DocumentSecurityStore.add_dss(out, sig_contents=contents, certs=certificates)
    yield "dss-vri-twice", out.getvalue(), ANY
    writer = IncrementalPdfFileWriter(io.BytesIO(with_vri), strict=False)
    yield "dss-and-timestamp", signers.PdfTimeStamper(TIMESTAMPER).timestamp_pdf(writer, "sha256").getvalue(), ANY
    update = Update(with_vri)
    update.entry(update.pdf.Root, b"/DSS", _typed(update))
    yield "dss-typed", update.bytes(), ANY
    update = Update(data)
    item = update.add(stream(certificates[0].dump(), compress=True))
    update.entry(update.pdf.Root, b"/DSS", update.add(b"<</Type/DSS/Certs %s>>" % update.add(b"[%s]" % item)))
    yield "dss-in-objects", update.bytes("objects"), ANY


def _typed(update):
    store = pikepdf.Dictionary(update.pdf.Root.DSS)
    store["/Type"] = pikepdf.Name("/DSS")
    vri = pikepdf.Dictionary(store.VRI)
    vri["/Type"] = pikepdf.Name("/VRI")
    store["/VRI"] = vri
    return store.unparse(resolved=True)


def like_others(data):
    """How widespread programs write the revision that a second signature stands in; then the signature itself."""
    update = Update(data)
    page, form = update.page, update.pdf.Root.AcroForm
    font = update.add(b"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats/Name/ZaDb>>")
    face = update.add(stream(b"% DSBlank\n", b"/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<<>>/FormType 1"))
    frame = update.add(
        stream(
            b"q 1 0 0 1 0 0 cm /n0 Do Q",
            b"/Type/XObject/Subtype/Form/BBox[0 0 200 30]/Resources<</XObject<</n0 %s>>>>" % face,
        )
    )
    widget = update.add(
        b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Other)/F 132/Rect[300 30 500 60]/P %s/MK<<>>/DA(/Helv 0 Tf 0 g)/AP<</N %s>>/DR<<>>>>"
        % (page.unparse(), frame)
    )
    names = b" ".join(kid.unparse() for kid in form.Fields)
    update.objects[form.objgen[0]] = (
        b"<</Fields[%s %s]/DA(/Helv 0 Tf 0 g )/SigFlags 3/DR<</Font<</Helv 9 0 R/ZaDb %s>>/Encoding<</PDFDocEncoding %s>>>>>>"
        % (names, widget, font, update.add(b"<</Type/Encoding/Differences[24/breve/caron]>>"))
    )
    update.objects[7] = b"[%s %s]" % (b" ".join(a.unparse() for a in page.Annots), widget)
    update.set(page)
    update.set(update.pdf.Root)
    update.objects[update.pdf.Root.Metadata.objgen[0]] = stream(XMP, b"/Type/Metadata/Subtype/XML")
    prepared = update.objects, update.next
    made = emit(data, update.objects, update.trailer(), "objects", size=update.next)
    # The appearance of a field that is not signed must not be seen by its own, so it is signed at once.
    yield "large-program", _sign_existing(made, "Other"), FILL
    update = Update(data)
    page, form = update.page, update.pdf.Root.AcroForm
    widget = update.add(
        b"<</F 132/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/FT/Sig/DR<<>>/T(Other)/P %s>>" % page.unparse()
    )
    update.entry(page, b"/Annots", b"[%s %s]" % (b" ".join(a.unparse() for a in page.Annots), widget))
    names = b" ".join(kid.unparse() for kid in form.Fields)
    kept = re.sub(rb"/(Fields|SigFlags)\s*(\[[^]]*\]|\d+)", b"", form.unparse(resolved=True)).rstrip()[:-2]
    update.entry(update.pdf.Root, b"/AcroForm", kept + b"/Fields[%s %s]/SigFlags 3>>" % (names, widget))
    update.objects[update.root] = (
        re.sub(rb"/Version\s*/[0-9.]+", b"", update.objects[update.root])[:-2] + b"/Version/1.7>>"
    )
    update.freed.append(50)
    yield "library", _sign_existing(update.bytes(), "Other"), FILL


def _sign_existing(data, field):
    metadata = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    return signers.PdfSigner(metadata, signer=CLERK).sign_pdf(writer, existing_fields_only=True).getvalue()


def noted(data):
    """Notes beside and on what was signed, that hide nothing."""
    from attacks_content import annotate

    free = stream(
        b"BT /Helv 10 Tf 1 0 0 rg 2 5 Td (checked) Tj ET",
        b"/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</Helv<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
    )
    marker = stream(
        b"/G gs 1 1 0 rg 0 0 200 15 re f",
        b"/Type/XObject/Subtype/Form/BBox[0 0 200 15]/Group<</S/Transparency>>/Resources<</ExtGState<</G<</BM/Multiply/ca 0.5>>>>>>",
    )
    yield "text", annotate(data, b"<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(x)/Name/Comment/C[1 1 0]>>")[
        1
    ], NOTES
    yield "free-text", annotate(
        data,
        b"<</Type/Annot/Subtype/FreeText/Rect[10 10 110 30]/F 4/Contents(checked)/DA(/Helv 10 Tf 1 0 0 rg)/AP<</N AP0>>>>",
        [free],
    )[1], NOTES
    yield "highlight", annotate(
        data,
        b"<</Type/Annot/Subtype/Highlight/Rect[72 695 272 715]/F 4/C[1 1 0]/QuadPoints[72 715 272 715 72 695 272 695]/AP<</N AP0>>>>",
        [marker],
    )[1], NOTES
    yield "highlight-bare", annotate(
        data,
        b"<</Type/Annot/Subtype/Highlight/Rect[72 695 272 715]/F 4/C[1 1 0]/QuadPoints[72 715 272 715 72 695 272 695]>>",
    )[1], NOTES
    yield "underline", annotate(
        data,
        b"<</Type/Annot/Subtype/Underline/Rect[72 695 272 715]/F 4/C[1 0 0]/QuadPoints[72 715 272 715 72 695 272 695]>>",
    )[1], NOTES
    ink = stream(b"1 0 0 RG 2 w 0 0 m 100 50 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 100 50]")
    yield "ink", annotate(
        data, b"<</Type/Annot/Subtype/Ink/Rect[300 300 400 350]/F 4/InkList[[300 300 400 350]]/AP<</N AP0>>>>", [ink]
    )[1], NOTES
    stamp = stream(b"1 0 0 RG 2 w 1 1 98 38 re S", b"/Type/XObject/Subtype/Form/BBox[0 0 100 40]")
    update, first = annotate(data, b"<</Type/Annot/Subtype/Stamp/Rect[72 690 172 730]/F 4/AP<</N AP0>>>>", [stamp])
    yield "stamp-frame", first, NOTES
    update = Update(first)
    number = max(a.objgen[0] for a in update.page.Annots)
    update.entry(update.pdf.get_object(number, 0), b"/Contents", b"(more)")
    yield "changed-note", update.bytes(), NOTES
    update = Update(first)
    update.objects[7] = b"[%s]" % b" ".join(a.unparse() for a in update.page.Annots if a.objgen[0] != number)
    yield "removed-note", update.bytes(), NOTES
    yield "link", annotate(
        data, b"<</Type/Annot/Subtype/Link/Rect[72 690 172 730]/Border[0 0 0]/A<</S/URI/URI(https://example.org)>>>>"
    )[1], NOTES


def tagged(data):
    """Tagged documents: what comes with a new widget or annotation, and nothing else."""
    update = Update(data)
    if "/StructTreeRoot" not in update.pdf.Root:
        return
    page, form = update.page, update.pdf.Root.AcroForm
    widget = update.add(
        b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Other)/F 132/Rect[300 30 500 60]/P %s/StructParent 2>>" % page.unparse()
    )
    element = update.add(
        b"<</Type/StructElem/S/Form/P 71 0 R/Pg %s/K[<</Type/OBJR/Obj %s/Pg %s>>]>>"
        % (page.unparse(), widget, page.unparse())
    )
    names = b" ".join(kid.unparse() for kid in form.Fields)
    update.entry(form, b"/Fields", b"[%s %s]" % (names, widget))
    update.objects[7] = b"[%s %s]" % (b" ".join(a.unparse() for a in page.Annots), widget)
    update.objects[70] = b"<</Type/StructTreeRoot/K[71 0 R]/ParentTree 73 0 R/ParentTreeNextKey 3>>"
    update.objects[71] = b"<</Type/StructElem/S/Document/P 70 0 R/K[72 0 R 74 0 R %s]>>" % element
    update.objects[73] = b"<</Nums[0[72 0 R]1 74 0 R 2 %s]>>" % element
    yield "widget", _sign_existing(update.bytes(), "Other"), FILL
    update = Update(data)
    for number in (70, 71, 72, 73, 74):
        update.set(update.pdf.get_object(number, 0))
    yield "again", update.bytes(), ANY


def run(out):
    rows = []
    for base, (data, permission) in honest_documents.bases().items():
        made = [
            ("again", written_again(data)),
            ("metadata", metadata(data)),
            ("filled", filled(data)),
            ("signed", signed(data, permission)),
            ("validated", validated(data)),
            ("others", like_others(data) if permission != 1 else ()),
            ("noted", noted(data)),
            ("tagged", tagged(data)),
        ]
        for kind, variants in made:
            for name, content, allowed, *rest in variants:
                if permission not in allowed:
                    continue
                file = f"{kind}__{name}__{base}.pdf"
                (out / file).write_bytes(content)
                # A second signature leaves nothing after itself but what came after it.
                rows.append([file, kind, base, permission or "", rest[0] if rest else "permitted"])
    with open(out / "manifest.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "class", "base", "permission", "expected"])
        writer.writerows(rows)


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    run(target)
