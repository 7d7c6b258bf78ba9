"""Attacks on what a signed document shows: pages, resources, annotations, forms, prepared shadows, catalog entries."""

import pikepdf

import honest_documents
from honest_documents import STRANGER, appearance
from pdf_revisions import Update, stream

EVIL = b"BT /F1 14 Tf 72 700 Td (Pay 9000 to Mallory, invoice 42.) Tj ET"
SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
MODES = ("table", "objects")


def cover(text=b"Pay 9000 to Mallory"):
    """An opaque form over what stands below it."""
    return stream(
        b"1 1 1 rg 0 0 500 200 re f BT /Helv 14 Tf 0 g 10 100 Td (%s) Tj ET" % text,
        b"/Type/XObject/Subtype/Form/BBox[0 0 500 200]/Resources<</Font<</Helv<</Type/Font/Subtype/Type1"
        b"/BaseFont/Helvetica>>>>>>",
    )


def listed_if(*permissions):
    """What is permitted, and listed, under these certifications."""
    return lambda permission: "listed" if permission in permissions else "refused"


def catalog(data):
    """Entries of the catalog that make readers show or do something else."""
    probe = Update(data)
    page = probe.page.objgen[0]
    entries = {
        "open-action": (b"/OpenAction", SCRIPT),
        "open-page": (b"/OpenAction", b"[%d 0 R/Fit]" % page),
        "actions": (b"/AA", b"<</WC %s>>" % SCRIPT),
        "names-script": (b"/Names", b"<</JavaScript<</Names[(x)%s]>>>>" % SCRIPT),
        "names-pages": (b"/Names", b"<</Pages<</Names[]>>/Templates<</Names[]>>>>"),
        "collection": (b"/Collection", b"<</View/D/D(evil.pdf)>>"),
        "rotated-mode": (b"/PageMode", b"/UseAttachments"),
        "page-layout": (b"/PageLayout", b"/TwoColumnLeft"),
        "outlines": (b"/Outlines", b"<</Type/Outlines>>"),
        "page-labels": (b"/PageLabels", b"<</Nums[0<</P(Annex)>>]>>"),
        "uri": (b"/URI", b"<</Base(https://evil.example/)>>"),
        "viewer-preferences": (b"/ViewerPreferences", b"<</HideToolbar true/PrintPageRange[1 1]/Direction/R2L>>"),
        "optional-content": (b"/OCProperties", b"<</OCGs[]/D<</BaseState/OFF>>>>"),
        "language": (b"/Lang", b"(xx)"),
        "output-intents": (b"/OutputIntents", b"[<</S/GTS_PDFA1>>]"),
        "dests": (b"/Dests", b"<</x[%d 0 R/Fit]>>" % page),
        "threads": (b"/Threads", b"[]"),
        "needs-rendering": (b"/NeedsRendering", b"true"),
        "requirements": (b"/Requirements", b"[<</S/EnableJavaScripts>>]"),
        "pages": (b"/Pages", b"50 0 R"),
        "legal": (b"/Legal", b"<<>>"),
        "associated-files": (b"/AF", b"[]"),
        "parts": (b"/DPartRoot", b"<<>>"),
        "permissions": (b"/Perms", b"<<>>"),
        "type": (b"/Type", b"/Catalogue"),
        "unknown": (b"/Evil", b"1"),
        "form-none": (b"/AcroForm", b"null"),
        "form-other": (b"/AcroForm", b"<</Fields[]>>"),
        "form-xfa": (b"/AcroForm", None),
    }
    for name, (key, value) in entries.items():
        update = Update(data)
        if name == "form-xfa":
            form = update.pdf.Root.AcroForm
            value = form.unparse(resolved=True).rstrip()[:-2] + b"/XFA %s>>" % update.add(stream(b"<xdp/>"))
        if name == "permissions" and "/Perms" not in update.pdf.Root:
            value = b"<</DocMDP %s>>" % update.add(b"<</Type/Sig>>")
        update.entry(update.pdf.Root, key, value)
        yield name, update.bytes()
    for mode in MODES:
        update = Update(data)
        item = update.add(stream(b"MZ", b"/Type/EmbeddedFile"))
        file = b"<</Type/Filespec/F(evil.exe)/EF<</F %s>>>>" % item
        update.entry(update.pdf.Root, b"/Names", b"<</EmbeddedFiles<</Names[(evil.exe)%s]>>>>" % file)
        yield f"embedded-{mode}", update.bytes(mode)
    for key in ("calculation-order", "/SigFlags", "/DR", "second-widget-list"):
        update = Update(data)
        form = pikepdf.Dictionary(update.pdf.Root.AcroForm)
        text = form.unparse(resolved=True).rstrip()[:-2]
        if key == "calculation-order":
            text += b"/CO[%s]>>" % form.Fields[0].unparse()
        elif key == "/DR":
            form["/DR"] = pikepdf.Dictionary(Font=pikepdf.Dictionary())
            if "/DR" not in update.pdf.Root.AcroForm or not update.pdf.Root.AcroForm.DR.get("/Font"):
                continue
            text = form.unparse(resolved=True)
        elif key == "second-widget-list":
            form["/Fields"] = pikepdf.Array(list(form.Fields)[:-1])
            text = form.unparse(resolved=True)
        else:
            continue
        update.entry(update.pdf.Root, b"/AcroForm", text)
        yield f"form-{key.strip('/').lower()}", update.bytes()


