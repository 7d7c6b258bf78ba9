"""Makes trusted lists (ETSI TS 119 612) with lxml and cryptography: good ones, and ones that an attacker made of them.

trusted_lists.py OUT    writes OUT/*.xml, OUT/*.pem (signers) and OUT/*.der (certificates of services);
prints one JSON line for each list: {"file", "code": the error that reading must end with, null if none,
 "signer": stem of the certificate it must be signed by, "xmlsec": whether xmlsec1 1.2 knows what it is signed with}
"""
import base64
import copy
import datetime
import hashlib
import json
import pathlib
import re
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
from lxml import etree

out = pathlib.Path(sys.argv[1])

TSL = "http://uri.etsi.org/02231/v2#"
TSLX = "http://uri.etsi.org/02231/v2/additionaltypes#"
DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
EXC = "http://www.w3.org/2001/10/xml-exc-c14n#"
INC = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
INC11 = "http://www.w3.org/2006/12/xml-c14n11"
ENVELOPED = DS + "enveloped-signature"
MORE = "http://www.w3.org/2001/04/xmldsig-more#"
MORE07 = "http://www.w3.org/2007/05/xmldsig-more#"
SVC = "http://uri.etsi.org/TrstSvc/Svctype/"
STATUS = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/"
TYPE = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/"
PURPOSE = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/"

DIGESTS = {
    "sha1": (DS + "sha1", hashes.SHA1()),
    "sha256": ("http://www.w3.org/2001/04/xmlenc#sha256", hashes.SHA256()),
    "sha384": (MORE + "sha384", hashes.SHA384()),
    "sha512": ("http://www.w3.org/2001/04/xmlenc#sha512", hashes.SHA512()),
}
METHODS = {
    "rsa-sha1": (DS + "rsa-sha1", "sha1", "pkcs1"), "rsa-sha256": (MORE + "rsa-sha256", "sha256", "pkcs1"),
    "rsa-sha384": (MORE + "rsa-sha384", "sha384", "pkcs1"), "rsa-sha512": (MORE + "rsa-sha512", "sha512", "pkcs1"),
    "pss-sha256": (MORE07 + "sha256-rsa-MGF1", "sha256", "pss"),
    "pss-sha512": (MORE07 + "sha512-rsa-MGF1", "sha512", "pss"),
    "ecdsa-sha256": (MORE + "ecdsa-sha256", "sha256", "ecdsa"),
    "ecdsa-sha384": (MORE + "ecdsa-sha384", "sha384", "ecdsa"),
    "ecdsa-sha512": (MORE + "ecdsa-sha512", "sha512", "ecdsa"),
    "ed25519": ("http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", None, "eddsa"),
    "hmac": (MORE + "hmac-sha256", "sha256", "pkcs1"),
}
START = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)


class Holder:
    """A key with a self-signed certificate."""

    def __init__(self, name, key, days=3650):
        self.name, self.key = name, key
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "TEST " + name)])
        builder = x509.CertificateBuilder(
            subject, subject, key.public_key(), x509.random_serial_number(), START,
            START + datetime.timedelta(days=days))
        builder = builder.add_extension(x509.BasicConstraints(True, None), True)
        digest = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
        self.certificate = builder.sign(key, digest)
        self.der = self.certificate.public_bytes(serialization.Encoding.DER)
        (out / f"{name}.pem").write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))

    @property
    def base64(self):
        return base64.b64encode(self.der).decode()


def element(name, *children, ns=TSL, text=None, **attributes):
    made = etree.Element(etree.QName(ns, name), {key: value for key, value in attributes.items()})
    made.text = text
    made.extend(children)
    return made


def names(tag, vi, en):
    made = element(tag)
    for language, text in (("en", en), ("vi", vi)):
        name = element("Name", text=text)
        name.set("{http://www.w3.org/XML/1998/namespace}lang", language)
        made.append(name)
    return made


def identity(*certificates, tag="ServiceDigitalIdentity", extra=()):
    ids = [element("DigitalId", element("X509Certificate", text=text)) for text in certificates]
    return element(tag, *ids, *(element("DigitalId", child) for child in extra))


