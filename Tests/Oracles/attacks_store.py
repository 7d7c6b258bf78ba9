"""Attacks through what every signature permits: validation data, metadata, and the structure tree."""

from pdf_revisions import Update, stream

SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
DER = b"\x30\x03\x02\x01\x01"


def stores(data):
    """What is no document security store but stands where one may."""
    probe = Update(data)
    page = probe.page.unparse()
    contents = probe.page.Contents.unparse()
    shapes = {
        "array": b"[]",
        "string": b"(x)",
        "name": b"/DSS",
        "page": page,
        "number": b"1",
        "script": SCRIPT,
        "unknown-key": b"<</Evil 1>>",
        "action": b"<</Certs[]/AA<</O %s>>>>" % SCRIPT,
        "script-in-list": b"<</Certs[%s]>>" % SCRIPT,
        "page-in-list": b"<</Certs[%s]>>" % page,
        "content-in-list": b"<</OCSPs[%s]>>" % contents.strip(b"[]"),
        "list-is-page": b"<</Certs %s>>" % page,
        "vri-name": b"<</VRI<</Evil<<>>>>>>",
        "vri-array": b"<</VRI[]>>",
        "vri-script": b"<</VRI<</%s<</Cert[%s]>>>>>>" % (b"A" * 40, SCRIPT),
        "vri-key": b"<</VRI<</%s<</Evil 1>>>>>>" % (b"A" * 40),
        "strings": b"<</Certs[(abc)]>>",
        "direct-dictionary": b"<</CRLs[<<>>]>>",
    }
    for name, value in shapes.items():
        update = Update(data)
        update.entry(update.pdf.Root, b"/DSS", value)
        yield name, update.bytes()
    streams = {
        "not-der": stream(b"not a certificate"),
        "script-text": stream(b"app.alert(1)"),
        "script-keys": stream(DER, b"/S/JavaScript/JS(x)"),
        "typed-content": stream(DER, b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]"),
        "embedded": stream(b"MZ", b"/Type/EmbeddedFile"),
        "leads-to-page": stream(DER, b"/Evil %s" % page),
        "pdf": stream(b"%PDF-1.7 1 0 obj<<>>endobj"),
        "external": stream(DER, b"/F(evil.bin)"),
    }
    for name, item in streams.items():
        for key in (b"Certs", b"CRLs", b"OCSPs"):
            update = Update(data)
            update.entry(update.pdf.Root, b"/DSS", b"<</%s[%s]>>" % (key, update.add(item)))
            yield f"stream-{name}-{key.decode().lower()}", update.bytes()
    # A good store that brings an object along which replaces content.
    update = Update(data)
    update.entry(update.pdf.Root, b"/DSS", b"<</Certs[%s]>>" % update.add(stream(DER)))
    number = (update.page.Contents[0] if update.page.Contents._type_name == "array" else update.page.Contents).objgen[0]
    update.objects[number] = stream(b"BT /F1 14 Tf 72 700 Td (Pay 9000) Tj ET")
    yield "good-store-evil-content", update.bytes()
    # A good store first, whose certificate is then replaced, through the page.
    update = Update(data)
    item = update.add(stream(DER))
    update.entry(update.pdf.Root, b"/DSS", b"<</Certs[%s]>>" % item)
    later = Update(update.bytes())
    later.entry(later.page, b"/Contents", item)
    yield "content-led-to-store", later.bytes()
    # Validation data together with a new action in one catalog.
    update = Update(data)
    item = update.add(stream(DER))
    update.entry(update.pdf.Root, b"/DSS", b"<</Certs[%s]>>" % item)
    update.objects[update.root] = update.objects[update.root][:-2] + b"/OpenAction %s>>" % SCRIPT
    yield "store-and-action", update.bytes()
    update = Update(data)
    update.entry(update.pdf.Root, b"/Extensions", b"<</ADBE<</BaseVersion/1.7/ExtensionLevel 5>>/Evil %s>>" % SCRIPT)
    yield "extensions-script", update.bytes()
    update = Update(data)
    update.entry(update.pdf.Root, b"/PieceInfo", page)
    yield "piece-info-page", update.bytes()


def metadata(data):
    """What is no metadata but stands where it may."""
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>'
    streams = {
        "doctype": stream(
            b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + xmp, b"/Type/Metadata/Subtype/XML"
        ),
        "doctype-utf16": stream(
            b"\xfe\xff" + ("<!DOCTYPE x [<!ENTITY e 'y'>]>" + xmp.decode()).encode("utf-16-be"),
            b"/Type/Metadata/Subtype/XML",
        ),
        "doctype-lower": stream(b"<!doctype x>" + xmp, b"/Type/Metadata/Subtype/XML"),
        "html": stream(b"<html><script>RDF</script></html>", b"/Type/Metadata/Subtype/XML"),
        "text": stream(b"RDF", b"/Type/Metadata/Subtype/XML"),
        "script": stream(b"app.alert('RDF')", b"/Type/Metadata/Subtype/XML"),
        "content": stream(b"BT (RDF) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]"),
        "stylesheet": stream(b"<?xml-stylesheet href='x.xsl'?>" + xmp, b"/Type/Metadata/Subtype/XML"),
        "action-key": stream(xmp, b"/Type/Metadata/Subtype/XML/AA<</O %s>>" % SCRIPT),
        "external": stream(xmp, b"/Type/Metadata/Subtype/XML/F(https://evil.example/)"),
    }
    for name, item in streams.items():
        update = Update(data)
        update.entry(update.pdf.Root, b"/Metadata", update.add(item))
        yield name, update.bytes()
    update = Update(data)
    update.entry(update.pdf.Root, b"/Metadata", update.page.unparse())
    yield "page", update.bytes()


def structure(data):
    """Text for those who do not see the page, changed."""
    update = Update(data)
    if "/StructTreeRoot" not in update.pdf.Root:
        update.entry(
            update.pdf.Root,
            b"/StructTreeRoot",
            update.add(b"<</Type/StructTreeRoot/K<</Type/StructElem/S/P/ActualText(Pay 9000)/Pg 3 0 R/K 0>>>>"),
        )
        yield "tree-added", update.bytes()
        return
    changes = {
        "actual-text": {72: b"<</Type/StructElem/S/P/P 71 0 R/Pg 3 0 R/K 0/ActualText(Pay 9000)>>"},
        "alternate": {72: b"<</Type/StructElem/S/P/P 71 0 R/Pg 3 0 R/K 0/ActualText(Pay 1000)/Alt(Pay 9000)>>"},
        "order": {71: b"<</Type/StructElem/S/Document/P 70 0 R/K[74 0 R 72 0 R]>>"},
        "removed": {71: b"<</Type/StructElem/S/Document/P 70 0 R/K[74 0 R]>>"},
        "role": {
            70: b"<</Type/StructTreeRoot/K[71 0 R]/ParentTree 73 0 R/ParentTreeNextKey 2/RoleMap<</P/Artifact>>>>"
        },
        "parent-tree": {73: b"<</Nums[0[74 0 R]1 72 0 R]>>"},
        "content": {73: b"<</Nums[0[72 0 R]1 74 0 R 2 5 0 R]>>", 5: stream(b"BT (Pay 9000) Tj ET")},
        "added-text": {
            71: b"<</Type/StructElem/S/Document/P 70 0 R/K[72 0 R 74 0 R 9000 0 R]>>",
            9000: b"<</Type/StructElem/S/P/P 71 0 R/Pg 3 0 R/ActualText(and 8000 more)/K 1>>",
        },
    }
    for name, objects in changes.items():
        update = Update(data)
        update.objects.update(objects)
        yield name, update.bytes()