def pages(data):
    """Pages swapped, turned, cut, added and taken away."""
    probe = Update(data)
    page, tree = probe.page, probe.pdf.Root.Pages
    kids = b" ".join(kid.unparse() for kid in tree.Kids)
    box = b"[0 0 595 842]"
    entries = {
        "rotate": (b"/Rotate", b"180"),
        "media-box": (b"/MediaBox", b"[0 0 595 400]"),
        "crop-box": (b"/CropBox", b"[0 0 595 400]"),
        "user-unit": (b"/UserUnit", b"10"),
        "no-contents": (b"/Contents", None),
        "resources": (b"/Resources", b"<</ColorSpace<</Evil/DeviceGray>>>>"),
        "group": (b"/Group", b"<</S/Transparency/CS/DeviceCMYK>>"),
        "actions": (b"/AA", b"<</O %s>>" % SCRIPT),
        "duration": (b"/Dur", b"1"),
        "trim-box": (b"/TrimBox", b"[0 0 5 5]"),
        "type": (b"/Type", b"/Template"),
        "thumb": (b"/Thumb", b"null"),
        "parent": (b"/Parent", b"null"),
        "associated": (b"/AF", b"[]"),
    }
    for name, (key, value) in entries.items():
        for mode in MODES[: 2 if name in ("rotate", "resources") else 1]:
            update = Update(data)
            if name == "thumb":
                value = update.add(stream(b"\0", b"/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"))
            if name == "parent":
                value = update.add(b"<</Type/Pages/Kids[%s]/Count 1/MediaBox%s/Rotate 90>>" % (page.unparse(), box))
            update.entry(update.page, key, value)
            yield f"{name}-{mode}", update.bytes(mode)
    for name in ("before", "after", "array"):
        update = Update(data)
        evil = update.add(stream(b"1 1 1 rg 0 0 600 900 re f " + EVIL))
        old = (
            page.Contents.unparse()
            if page.Contents._type_name != "array"
            else b" ".join(c.unparse() for c in page.Contents)
        )
        value = {"before": b"[%s %s]" % (evil, old), "after": b"[%s %s]" % (old, evil), "array": b"[%s]" % evil}[name]
        update.entry(update.page, b"/Contents", value)
        yield f"contents-{name}", update.bytes()
    for name, value in {
        "added": b"[%s 9000 0 R]" % kids,
        "in-front": b"[9000 0 R %s]" % kids,
        "replaced": b"[9000 0 R]",
        "reversed": b"[%s]" % b" ".join(reversed(kids.replace(b" 0 R", b"_0_R").split())).replace(b"_", b" "),
        "none": b"[]",
        "twice": b"[%s %s]" % (kids, kids),
    }.items():
        if name == "reversed" and len(tree.Kids) < 2:
            continue
        update = Update(data)
        update.objects[9000] = b"<</Type/Page/Parent %d 0 R/MediaBox%s/Contents 9001 0 R/Resources<<>>>>" % (
            tree.objgen[0],
            box,
        )
        update.objects[9001] = stream(EVIL)
        update.entry(update.pdf.Root.Pages, b"/Kids", value)
        yield f"tree-{name}", update.bytes()
    own = object_text(data, page)
    for key, value in ((b"/Rotate", b"90"), (b"/MediaBox", b"[0 0 100 100]"), (b"/CropBox", b"[0 0 100 100]")):
        update = Update(data)
        if key in own:
            continue
        update.entry(update.pdf.Root.Pages, key, value)
        yield f"inherited-{key[1:].decode().lower()}", update.bytes()
    update = Update(data)
    update.freed.append(page.objgen[0])
    yield "page-freed", update.bytes()