def extensions(purposes=(), critical=()):
    made = element("ServiceInformationExtensions")
    for purpose in purposes:
        uri = element("URI", text=PURPOSE + purpose)
        uri.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
        made.append(element("Extension", element("AdditionalServiceInformation", uri), Critical="true"))
    for name in critical:
        made.append(element("Extension", element(name, ns="urn:unheard-of"), Critical="true"))
    return made


def service(name, kind, status, since, certificates, purposes=(), critical=(), history=(), extra=()):
    information = element(
        "ServiceInformation", element("ServiceTypeIdentifier", text=SVC + kind),
        names("ServiceName", name, name + " (en)"), identity(*certificates, extra=extra),
        element("ServiceStatus", text=STATUS + status), element("StatusStartingTime", text=since))
    if purposes or critical:
        information.append(extensions(purposes, critical))
    made = element("TSPService", information)
    if history:
        made.append(element("ServiceHistory", *(
            element(
                "ServiceHistoryInstance", element("ServiceTypeIdentifier", text=SVC + kind),
                names("ServiceName", name, name), identity(extra=[element("X509SKI", text="AAEC")]),
                element("ServiceStatus", text=STATUS + old), element("StatusStartingTime", text=start)) for old, start in history)))
    return made


def provider(name, *services):
    return element(
        "TrustServiceProvider", element("TSPInformation", names("TSPName", name, name + " (en)")),
        element("TSPServices", *services))


def pointer(location, territory, kind, *signers):
    facts = [
        element("TSLType", text=TYPE + kind), element("SchemeTerritory", text=territory),
        names("SchemeOperatorName", "Cơ quan " + territory, "Operator " + territory),
        element("MimeType", ns=TSLX, text="application/vnd.etsi.tsl+xml")]
    return element(
        "OtherTSLPointer",
        element("ServiceDigitalIdentities", *(identity(signer.base64) for signer in signers)),
        element("TSLLocation", text=location),
        element("AdditionalInformation", *(element("OtherInformation", fact) for fact in facts)))


def tree(providers, territory="VN", kind="VNlist", number=7, issued="2026-11-01T00:00:00Z",
         update="2027-05-01T00:00:00Z", pointers=(), version=5, root_id=None):
    scheme = element(
        "SchemeInformation", element("TSLVersionIdentifier", text=str(version)),
        element("TSLSequenceNumber", text=str(number)), element("TSLType", text=TYPE + kind),
        names("SchemeOperatorName", "Cơ quan thử nghiệm", "Test operator"),
        names("SchemeName", territory + ":Thử", territory + ":Test"),
        element("SchemeTerritory", text=territory))
    if pointers:
        scheme.append(element("PointersToOtherTSL", *pointers))
    scheme.append(element("ListIssueDateTime", text=issued))
    scheme.append(element("NextUpdate", *([element("dateTime", text=update)] if update else [])))
    root = etree.Element(
        etree.QName(TSL, "TrustServiceStatusList"), {"TSLTag": "http://uri.etsi.org/19612/TSLTag"},
        nsmap={None: TSL, "tslx": TSLX, "xs": "http://www.w3.org/2001/XMLSchema"})
    if root_id:
        root.set("Id", root_id)
    root.append(scheme)
    if providers:
        root.append(element("TrustServiceProviderList", *copy.deepcopy(providers)))
    # Namespaces where they are used, white space as real lists have it.
    etree.indent(root)
    return etree.fromstring(etree.tostring(root))


def canonical(node, method, prefixes=None):
    return etree.tostring(
        node, method="c14n", exclusive=method == EXC, with_comments=False,
        inclusive_ns_prefixes=prefixes if method == EXC else None)


def transform(method, prefixes=None):
    made = element("Transform", ns=DS, Algorithm=method)
    if prefixes:
        made.append(etree.Element(etree.QName(EXC, "InclusiveNamespaces"), PrefixList=" ".join(prefixes)))
    return made