def object_text(data, thing):
    """The object as it stands in the file; empty when it is packed."""
    at = data.rfind(b"\n%d 0 obj" % thing.objgen[0])
    return data[at : data.find(b"endobj", at)] if at >= 0 else b"/Rotate/MediaBox/CropBox"


SUBTYPES = (
    "FreeText",
    "Stamp",
    "Square",
    "Redact",
    "Screen",
    "3D",
    "Movie",
    "RichMedia",
    "FileAttachment",
    "Widget",
    "Highlight",
    "Ink",
    "Line",
    "Polygon",
    "Caret",
    "Watermark",
    "Projection",
    "TrapNet",
    "PrinterMark",
    "Popup",
    "Unknown",
)


def annotate(data, annotation, appearances=(), mode="table"):
    """`data` with an annotation on its first page; AP in `annotation` stands for the first of `appearances`."""
    update = Update(data)
    names = [update.add(one) for one in appearances]
    for index, name in enumerate(names):
        annotation = annotation.replace(b"AP%d" % index, name)
    item = update.add(annotation)
    old = update.page.get("/Annots")
    kids = b" ".join(kid.unparse() for kid in old) if old is not None else b""
    if old is not None and old.objgen[0]:
        update.objects[old.objgen[0]] = b"[%s %s]" % (kids, item)
    else:
        update.entry(update.page, b"/Annots", b"[%s %s]" % (kids, item))
    return update, update.bytes(mode)


def annotations(data):
    """Evil annotations: opaque ones over what was signed."""
    for subtype in SUBTYPES:
        text = b"<</Type/Annot/Subtype/%s/Rect[60 560 560 760]/F 4/Contents(x)/AP<</N AP0>>>>" % subtype.encode()
        # No certification forbids annotations where all are permitted; what covers the text is told all the same.
        yield f"over-{subtype.lower()}", annotate(data, text, [cover()])[1]
    plain = listed_if(None, 3)
    yield "text-beside", annotate(data, b"<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(x)>>")[1], plain
    yield "link-everywhere", annotate(
        data, b"<</Type/Annot/Subtype/Link/Rect[0 0 595 842]/A<</S/URI/URI(https://evil.example)>>>>"
    )[1], plain
    yield "script", annotate(data, b"<</Type/Annot/Subtype/Link/Rect[0 0 595 842]/A %s>>" % SCRIPT)[1]
    yield "launch", annotate(data, b"<</Type/Annot/Subtype/Link/Rect[0 0 595 842]/A<</S/Launch/F(x.exe)>>>>")[1]
    yield "script-on-view", annotate(data, b"<</Type/Annot/Subtype/Screen/Rect[0 0 9 9]/AA<</PV %s>>>>" % SCRIPT)[1]
    yield "next-script", annotate(
        data, b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[0/Fit]/Next %s>>>>" % SCRIPT
    )[1]
    image = stream(b"\xff" * 3, b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB")
    form = stream(
        b"500 0 0 200 0 0 cm /I Do", b"/Type/XObject/Subtype/Form/BBox[0 0 500 200]/Resources<</XObject<</I AP0>>>>"
    )
    update = Update(data)
    form = form.replace(b"AP0", b"%d 0 R" % update.next)
    yield "over-image", annotate(
        data, b"<</Type/Annot/Subtype/Stamp/Rect[60 560 560 760]/F 4/AP<</N AP1>>>>", [image, form]
    )[1]
    yield "over-free-text-without-appearance", annotate(
        data,
        b"<</Type/Annot/Subtype/FreeText/Rect[60 560 560 760]/F 4/C[1 1 1]/IC[1 1 1]/DA(/Helv 12 Tf 0 g)/Contents(Pay 9000)>>",
    )[1]
    yield "over-square-without-appearance", annotate(
        data, b"<</Type/Annot/Subtype/Square/Rect[60 560 560 760]/F 4/C[1 1 1]/IC[1 1 1]>>"
    )[1]
    yield "over-redact-without-appearance", annotate(
        data, b"<</Type/Annot/Subtype/Redact/Rect[60 560 560 760]/F 4/IC[1 1 1]/OverlayText(Pay 9000)>>"
    )[1]
    moved = stream(b"1 1 1 rg 0 0 1 1 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Matrix[1 0 0 1 0 0]")
    yield "over-scaled", annotate(
        data, b"<</Type/Annot/Subtype/Stamp/Rect[60 560 560 760]/F 4/AP<</N AP0>>>>", [moved]
    )[1]
    yield "states", annotate(
        data, b"<</Type/Annot/Subtype/Stamp/Rect[60 560 560 760]/F 4/AS/On/AP<</N<</On AP0/Off null>>>>>>", [cover()]
    )[1]
    # First something harmless, then the harmless one is filled.
    update, first = annotate(
        data,
        b"<</Type/Annot/Subtype/Stamp/Rect[60 560 560 760]/F 4/AP<</N AP0>>>>",
        [stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 500 200]")],
    )
    second = Update(first)
    second.objects[update.next - 2] = cover()
    yield "in-two-steps", second.bytes()


def sneaky_signatures(data):
    """Signature fields that paint over what was signed."""
    field = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Sneaky)/Rect[60 560 560 760]/F 132%s>>"

    def with_field(text, appearances, mode="table", list_it=True):
        update, _ = annotate(data, text, appearances)
        number = update.next - 1
        if list_it:
            form = update.pdf.Root.get("/AcroForm")
            kids = b" ".join(kid.unparse() for kid in form.Fields)
            if form.objgen[0]:
                update.entry(form, b"/Fields", b"[%s %d 0 R]" % (kids, number))
            else:
                text = form.unparse(resolved=True)
                fields = pikepdf.Dictionary(form)
                del fields["/Fields"]
                text = fields.unparse(resolved=True).rstrip()[:-2] + b"/Fields[%s %d 0 R]>>" % (kids, number)
                if number in update.objects and update.root in update.objects:
                    raise ValueError
                update.entry(update.pdf.Root, b"/AcroForm", text)
        return update.bytes(mode)

    yield "unsigned-covering", with_field(field % b"/AP<</N AP0>>", [cover()])
    yield "unsigned-not-listed", with_field(field % b"/AP<</N AP0>>", [cover()], list_it=False)
    yield "value-string", with_field(field % b"/V(x)/AP<</N AP0>>", [cover()])
    yield "value-empty", with_field(field % b"/V<</Type/Sig>>/AP<</N AP0>>", [cover()])
    yield "value-none", with_field(
        field
        % b"/V<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 0 0 0]/Contents<>>>/AP<</N AP0>>",
        [cover()],
    )
    probe = Update(data)
    copied = [f for f in probe.pdf.Root.AcroForm.Fields if "/V" in f and f.get("/FT") == "/Sig"]
    if copied and copied[-1].V.objgen[0]:
        yield "value-copied", with_field(field % b"/V %s/AP<</N AP0>>" % copied[-1].V.unparse(), [cover()])
    yield "mk-caption", with_field(field % b"/MK<</CA(Pay 9000)/BG[1 1 1]>>", [])
    yield "text-field", with_field(field.replace(b"/FT/Sig", b"/FT/Tx") % b"/V(Pay 9000)/AP<</N AP0>>", [cover()])
    yield "button", with_field(
        field.replace(b"/FT/Sig", b"/FT/Btn") % b"/Ff 65536/MK<</CA(x)>>/AP<</N AP0>>", [cover()]
    )
    yield "with-action", with_field(field % b"/AA<</E %s>>" % SCRIPT, [])
    # A signature that holds, by a stranger, and its widget is covered with something else before it signs.
    try:
        signed = honest_documents.sign(data, "Sneaky", STRANGER, box=(60, 560, 560, 760))
    except Exception:
        return
    yield "stranger-stamp-over-text", signed, listed_if(None, 2, 3)
    prepared = with_field(field % b"/AP<</N AP0>>", [cover()])
    yield "stranger-covering", sign_prepared(prepared)
    update = Update(signed)
    added = [f for f in update.pdf.Root.AcroForm.Fields if f.get("/T") == "Sneaky"][0]
    update.entry(added, b"/AP", b"<</N %s>>" % update.add(cover()))
    yield "stamp-replaced-after", update.bytes()
    update = Update(signed)
    added = [f for f in update.pdf.Root.AcroForm.Fields if f.get("/T") == "Sneaky"][0]
    update.entry(added, b"/Rect", b"[0 0 595 842]")
    yield "stamp-moved-after", update.bytes()