def reference(uri, transforms, digest, value, kind=None):
    made = element(
        "Reference", element("Transforms", *transforms, ns=DS),
        element("DigestMethod", ns=DS, Algorithm=DIGESTS[digest][0]), element("DigestValue", ns=DS, text=value),
        ns=DS, URI=uri)
    if kind:
        made.set("Type", kind)
    return made


def hashed(digest, data):
    return base64.b64encode(hashlib.new(digest, data).digest()).decode()


def raw_signature(key, method, data):
    _, digest, scheme = METHODS[method]
    if scheme == "eddsa":
        return key.sign(data)
    digest = DIGESTS[digest][1]
    if scheme == "pkcs1":
        return key.sign(data, padding.PKCS1v15(), digest)
    if scheme == "pss":
        return key.sign(data, padding.PSS(padding.MGF1(digest), digest.digest_size), digest)
    r, s = utils.decode_dss_signature(key.sign(data, ec.ECDSA(digest)))
    width = (key.curve.key_size + 7) // 8
    return r.to_bytes(width, "big") + s.to_bytes(width, "big")


def sign(root, holder, method="rsa-sha256", digest="sha256", c14n=EXC, info_c14n=None, uri="", xades="v2",
         key_info=True, signed_key_info=False, prefixes=None, extra_transforms=(), named=None, shown=None,
         claimed="2026-11-01T00:00:00Z", extra_references=(), sign_properties=True, list_reference=True,
         method_child=None, enveloped=True):
    """Appends an enveloped signature to the root and returns it."""
    info_c14n = info_c14n or c14n
    signature = etree.SubElement(root, etree.QName(DS, "Signature"), Id="sig", nsmap={"ds": DS})
    signed_info = etree.SubElement(signature, etree.QName(DS, "SignedInfo"))
    signed_info.append(element("CanonicalizationMethod", ns=DS, Algorithm=info_c14n))
    signed_info.append(element("SignatureMethod", ns=DS, Algorithm=METHODS[method][0]))
    if method_child is not None:
        signed_info[1].append(method_child)
    value = etree.SubElement(signature, etree.QName(DS, "SignatureValue"))
    if key_info:
        made = etree.SubElement(signature, etree.QName(DS, "KeyInfo"), Id="key-info")
        data = etree.SubElement(made, etree.QName(DS, "X509Data"))
        etree.SubElement(data, etree.QName(DS, "X509Certificate")).text = (shown or holder).base64
    if xades:
        qualifying = etree.SubElement(
            etree.SubElement(signature, etree.QName(DS, "Object")), etree.QName(XADES, "QualifyingProperties"),
            Target="#sig", nsmap={"xades": XADES})
        properties = etree.SubElement(qualifying, etree.QName(XADES, "SignedProperties"), Id="sig-props")
        inner = etree.SubElement(properties, etree.QName(XADES, "SignedSignatureProperties"))
        etree.SubElement(inner, etree.QName(XADES, "SigningTime")).text = claimed
        if xades in ("v1", "v2"):
            tag = "SigningCertificateV2" if xades == "v2" else "SigningCertificate"
            cert = etree.SubElement(etree.SubElement(inner, etree.QName(XADES, tag)), etree.QName(XADES, "Cert"))
            cert_digest = etree.SubElement(cert, etree.QName(XADES, "CertDigest"))
            cert_digest.append(element("DigestMethod", ns=DS, Algorithm=DIGESTS["sha256"][0]))
            cert_digest.append(element("DigestValue", ns=DS, text=hashed("sha256", (named or holder).der)))
    rest = copy.deepcopy(root)
    for found in rest.findall(f"{{{DS}}}Signature"):
        rest.remove(found)
    if list_reference:
        steps = ([transform(ENVELOPED)] if enveloped else []) + list(extra_transforms) + [transform(c14n, prefixes)]
        signed_info.append(reference(uri, steps, digest, hashed(digest, canonical(rest, c14n, prefixes))))
    if xades and sign_properties:
        signed_info.append(reference(
            "#sig-props", [transform(c14n)], digest, hashed(digest, canonical(properties, c14n)),
            "http://uri.etsi.org/01903#SignedProperties"))
    if signed_key_info:
        signed_info.append(reference("#key-info", [transform(c14n)], digest, hashed(digest, canonical(made, c14n))))
    for extra in extra_references:
        signed_info.append(extra)
    value.text = base64.b64encode(raw_signature(holder.key, method, canonical(signed_info, info_c14n))).decode()
    return signature