def sign_prepared(data):
    """Signs the field Sneaky as it is, appearance and all."""
    import io

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.stamp import StaticStampStyle

    metadata = signers.PdfSignatureMetadata(field_name="Sneaky", md_algorithm="sha256")
    content = honest_documents.opaque_stamp()
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    return (
        signers.PdfSigner(
            metadata,
            signer=STRANGER,
            stamp_style=StaticStampStyle(background=content, background_opacity=1, border_width=0),
        )
        .sign_pdf(writer, existing_fields_only=True)
        .getvalue()
    )


def resources(data):
    """Fonts, images and layers behind the page changed."""
    parts = {
        "font-encoding": (16, b"<</Type/Encoding/Differences[48/nine/eight]>>"),
        "font": (9, b"<</Type/Font/Subtype/Type1/BaseFont/Symbol>>"),
        "to-unicode": (13, stream(b"begincmap <31> <0039> endcmap")),
        "font-file": (15, stream(b"\0\1\0\0other glyphs")),
        "descriptor": (14, b"<</Type/FontDescriptor/FontName/AAAAAA+Invented/Flags 4>>"),
        "widths": (
            12,
            b"<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+Invented/FontDescriptor 14 0 R/FirstChar 32/LastChar 33/Widths[0 0]>>",
        ),
        "image": (
            10,
            stream(b"\0" * 12, b"/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceRGB"),
        ),
        "shared-form": (11, stream(EVIL, b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]")),
        "layer": (34, b"<</Type/OCG/Name(Layer)/Usage<</View<</ViewState/OFF>>>>>>"),
        "state": (36, b"<</Type/ExtGState/ca 0>>"),
        "resources": (6, b"<</Font<<>>>>"),
        "outline": (37, b"<</Title(Evil)/Parent 31 0 R/A %s>>" % SCRIPT),
        "destinations": (35, b"<</Names[(first)[4 0 R/Fit]]>>"),
        "labels": (33, b"<</Nums[0<</P(Annex )/S/D>>]>>"),
        "overlay": (
            55,
            stream(
                b"\xff" * 12,
                b"/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceRGB/SMask 10 0 R",
            ),
        ),
    }
    for name, (number, content) in parts.items():
        for mode in MODES:
            update = Update(data)
            update.objects[number] = content
            yield f"{name}-{mode}", update.bytes(mode)
        update = Update(data)
        update.freed.append(number)
        yield f"{name}-freed", update.bytes()
    # The same resources written again with one entry led elsewhere.
    update = Update(data)
    update.entry(update.page.Resources, b"/XObject", b"<</X1 10 0 R/X2 11 0 R/X3 10 0 R>>")
    yield "overlay-swapped", update.bytes()


def forms(data):
    """Fields changed beyond what filling in does."""

    def field(update, name):
        return [f for f in update.pdf.Root.AcroForm.Fields if f.get("/T") == name][0]

    changes = {
        "hidden": (b"/F", b"2"),
        "no-view": (b"/F", b"36"),
        "rect": (b"/Rect", b"[60 560 560 760]"),
        "type": (b"/FT", b"/Ch"),
        "name": (b"/T", b"(other)"),
        "actions": (b"/AA", b"<</F %s>>" % SCRIPT),
        "action": (b"/A", SCRIPT),
        "layer": (b"/OC", b"34 0 R"),
        "multi-line": (b"/Ff", b"4096"),
        "password": (b"/Ff", b"8192"),
        "comb": (b"/Ff", b"16777216"),
        "max-length": (b"/MaxLen", b"1"),
        "default": (b"/DV", b"(9000)"),
        "parent": (b"/Parent", b"28 0 R"),
        "alternate-name": (b"/TU", b"(x)"),
        "mapping-name": (b"/TM", b"(x)"),
        "kids": (b"/Kids", b"[29 0 R]"),
        "border": (b"/BS", b"<</W 99>>"),
        "subtype": (b"/Subtype", b"/Stamp"),
        "page": (b"/P", b"4 0 R"),
    }
    for name, (key, value) in changes.items():
        update = Update(data)
        update.entry(field(update, "text"), key, value)
        yield f"field-{name}", update.bytes()
    update = Update(data)
    update.entry(field(update, "choice"), b"/Opt", b"[(nine)(ten)]")
    yield "options", update.bytes()
    update = Update(data)
    update.entry(field(update, "button"), b"/AP", b"<</N %s>>" % update.add(cover()))
    yield "button-face", update.bytes(), listed_if(None, 2, 3)
    update = Update(data)
    update.freed.append(21)
    yield "field-freed", update.bytes()
    update = Update(data)
    update.objects[7] = b"[22 0 R 24 0 R 25 0 R 26 0 R 27 0 R 29 0 R 40 0 R 41 0 R 42 0 R %s]" % (
        b" ".join(a.unparse() for a in list(update.page.Annots)[10:])
    )
    yield "widget-unlisted", update.bytes()
    update = Update(data)
    update.objects[60] = appearance(b"Pay 9000")
    yield "value-without-field", update.bytes(), listed_if(None, 2, 3)
    update = Update(data)
    update.objects[29] = update.pdf.get_object(29, 0).unparse(resolved=True).replace(b"(1000)", b"(9000)")
    update.objects[64] = appearance(b"9000")
    yield "value", update.bytes(), listed_if(None, 2, 3)
    probe = Update(data)
    signature = [f for f in probe.pdf.Root.AcroForm.Fields if f.get("/FT") == "/Sig"][0]
    for name, key, value in (
        ("hidden", b"/F", b"2"),
        ("appearance", b"/AP", b"<</N 66 0 R>>"),
        ("state", b"/AS", b"/Off"),
        ("rect", b"/Rect", b"[0 0 0 0]"),
        ("name", b"/T", b"(Signature9)"),
        ("lock", b"/Lock", b"<</Type/SigFieldLock/Action/All>>"),
        ("layer", b"/OC", b"34 0 R"),
        ("caption", b"/MK", b"<</CA(Mallory)>>"),
        ("none", b"/V", None),
    ):
        update = Update(data)
        update.entry([f for f in update.pdf.Root.AcroForm.Fields if f.get("/FT") == "/Sig"][0], key, value)
        yield f"signature-{name}", update.bytes()
    # The same signature shown by another field, over something else.
    update = Update(data)
    twin = update.add(
        b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Twin)/V %s/Rect[60 560 560 760]/F 4/AP<</N %s>>>>"
        % (signature.V.unparse(), update.add(cover()))
    )
    form = update.pdf.Root.AcroForm
    update.entry(form, b"/Fields", b"[%s %s]" % (b" ".join(k.unparse() for k in form.Fields), twin))
    update.objects[7] = b"[%s %s]" % (b" ".join(a.unparse() for a in update.page.Annots), twin)
    yield "signature-twin", update.bytes()


def shadows(data):
    """Things that lay ready in the document before it was signed are brought to light."""
    swaps = {
        "catalog": {1: b"<</Type/Catalog/Pages 51 0 R/AcroForm 20 0 R>>"},
        "pages": {2: b"<</Type/Pages/Kids[52 0 R]/Count 1/MediaBox[0 0 595 842]>>"},
        "page": {3: b"<</Type/Page/Parent 2 0 R/Contents 53 0 R/Resources 6 0 R/Annots 7 0 R>>"},
        "overlay-gone": {55: stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]")},
        "overlay-type": {
            55: stream(
                b"\xff" * 12, b"/Type/XObject/Subtype/Nothing/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceRGB"
            )
        },
        "content": {5: stream(EVIL)},
        "font": {9: b"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"},
    }
    for name, objects in swaps.items():
        for mode in ("table", "stream", "objects"):
            update = Update(data)
            update.objects.update(objects)
            yield f"{name}-{mode}", update.bytes(mode)
    for number in (2, 3, 5, 6, 9, 10, 11, 55):
        update = Update(data)
        update.freed.append(number)
        yield f"free-{number}", update.bytes()
    # Only the table changes: a number is led to another object that was signed.
    places = {53: None, 50: None, 51: None}
    for number in places:
        at = data.find(b"\n%d 0 obj" % number)
        places[number] = at + 1 if at >= 0 else None
    for number, other in ((5, 53), (1, 50), (2, 51)):
        if places[other] is None:
            continue
        update = Update(data)
        rows = b"%d 1\n%010d 00000 n \n" % (number, places[other])
        yield f"entry-{number}-to-{other}", data + b"xref\n%strailer\n<<%s/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (
            rows,
            update.trailer(),
            update.next,
            len(data),
        )
    # The stamp that lies over a line is taken away, or one that lay beside it is laid over it.
    update = Update(data)
    update.objects[42] = b"<</Type/Annot/Subtype/Stamp/Rect[60 560 560 760]/F 4/AP<</N 66 0 R>>>>"
    yield "stamp-moved-over-text", update.bytes()
    update = Update(data)
    update.objects[66] = cover()
    update.objects[42] = b"<</Type/Annot/Subtype/Stamp/Rect[60 560 560 760]/F 4/AP<</N 66 0 R>>>>"
    yield "stamp-grown", update.bytes()
    update = Update(data)
    annotations_left = [a.unparse() for a in update.page.Annots if a.objgen[0] != 42]
    update.objects[7] = b"[%s]" % b" ".join(annotations_left)
    yield "stamp-removed", update.bytes(), listed_if(None, 3)