def text(root):
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def save(name, data, code=None, signer="operator", xmlsec=True):
    data = data if isinstance(data, bytes) else text(data)
    (out / f"{name}.xml").write_bytes(data)
    print(json.dumps({"file": f"{name}.xml", "code": code, "signer": signer, "xmlsec": xmlsec}))


def strip_declaration(data):
    return re.sub(rb"^<\?xml[^>]*\?>\s*", b"", data)


def main():
    operator = Holder("operator", rsa.generate_private_key(65537, 2048))
    stranger = Holder("stranger", rsa.generate_private_key(65537, 2048))
    curve = {"p256": ec.SECP256R1, "p384": ec.SECP384R1, "p521": ec.SECP521R1}
    elliptic = {name: Holder(name, ec.generate_private_key(kind())) for name, kind in curve.items()}
    edwards = Holder("edwards", ed25519.Ed25519PrivateKey.generate())
    short = Holder("short", rsa.generate_private_key(65537, 1024))
    ended = Holder("ended", ec.generate_private_key(ec.SECP256R1()), days=365)
    german, european = (Holder(name, ec.generate_private_key(ec.SECP256R1())) for name in ("german", "european"))

    def certificate(name):
        holder = Holder(name, ec.generate_private_key(ec.SECP256R1()))
        (out / f"{name}.der").write_bytes(holder.der)
        return holder

    roots = {name: certificate(name) for name in (
        "service-root", "service-old", "service-tsa", "service-ocsp", "service-web", "service-odd", "service-new",
        "service-gone", "attacker-root")}

    def b64(name):
        return roots[name].base64

    providers = [
        provider(
            "Nhà cung cấp Một",
            service("CA Một", "CA/QC", "granted", "2024-01-01T00:00:00Z", [b64("service-root"), b64("service-new")],
                    purposes=["ForeSignatures", "ForeSeals"],
                    history=[("undersupervision", "2015-01-01T00:00:00Z"), ("withdrawn", "2022-06-01T00:00:00Z")]),
            service("Cấp dấu thời gian", "TSA/QTST", "granted", "2023-03-01T00:00:00Z", [b64("service-tsa")]),
            service("OCSP Một", "Certstatus/OCSP/QC", "granted", "2023-03-01T00:00:00Z", [b64("service-ocsp")]),
            service("Trang web", "CA/QC", "granted", "2023-03-01T00:00:00Z", [b64("service-web")],
                    purposes=["ForWebSiteAuthentication"])),
        provider(
            "Nhà cung cấp Hai",
            service("CA Hai", "CA/PKC", "recognisedatnationallevel", "2021-01-01T00:00:00+07:00", [b64("service-old")]),
            service("CA đã rút", "CA/QC", "withdrawn", "2025-01-01T00:00:00Z", [b64("service-gone")],
                    history=[("granted", "2019-01-01T00:00:00Z")]),
            service("CA lạ", "CA/QC", "granted", "2021-01-01T00:00:00Z", [b64("service-odd")], critical=["Riddle"]),
            service("Gửi có bảo đảm", "EDS/Q", "granted", "2021-01-01T00:00:00Z", [b64("service-odd")]),
            service("Chỉ có tên", "CA/QC", "granted", "2021-01-01T00:00:00Z", ["AAAA"],
                    extra=[element("X509SubjectName", text="CN=Chỉ có tên"), element("X509SKI", text="AAEC")])),
    ]

    def vietnam(**options):
        return tree(providers, **options)

    def signed(holder=operator, make=None, **options):
        root = (make or vietnam)()
        sign(root, holder, **options)
        return root

    # --- good lists -----------------------------------------------------------------------------------------------
    save("vn", signed())
    good = text(signed())
    for method in ("rsa-sha384", "rsa-sha512", "pss-sha256", "pss-sha512"):
        # xmlsec1 1.2 has no PSS
        save(method, signed(method=method, digest="sha512"), xmlsec=method.startswith("rsa"))
    for name, method in (("p256", "ecdsa-sha256"), ("p384", "ecdsa-sha384"), ("p521", "ecdsa-sha512")):
        save(method, signed(elliptic[name], method=method, digest="sha384"), signer=name)
    save("ed25519", signed(edwards, method="ed25519"), signer="edwards", xmlsec=False)
    save("inclusive", signed(c14n=INC))
    save("inclusive-11", signed(c14n=INC11))
    save("mixed", signed(c14n=EXC, info_c14n=INC))
    save("prefixes", signed(prefixes=["xs", "tslx", "#default"]))
    save("root-id", signed(make=lambda: vietnam(root_id="list"), uri="#list"))
    save("xades-v1", signed(xades="v1"))
    save("no-xades", signed(xades=None))
    save("xades-without-certificate", signed(xades="none"))
    save("key-info-signed", signed(xades=None, signed_key_info=True))
    save("no-key-info", signed(key_info=False), xmlsec=False)
    save("version-6", signed(make=lambda: vietnam(version=6)))
    save("signer-ended", signed(ended, method="ecdsa-sha256"), signer="ended", xmlsec=False)
    save("next", signed(make=lambda: vietnam(number=8, issued="2026-11-20T00:00:00Z")))
    save("previous", signed(make=lambda: vietnam(number=6, issued="2026-05-01T00:00:00Z")))
    save("same-number", signed(make=lambda: vietnam(number=7, issued="2026-11-02T00:00:00Z")))
    save("expired", signed(make=lambda: vietnam(update="2026-11-10T00:00:00Z")))
    save("future", signed(make=lambda: vietnam(issued="2027-01-01T00:00:00Z")))
    save("closed", signed(make=lambda: vietnam(update=None)))
    save("unknown-scheme", signed(make=lambda: vietnam(kind="Unheard")))
    # What a reader must not stumble over: neither comments nor instructions nor CDATA change what was signed.
    comment = b"<!-- <SchemeTerritory>XX</SchemeTerritory> -->"
    commented = good.replace(b"<SchemeTerritory>VN<", comment + b"<SchemeTerritory>V<!-- -->N<")
    save("commented-later", commented)
    save("byte-order-mark", b"\xef\xbb\xbf" + good)
    save("lines-of-windows", good.replace(b"\n", b"\r\n"))
    save("cdata-later", good.replace(b"<SchemeTerritory>VN<", b"<SchemeTerritory><![CDATA[V]]>N<"))
    # Beside the root, the empty address covers instructions and the root's Id does not.
    with_id = strip_declaration(text(signed(make=lambda: vietnam(root_id="list"), uri="#list")))
    save("instruction-beside", b"<?xml-stylesheet href='x.xsl'?>" + with_id)
    save("instruction-added", b"<?xml-stylesheet href='x.xsl'?>" + strip_declaration(good), "trusted-list-altered")

    lists = [
        pointer("https://lists.example/eu.xml", "EU", "EUlistofthelists", european),
        pointer("https://lists.example/de.xml", "DE", "EUgeneric", german),
        pointer("https://lists.example/fr.xml", "FR", "EUgeneric", stranger)]

    def country(territory, pointers=()):
        return lambda: tree(providers[:1], territory=territory, kind="EUgeneric", number=112, pointers=pointers)

    def lotl():
        return tree([], territory="EU", kind="EUlistofthelists", number=380, pointers=copy.deepcopy(lists))

    p256 = {"method": "ecdsa-sha256"}
    save("eu-lotl", signed(european, make=lotl, **p256), signer="european")
    save("eu-de", signed(german, make=country("DE"), **p256), signer="german")
    save("eu-fr-by-german", signed(german, make=country("FR"), **p256), signer="german")
    # Germany's list speaks of France, which is not its business.
    save("eu-de-pointing", signed(german, make=country("DE", copy.deepcopy(lists[2:])), **p256), signer="german")
    save("eu-fr", signed(stranger, make=country("FR")), signer="stranger")

    # --- changed after signing ------------------------------------------------------------------------------------
    altered = "trusted-list-altered"

    def replaced(name, old, new, code=altered):
        assert old in good, name
        save(name, good.replace(old, new, 1), code)

    replaced("status-changed", b"Svcstatus/withdrawn", b"Svcstatus/granted")
    replaced("certificate-changed", b64("service-gone").encode(), b64("attacker-root").encode())
    replaced("date-changed", b"2027-05-01T00:00:00Z", b"2037-05-01T00:00:00Z")
    replaced("claimed-time-changed", b"<xades:SigningTime>2026-11-01", b"<xades:SigningTime>2026-11-02")
    replaced("white-space-changed", b"</SchemeInformation>", b"</SchemeInformation> ")
    replaced("namespace-added", b"<SchemeInformation>", b'<SchemeInformation xmlns="urn:other">')
    invalid = "trusted-list-signature-invalid"
    digest = re.search(rb"<ds:DigestValue>([^<]+)<", good).group(1)
    evil = good.replace(b"Svcstatus/withdrawn", b"Svcstatus/granted", 1)
    bare = etree.fromstring(evil)
    for found in bare.findall(f"{{{DS}}}Signature"):
        bare.remove(found)
    save("digest-recomputed", evil.replace(digest, hashed("sha256", canonical(bare, EXC)).encode(), 1), invalid)
    value = re.search(rb"<ds:SignatureValue>([^<]+)<", good).group(1)
    flipped = bytearray(base64.b64decode(value))
    flipped[20] ^= 1
    save("signature-flipped", good.replace(value, base64.b64encode(bytes(flipped))), invalid)
    save("signature-emptied", good.replace(value, b""), invalid)
    save("signature-no-base64", good.replace(value, b"*" + value[1:]), "trusted-list-signature-structure")
    without = re.sub(rb"<ds:Signature .*</ds:Signature>", b"", good, flags=re.S)
    save("signature-removed", without, "trusted-list-unsigned")

    # --- not the signer -------------------------------------------------------------------------------------------
    unknown = "trusted-list-signer-unknown"
    save("stranger-signed", signed(stranger), unknown)
    save("stranger-without-key-info", signed(stranger, key_info=False), invalid)
    save("stranger-claims-operator", signed(stranger, shown=operator, named=operator), invalid)
    save("operator-names-stranger", signed(named=stranger), "trusted-list-signature-structure")
    both = signed(stranger)
    data = both.find(f".//{{{DS}}}X509Data")
    etree.SubElement(data, etree.QName(DS, "X509Certificate")).text = operator.base64
    save("stranger-shows-both", both, invalid)

    # --- arranged wrongly -----------------------------------------------------------------------------------------
    structure = "trusted-list-signature-structure"
    doubled = etree.fromstring(good)
    doubled.append(copy.deepcopy(doubled.find(f"{{{DS}}}Signature")))
    save("two-signatures", doubled, structure)
    hidden = etree.fromstring(good)
    stray = copy.deepcopy(hidden.find(f"{{{DS}}}Signature"))
    hidden.find(f"{{{TSL}}}SchemeInformation").append(stray)
    save("signature-inside-too", hidden, structure)
    # A foreign one in an unsigned corner would leave the digests as they are.
    cornered = etree.fromstring(good)
    corner = etree.SubElement(cornered.find(f"{{{DS}}}Signature"), etree.QName(DS, "Object"))
    etree.SubElement(corner, etree.QName(DS, "Signature"))
    save("signature-in-object", cornered, structure)
    nested = etree.fromstring(good)
    moved = nested.find(f"{{{DS}}}Signature")
    nested.find(f"{{{TSL}}}SchemeInformation").append(moved)
    save("signature-deeper", nested, structure)

    def wrapping(place, id_for_evil):
        """The signed list is put away inside, an evil one takes its place and keeps the signature."""
        original = etree.fromstring(with_id)
        evil_root = tree([provider("Kẻ gian", service(
            "CA gian", "CA/QC", "granted", "2020-01-01T00:00:00Z", [b64("attacker-root")]))], root_id=id_for_evil)
        signature = original.find(f"{{{DS}}}Signature")
        inner = copy.deepcopy(original)
        inner.remove(inner.find(f"{{{DS}}}Signature"))
        evil_root.append(signature)
        place(evil_root, signature).append(inner)
        return evil_root

    def in_list(evil_root, signature):
        return evil_root.find(f"{{{TSL}}}SchemeInformation")

    def in_object(evil_root, signature):
        return etree.SubElement(signature, etree.QName(DS, "Object"))

    for name, place in (("list", in_list), ("object", in_object)):
        save(f"wrapped-in-{name}", wrapping(place, None), structure)
        save(f"wrapped-in-{name}-same-id", wrapping(place, "list"), structure)
    spelt = etree.fromstring(with_id)
    etree.SubElement(spelt.find(f"{{{DS}}}Signature"), etree.QName(DS, "Object")).set("id", "list")
    save("id-in-two-spellings", spelt, structure)
    whole = etree.Element(etree.QName(TSL, "TrustServiceStatusList"), nsmap={None: TSL})
    whole.extend(wrapping(in_list, None))
    kept = etree.fromstring(good)
    whole.remove(whole.find(f"{{{DS}}}Signature"))
    whole.append(kept)
    save("whole-list-inside", whole, structure)
    copied = etree.fromstring(good)
    signature = copied.find(f"{{{DS}}}Signature")
    fake = copy.deepcopy(signature.find(f".//{{{XADES}}}SignedProperties"))
    fake.find(f".//{{{XADES}}}SigningTime").text = "2020-01-01T00:00:00Z"
    extra = etree.SubElement(signature, etree.QName(DS, "Object"))
    etree.SubElement(extra, etree.QName(XADES, "QualifyingProperties"), Target="#sig").append(fake)
    save("properties-doubled", copied, structure)
    save("properties-unsigned", signed(sign_properties=False), structure)
    unsigned = etree.fromstring(good)
    stranger_properties = copy.deepcopy(unsigned.find(f".//{{{XADES}}}SignedProperties"))
    stranger_properties.set("Id", "other")
    unsigned.find(f".//{{{XADES}}}QualifyingProperties").append(stranger_properties)
    save("properties-twice", unsigned, structure)
    save("properties-of-another", good.replace(b'Target="#sig"', b'Target="#none"'), structure)
    save("list-not-referenced", signed(list_reference=False), structure)
    again = reference(
        "#list", [transform(ENVELOPED), transform(EXC)], "sha256",
        hashed("sha256", canonical(vietnam(root_id="list"), EXC)))
    save("list-referenced-twice", signed(make=lambda: vietnam(root_id="list"), extra_references=[again]), structure)
    save("not-enveloped", signed(enveloped=False), structure)
    part = reference("#part", [transform(EXC)], "sha256", "")

    def with_part():
        root = vietnam()
        root.find(f".//{{{TSL}}}TrustServiceProvider").set("Id", "part")
        part.find(f"{{{DS}}}DigestValue").text = hashed(
            "sha256", canonical(root.find(f".//{{{TSL}}}TrustServiceProvider"), EXC))
        return root

    save("part-referenced", signed(make=with_part, extra_references=[part]), structure)
    save("only-part-referenced", signed(
        make=with_part, extra_references=[copy.deepcopy(part)], list_reference=False), structure)
    save("external-reference", signed(extra_references=[
        reference("http://127.0.0.1:9/x", [transform(EXC)], "sha256", hashed("sha256", b""))]), structure)
    save("file-reference", signed(extra_references=[
        reference("file:///etc/hostname", [transform(EXC)], "sha256", hashed("sha256", b""))]), structure)
    save("xpointer", signed(uri="#xpointer(/)"), structure)

    # --- algorithms -----------------------------------------------------------------------------------------------
    weak, other = "trusted-list-weak-algorithm", "trusted-list-algorithm"
    save("digest-sha1", signed(digest="sha1"), weak)
    save("signature-sha1", signed(method="rsa-sha1"), weak)
    save("key-1024", signed(short), weak, signer="short")
    save("hmac", signed(method="hmac"), weak)
    save("method-with-parameter", signed(method_child=element("HMACOutputLength", ns=DS, text="8")), other)
    xpath = transform("http://www.w3.org/TR/1999/REC-xpath-19991116")
    etree.SubElement(xpath, etree.QName(DS, "XPath")).text = "true()"
    save("xpath", signed(extra_transforms=[xpath]), other)
    save("canonicalised-twice", signed(extra_transforms=[transform(EXC)]), other)
    save("xslt", signed(extra_transforms=[transform("http://www.w3.org/TR/1999/REC-xslt-19991116")]), other)
    save("comments-method", signed(c14n=EXC, info_c14n=EXC + "WithComments"), other)

    # --- not XML as it should be ----------------------------------------------------------------------------------
    doctype = "xml-doctype"
    body = strip_declaration(good)
    save("doctype", b"<!DOCTYPE TrustServiceStatusList>" + body, doctype)
    save("entity", b'<!DOCTYPE x [<!ENTITY e "VN">]>' + body.replace(b">VN<", b">&e;<"), doctype)
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    save("external-entity", entity + body.replace(b">VN<", b">&e;<"), doctype)
    save("external-subset", b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + body, doctype)
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    laughs = b'<!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + b"]>"
    save("billion-laughs", laughs + body.replace(b">VN<", b">&l11;<"), doctype)
    malformed = "xml-malformed"
    save("unknown-entity", body.replace(b">VN<", b">&e;<"), malformed)
    save("utf-16", good.decode().replace("UTF-8", "UTF-16").encode("utf-16"), malformed)
    save("truncated", good[: len(good) // 2], malformed)
    save("no-prefix", body.replace(b"SchemeTerritory>", b"x:SchemeTerritory>"), malformed)
    save("empty", b"", malformed)
    save("text", "Danh sách tin cậy".encode(), malformed)
    save("null-byte", good.replace(b">VN<", b">V\0N<"), malformed)
    limits = "xml-beyond-limits"
    save("deep", b"<a>" * 5000 + b"</a>" * 5000, limits)
    save("attributes", b"<a " + b" ".join(b'a%d=""' % n for n in range(500)) + b"/>", limits)
    # An error must not open a way around the limits: libxml2 would go on after it, and count differently.
    save("attributes-in-quotes", b"<r><a '<b " + b" ".join(b'a%d=""' % n for n in range(5000)) + b"/>'/></r>", limits)

    # --- no list --------------------------------------------------------------------------------------------------
    no_list = "trusted-list-malformed"
    save("other-root", signed(make=lambda: etree.fromstring(b"<x xmlns='urn:x'><SchemeInformation/></x>")), no_list)
    save("version-4", signed(make=lambda: vietnam(version=4)), "trusted-list-version")

    def edited(name, change):
        def make():
            root = vietnam()
            change(root.find(f".//{{{TSL}}}{name}"))
            return root
        return signed(make=make)

    def drop(found):
        found.getparent().remove(found)

    def double(found):
        found.addnext(copy.deepcopy(found))

    def empty(found):
        found.text = " "

    for name, change, path in (
            ("no-territory", drop, "SchemeTerritory"), ("empty-territory", empty, "SchemeTerritory"),
            ("two-schemes", double, "SchemeInformation"), ("two-numbers", double, "TSLSequenceNumber"),
            ("no-update", drop, "NextUpdate"), ("no-status", drop, "ServiceStatus"),
            ("two-statuses", double, "ServiceStatus"), ("two-service-lists", double, "TrustServiceProviderList"),
            ("no-identity", drop, "ServiceDigitalIdentity")):
        save(name, edited(path, change), no_list)

    def february(found):
        found.text = "2026-02-30T00:00:00Z"

    def negative(found):
        found.text = "-1"

    save("no-such-day", edited("StatusStartingTime", february), no_list)
    save("negative-number", edited("TSLSequenceNumber", negative), no_list)


main()
