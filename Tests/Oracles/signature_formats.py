"""Makes one small signed PDF for every way a signature value may be written, honest or not, and says what is true of it.

usage: signature_formats.py FOLDER
Writes FOLDER/NAME.pdf and FOLDER/expected.json: {NAME: {"intact": true|false|null, "valid": true|false|null, "sound": bool}}.
The structures are put together byte by byte here, with keys and primitives of the `cryptography` package, so that
nothing is shared with what is tested.
"""

import datetime
import hashlib
import json
import pathlib
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, ed448, padding, rsa, utils

# --- DER ---------------------------------------------------------------------------------------------------------


def tlv(tag, body):
    size = len(body)
    if size < 0x80:
        return bytes([tag, size]) + body
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + body


def seq(*parts):
    return tlv(0x30, b"".join(parts))


def set_of(*parts, ordered=True):
    return tlv(0x31, b"".join(sorted(parts) if ordered else parts))


def oid(dotted):
    arcs = [int(a) for a in dotted.split(".")]
    out = b""
    for arc in [arcs[0] * 40 + arcs[1]] + arcs[2:]:
        group = [arc & 0x7F]
        while arc := arc >> 7:
            group.append(arc & 0x7F | 0x80)
        out += bytes(reversed(group))
    return tlv(6, out)


def integer(value):
    return tlv(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


octets = lambda b: tlv(4, b)
NULL = b"\x05\x00"
explicit = lambda n, b: tlv(0xA0 | n, b)


def split(element):
    """The header and body of one definite element."""
    size, at = element[1], 2
    if size & 0x80:
        n = size & 0x7F
        size, at = int.from_bytes(element[2 : 2 + n], "big"), 2 + n
    return element[0], element[at : at + size], at + size


def children(body):
    while body:
        _, _, end = split(body)
        yield body[:end]
        body = body[end:]


def indefinite(element):
    """The same value in indefinite lengths, octet strings in two pieces; certificates stay as their authority made them."""
    tag, body, _ = split(element)
    if element in CERTIFICATES:
        return element
    if tag == 4 and len(body) > 8:
        return b"\x24\x80" + tlv(4, body[:5]) + tlv(4, body[5:]) + b"\0\0"
    if tag & 0x20:
        return bytes([tag, 0x80]) + b"".join(indefinite(c) for c in children(body)) + b"\0\0"
    return element


# --- names -------------------------------------------------------------------------------------------------------

DATA, SIGNED_DATA = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
TST_INFO = "1.2.840.113549.1.9.16.1.4"
DIGESTS = {
    "md5": "1.2.840.113549.2.5",
    "sha1": "1.3.14.3.2.26",
    "sha224": "2.16.840.1.101.3.4.2.4",
    "sha256": "2.16.840.1.101.3.4.2.1",
    "sha384": "2.16.840.1.101.3.4.2.2",
    "sha512": "2.16.840.1.101.3.4.2.3",
    "sha3_256": "2.16.840.1.101.3.4.2.8",
    "sha3_384": "2.16.840.1.101.3.4.2.9",
    "sha3_512": "2.16.840.1.101.3.4.2.10",
    "ripemd160": "1.3.36.3.2.1",
}
HASHES = {
    "md5": hashes.MD5(),
    "sha1": hashes.SHA1(),
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
    "sha3_256": hashes.SHA3_256(),
    "sha3_384": hashes.SHA3_384(),
    "sha3_512": hashes.SHA3_512(),
}
RSA_WITH = {
    "md5": "1.2.840.113549.1.1.4",
    "sha1": "1.2.840.113549.1.1.5",
    "sha224": "1.2.840.113549.1.1.14",
    "sha256": "1.2.840.113549.1.1.11",
    "sha384": "1.2.840.113549.1.1.12",
    "sha512": "1.2.840.113549.1.1.13",
    "sha3_256": "2.16.840.1.101.3.4.3.14",
    "sha3_384": "2.16.840.1.101.3.4.3.15",
    "sha3_512": "2.16.840.1.101.3.4.3.16",
}
ECDSA_WITH = {
    "sha1": "1.2.840.10045.4.1",
    "sha224": "1.2.840.10045.4.3.1",
    "sha256": "1.2.840.10045.4.3.2",
    "sha384": "1.2.840.10045.4.3.3",
    "sha512": "1.2.840.10045.4.3.4",
    "sha3_256": "2.16.840.1.101.3.4.3.10",
    "sha3_384": "2.16.840.1.101.3.4.3.11",
    "sha3_512": "2.16.840.1.101.3.4.3.12",
}
PLAIN_ECDSA = "0.4.0.127.0.7.1.1.4.1."
RSA, PSS, MGF1 = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.8"
ED25519, ED448, SHAKE256 = "1.3.101.112", "1.3.101.113", "2.16.840.1.101.3.4.2.12"


def algorithm(dotted, parameters=b""):
    return seq(oid(dotted), parameters)


def hashed(name, data):
    if name == "shake256":
        return hashlib.shake_256(data).digest(64)
    return hashlib.new(name, data).digest()


# --- keys and certificates ---------------------------------------------------------------------------------------


def certificate(key, serial, name="Nguyễn Thử Nghiệm"):
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    day = datetime.datetime(2026, 1, 1)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(day)
        .not_valid_after(day + datetime.timedelta(days=3650))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )
    edwards = isinstance(key, (ed25519.Ed25519PrivateKey, ed448.Ed448PrivateKey))
    return builder.sign(key, None if edwards else hashes.SHA256())


CERTIFICATES = set()


class Signer:
    def __init__(self, key, serial, name="Nguyễn Thử Nghiệm"):
        self.key = key
        self.certificate = certificate(key, serial, name)
        self.der = self.certificate.public_bytes(serialization.Encoding.DER)
        CERTIFICATES.add(self.der)
        issuer = self.certificate.issuer.public_bytes()
        self.identifier = seq(issuer, integer(serial))
        skid = self.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
        self.key_identifier = tlv(0x80, skid.value.digest)


def raw_rsa(key, block):
    """The RSA operation on a block of our own making."""
    numbers = key.private_numbers()
    size = (numbers.public_numbers.n.bit_length() + 7) // 8
    padded = b"\0\1" + b"\xff" * (size - len(block) - 3) + b"\0" + block
    return pow(int.from_bytes(padded, "big"), numbers.d, numbers.public_numbers.n).to_bytes(size, "big")


def digest_info(name, data, parameters=NULL):
    return seq(algorithm(DIGESTS[name], parameters), octets(hashed(name, data)))


def rsa_sign(name):
    return lambda s, m: s.key.sign(m, padding.PKCS1v15(), HASHES[name])


def pss_sign(name, mask, salt):
    return lambda s, m: s.key.sign(m, padding.PSS(padding.MGF1(HASHES[mask]), salt), HASHES[name])


def ecdsa_sign(name):
    return lambda s, m: s.key.sign(m, ec.ECDSA(HASHES[name]))


def plain_sign(name):
    def sign(s, m):
        r, t = utils.decode_dss_signature(s.key.sign(m, ec.ECDSA(HASHES[name])))
        width = (s.key.curve.key_size + 7) // 8
        return r.to_bytes(width, "big") + t.to_bytes(width, "big")

    return sign


def pss_parameters(name, mask, salt, explicit_trailer=False):
    return seq(
        explicit(0, algorithm(DIGESTS[name], NULL)),
        explicit(1, algorithm(MGF1, algorithm(DIGESTS[mask], NULL))),
        explicit(2, integer(salt)),
        explicit(3, integer(1)) if explicit_trailer else b"",
    )


# --- CMS ---------------------------------------------------------------------------------------------------------


def attribute(name, *values):
    return seq(oid(name), set_of(*values))


def attributes(signer, digest, content_type=DATA):
    reference = seq(seq(seq(octets(hashlib.sha256(signer.der).digest()))))
    return [
        attribute(CONTENT_TYPE, oid(content_type)),
        attribute(MESSAGE_DIGEST, octets(digest)),
        attribute(SIGNING_CERTIFICATE_V2, reference),
    ]


def signer_info(
    signer,
    data,
    digest="sha256",
    signature_algorithm=None,
    sign=None,
    attrs=attributes,
    ordered=True,
    digest_parameters=b"",
    unsigned=(),
    by_key=False,
    digest_oid=None,
    signed_bytes=None,
    content_type=DATA,
):
    signature_algorithm = signature_algorithm or algorithm(RSA_WITH[digest], NULL)
    sign = sign or rsa_sign(digest)
    listed = b""
    if attrs is None:
        signature = sign(signer, data)
    else:
        kept = attrs(signer, hashed(digest, data), content_type)
        whole = set_of(*kept, ordered=ordered)
        listed = b"\xa0" + whole[1:]
        signature = sign(signer, signed_bytes(whole) if signed_bytes else whole)
    return seq(
        integer(3 if by_key else 1),
        signer.key_identifier if by_key else signer.identifier,
        algorithm(digest_oid or DIGESTS[digest], digest_parameters),
        listed,
        signature_algorithm,
        octets(signature),
        tlv(0xA1, b"".join(sorted(unsigned))) if unsigned else b"",
    )


def signed_data(infos, certificates, digest="sha256", content=b"", content_type=DATA, crls=b"", digest_oid=None):
    return seq(
        oid(SIGNED_DATA),
        explicit(
            0,
            seq(
                integer(1),
                set_of(algorithm(digest_oid or DIGESTS[digest])),
                seq(oid(content_type), explicit(0, content) if content else b""),
                tlv(0xA0, b"".join(certificates)) if certificates else b"",
                crls,
                set_of(*infos),
            ),
        ),
    )


def cms(signer, data, **options):
    outer = {k: options.pop(k) for k in ("content", "content_type", "crls") if k in options}
    certificates = options.pop("certificates", [signer.der])
    if "content_type" in outer:
        options["content_type"] = outer["content_type"]
    info = signer_info(signer, data, **options)
    return signed_data(
        [info], certificates, options.get("digest", "sha256"), digest_oid=options.get("digest_oid"), **outer
    )


def token(signer, data, digest="sha256", imprint=None, **options):
    info = seq(
        integer(1),
        oid("1.2.3.4"),
        seq(algorithm(DIGESTS[digest], NULL), octets(imprint or hashed(digest, data))),
        integer(77),
        tlv(0x18, b"20260801000000Z"),
    )
    return cms(signer, info, content=octets(info), content_type=TST_INFO, **options)


# --- PDF ---------------------------------------------------------------------------------------------------------


def pdf(sub_filter, contents, extra="", room=None, kind="Sig", as_hex=lambda b: b.hex().upper()):
    """A signed page. `contents(data)` makes the value over the bytes that are signed."""
    probe = contents(b"probe")
    room = room or len(probe) + 64
    marker = "<" + "0" * (2 * room) + ">"
    objects = [
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 200 100]>>",
        "<</Type/Page/Parent 2 0 R/Resources<<>>/Contents 6 0 R/Annots[4 0 R]>>",
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(S)/V 5 0 R/Rect[0 0 0 0]/P 3 0 R/F 132>>",
        f"<</Type/{kind}/Filter/Adobe.PPKLite/SubFilter/{sub_filter}{extra}"
        f"/ByteRange[0 0000000000 0000000000 0000000000]/Contents{marker}>>",
        "<</Length 28>>stream\n0.5 g 100 100 50 50 re f   \nendstream",
    ]
    text, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(text))
        text += f"{number} 0 obj\n".encode() + body.encode("latin-1") + b"\nendobj\n"
    start = len(text)
    text += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    text += b"".join(f"{o:010} 00000 n \n".encode() for o in offsets)
    text += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    low = text.index(marker.encode())
    high = low + len(marker)
    given = f"/ByteRange[0 {low:010} {high:010} {len(text) - high:010}]".encode()
    at = text.index(b"/ByteRange[")
    text = text[:at] + given + text[at + len(given) :]
    value = contents(text[:low] + text[high:])
    assert len(value) <= room, (len(value), room)
    body = as_hex(value)
    return text[:low] + b"<" + body.encode().ljust(2 * room, b"0") + b">" + text[high:]


# --- the matrix --------------------------------------------------------------------------------------------------

RSA_KEY = Signer(rsa.generate_private_key(65537, 2048), 1001)
OTHER_KEY = Signer(rsa.generate_private_key(65537, 2048), 1002, "Người Khác")
ODD_RSA = Signer(rsa.generate_private_key(65537, 2049), 1003)
P256 = Signer(ec.generate_private_key(ec.SECP256R1()), 1010)
CURVES = {
    "p256": P256,
    "p384": Signer(ec.generate_private_key(ec.SECP384R1()), 1011),
    "p521": Signer(ec.generate_private_key(ec.SECP521R1()), 1012),
    "k1": Signer(ec.generate_private_key(ec.SECP256K1()), 1013),
    "brainpool256": Signer(ec.generate_private_key(ec.BrainpoolP256R1()), 1014),
    "brainpool384": Signer(ec.generate_private_key(ec.BrainpoolP384R1()), 1015),
    "brainpool512": Signer(ec.generate_private_key(ec.BrainpoolP512R1()), 1016),
}
EDWARDS25519 = Signer(ed25519.Ed25519PrivateKey.generate(), 1020)
EDWARDS448 = Signer(ed448.Ed448PrivateKey.generate(), 1021)
edwards = lambda s, m: s.key.sign(m)

CASES = {}


def case(name, make, intact=True, valid=True, sound=True, sub="ETSI.CAdES.detached", **options):
    if name in CASES:
        raise SystemExit(f"two cases are called {name}")
    CASES[name] = (pdf(sub, make, **options), dict(intact=intact, valid=valid, sound=sound))


def digests_and_algorithms():
    for name in RSA_WITH:
        case(f"rsa-{name}", lambda d, n=name: cms(RSA_KEY, d, digest=n))
        case(f"rsa-{name}-digest-null", lambda d, n=name: cms(RSA_KEY, d, digest=n, digest_parameters=NULL))
        case(f"rsa-{name}-no-null", lambda d, n=name: cms(RSA_KEY, d, digest=n, signature_algorithm=algorithm(RSA_WITH[n])))
        case(
            f"rsa-{name}-plain-oid",
            lambda d, n=name: cms(RSA_KEY, d, digest=n, signature_algorithm=algorithm(RSA, NULL)),
        )
    case("rsa-odd-size", lambda d: cms(ODD_RSA, d))
    bogus = algorithm(RSA, pss_parameters("sha256", "sha256", 32))
    case("rsa-with-stray-pss-parameters", lambda d: cms(RSA_KEY, d, signature_algorithm=bogus))
    for digest, mask, salt in [
        ("sha256", "sha256", 32), ("sha256", "sha1", 20), ("sha384", "sha384", 48), ("sha512", "sha512", 64),
        ("sha256", "sha256", 0), ("sha1", "sha1", 20), ("sha256", "sha512", 7), ("sha3_256", "sha3_256", 32),
        ("sha256", "sha256", 222),
    ]:
        identifier = algorithm(PSS, pss_parameters(digest, mask, salt))
        make = lambda d, a=identifier, x=digest, y=mask, z=salt: cms(
            RSA_KEY, d, digest=x, signature_algorithm=a, sign=pss_sign(x, y, z))
        case(f"pss-{digest}-{mask}-{salt}", make)
    trailer = algorithm(PSS, pss_parameters("sha256", "sha256", 32, True))
    pss = pss_sign("sha256", "sha256", 32)
    case("pss-explicit-trailer", lambda d: cms(RSA_KEY, d, signature_algorithm=trailer, sign=pss))
    for parameters, name in [(b"", "absent"), (seq(), "empty")]:
        default = algorithm(PSS, parameters)
        case(
            f"pss-default-{name}",
            lambda d, a=default: cms(RSA_KEY, d, digest="sha1", signature_algorithm=a, sign=pss_sign("sha1", "sha1", 20)),
        )
    wrong_salt = algorithm(PSS, pss_parameters("sha256", "sha256", 20))
    case("pss-wrong-salt", lambda d: cms(RSA_KEY, d, signature_algorithm=wrong_salt, sign=pss), valid=False)
    wrong_trailer = algorithm(PSS, pss_parameters("sha256", "sha256", 32) [:0] + seq(
        explicit(0, algorithm(DIGESTS["sha256"], NULL)), explicit(3, integer(2))))
    case("pss-wrong-trailer", lambda d: cms(RSA_KEY, d, signature_algorithm=wrong_trailer, sign=pss), valid=False)
    for curve, signer in CURVES.items():
        for name in ("sha256", "sha512") if curve != "p256" else ECDSA_WITH:
            a = algorithm(ECDSA_WITH[name])
            case(
                f"ecdsa-{curve}-{name}",
                lambda d, s=signer, a=a, n=name: cms(s, d, digest=n, signature_algorithm=a, sign=ecdsa_sign(n)),
            )
        b = algorithm(PLAIN_ECDSA + "3")
        plain = lambda d, s=signer, a=b: cms(s, d, signature_algorithm=a, sign=plain_sign("sha256"))
        case(f"plain-ecdsa-{curve}", plain)
    for suffix, name in [("1", "sha1"), ("2", "sha224"), ("4", "sha384"), ("5", "sha512"), ("9", "sha3_256")]:
        a = algorithm(PLAIN_ECDSA + suffix)
        case(
            f"plain-ecdsa-{name}",
            lambda d, a=a, n=name: cms(P256, d, digest=n, signature_algorithm=a, sign=plain_sign(n)),
        )
    der_as_plain = algorithm(PLAIN_ECDSA + "3")
    case("plain-ecdsa-but-der", lambda d: cms(P256, d, signature_algorithm=der_as_plain, sign=ecdsa_sign("sha256")), valid=False)
    ec_key = algorithm("1.2.840.10045.2.1")
    case("ecdsa-key-oid", lambda d: cms(P256, d, signature_algorithm=ec_key, sign=ecdsa_sign("sha256")))
    for digest in ("sha512", "sha256"):
        case(
            f"ed25519-{digest}",
            lambda d, n=digest: cms(EDWARDS25519, d, digest=n, signature_algorithm=algorithm(ED25519), sign=edwards),
        )
    shake = dict(digest="shake256", digest_oid=SHAKE256)
    case("ed448-shake256", lambda d: cms(EDWARDS448, d, signature_algorithm=algorithm(ED448), sign=edwards, **shake))
    case("ed448-sha512", lambda d: cms(EDWARDS448, d, digest="sha512", signature_algorithm=algorithm(ED448), sign=edwards))
    # What does not fit together must not pass.
    a = algorithm(RSA_WITH["sha256"], NULL)
    case(
        "digests-differ",
        lambda d: cms(RSA_KEY, d, digest="sha384", signature_algorithm=a, sign=rsa_sign("sha256")), valid=False,
    )
    case("key-does-not-fit", lambda d: cms(P256, d, signature_algorithm=a, sign=ecdsa_sign("sha256")), valid=False)
    case("other-key-signed", lambda d: cms(RSA_KEY, d, sign=lambda s, m: OTHER_KEY.key.sign(m, padding.PKCS1v15(), hashes.SHA256())), valid=False)
    unknown = algorithm("1.2.156.10197.1.501")
    case("signature-algorithm-unknown", lambda d: cms(P256, d, signature_algorithm=unknown, sign=ecdsa_sign("sha256")), valid=False)
    case(
        "digest-unknown",
        lambda d: cms(RSA_KEY, d, digest_oid=DIGESTS["ripemd160"], signature_algorithm=algorithm(RSA, NULL)),
        intact=None, valid=None,
    )


def digest_infos():
    bare = algorithm(RSA, NULL)
    forms = {
        "legacy-digest-info": (lambda m: digest_info("sha256", m, b""), True),
        "digest-info-trailing": (lambda m: digest_info("sha256", m) + b"\0\0", False),
        "digest-info-inner-trailing": (
            lambda m: seq(algorithm(DIGESTS["sha256"], NULL), octets(hashed("sha256", m)), NULL), False),
        "digest-info-other-parameters": (lambda m: digest_info("sha256", m, octets(b"x" * 20)), False),
        "digest-info-other-digest": (
            lambda m: seq(algorithm(DIGESTS["sha1"], NULL), octets(hashed("sha256", m))), False),
        "digest-info-long-length": (
            lambda m: b"\x30\x81" + digest_info("sha256", m)[1:], False),
        "digest-without-info": (lambda m: hashed("sha256", m), False),
        "digest-info-legacy-sha1": (lambda m: digest_info("sha1", m, b""), False),
    }
    for name, (form, valid) in forms.items():
        sign = lambda s, m, f=form: raw_rsa(s.key, f(m))
        case(name, lambda d, g=sign: cms(RSA_KEY, d, signature_algorithm=bare, sign=g), valid=valid)
        case(
            name + "-no-attributes",
            lambda d, g=sign: cms(RSA_KEY, d, signature_algorithm=bare, sign=g, attrs=None),
            # Without attributes the signed digest stands in the block alone.
            intact=False if name == "digest-info-legacy-sha1" else True if valid else None,
            valid=True if name == "digest-info-legacy-sha1" else valid, sub="adbe.pkcs7.detached",
        )


def signed_attributes():
    both = ("ETSI.CAdES.detached", "adbe.pkcs7.detached")
    for sub in both:
        tag = "cades" if sub.startswith("ETSI") else "pkcs7"
        reverse = lambda s, d, t: sorted(attributes(s, d, t), reverse=True)
        case(f"{tag}-attributes-unsorted", lambda d: cms(RSA_KEY, d, attrs=reverse, ordered=False), valid=tag == "pkcs7", sub=sub)
        # Some writers sign the sorted set and store another order: the signature is over what RFC 5652 wants.
        resort = lambda whole: set_of(*children(split(whole)[1]))
        case(f"{tag}-attributes-stored-unsorted", lambda d: cms(RSA_KEY, d, attrs=reverse, ordered=False, signed_bytes=resort), sub=sub)
        case(f"{tag}-signed-as-context-tag", lambda d: cms(RSA_KEY, d, signed_bytes=lambda w: b"\xa0" + w[1:]), valid=False, sub=sub)
    drop = lambda name: lambda s, d, t: [a for a in attributes(s, d, t) if oid(name) not in a]
    case("no-message-digest", lambda d: cms(RSA_KEY, d, attrs=drop(MESSAGE_DIGEST)), intact=False)
    two = lambda s, d, t: attributes(s, d, t) + [attribute(MESSAGE_DIGEST, octets(bytes(32)))]
    case("two-message-digests", lambda d: cms(RSA_KEY, d, attrs=two), intact=False)
    values = lambda s, d, t: drop(MESSAGE_DIGEST)(s, d, t) + [attribute(MESSAGE_DIGEST, octets(d), octets(bytes(32)))]
    case("message-digest-two-values", lambda d: cms(RSA_KEY, d, attrs=values), intact=False)
    wrong = lambda s, d, t: drop(MESSAGE_DIGEST)(s, d, t) + [attribute(MESSAGE_DIGEST, octets(bytes(32)))]
    case("wrong-message-digest", lambda d: cms(RSA_KEY, d, attrs=wrong), intact=False)
    longer = lambda s, d, t: drop(MESSAGE_DIGEST)(s, d, t) + [attribute(MESSAGE_DIGEST, octets(d + b"\0"))]
    case("long-message-digest", lambda d: cms(RSA_KEY, d, attrs=longer), intact=False)
    case("only-message-digest", lambda d: cms(RSA_KEY, d, attrs=lambda s, d, t: [attribute(MESSAGE_DIGEST, octets(d))]), sub="adbe.pkcs7.detached")
    extra = lambda s, d, t: attributes(s, d, t) + [
        attribute("1.2.840.113549.1.9.5", tlv(0x17, b"260801000000Z")), attribute("1.2.3.4.5", octets(bytes(2000))),
        attribute("1.2.840.113583.1.1.8", seq())]
    case("further-attributes", lambda d: cms(RSA_KEY, d, attrs=extra), sub="adbe.pkcs7.detached")
    case("no-attributes-rsa", lambda d: cms(RSA_KEY, d, attrs=None), sub="adbe.pkcs7.detached")
    a = algorithm(ECDSA_WITH["sha256"])
    case("no-attributes-ecdsa", lambda d: cms(P256, d, attrs=None, signature_algorithm=a, sign=ecdsa_sign("sha256")), intact=None, sub="adbe.pkcs7.detached")
    pss = algorithm(PSS, pss_parameters("sha256", "sha256", 32))
    case("no-attributes-pss", lambda d: cms(RSA_KEY, d, attrs=None, signature_algorithm=pss, sign=pss_sign("sha256", "sha256", 32)), intact=None, sub="adbe.pkcs7.detached")
    case("no-attributes-ed25519", lambda d: cms(EDWARDS25519, d, digest="sha512", attrs=None, signature_algorithm=algorithm(ED25519), sign=edwards), intact=None, sub="adbe.pkcs7.detached")
    split_digest = lambda s, d, t: drop(MESSAGE_DIGEST)(s, d, t) + [attribute(MESSAGE_DIGEST, b"\x24\x24" + octets(d[:16]) + octets(d[16:]))]
    # Such a value is no DER: RFC 5652 verifies its distinguished encoding, which is not what was signed here.
    case("message-digest-in-pieces", lambda d: cms(RSA_KEY, d, attrs=split_digest), sub="adbe.pkcs7.detached")


def structures():
    def counter(d):
        value = signer_info(OTHER_KEY, b"not the signature value")
        return attribute("1.2.840.113549.1.9.6", value)

    case("ber-indefinite", lambda d: indefinite(cms(RSA_KEY, d)))
    case("ber-indefinite-pkcs7", lambda d: indefinite(cms(RSA_KEY, d)), sub="adbe.pkcs7.detached")
    case("bad-counter-signature", lambda d: cms(RSA_KEY, d, unsigned=[counter(d)]))
    case("odd-unsigned-attributes", lambda d: cms(RSA_KEY, d, unsigned=[attribute("1.2.3.4", NULL, octets(b"x"))]))
    case("content-present", lambda d: cms(RSA_KEY, d, content=octets(b"something else")), sub="adbe.pkcs7.detached")
    case("key-identifier", lambda d: cms(RSA_KEY, d, by_key=True))
    many = [Signer(P256.key, 5000 + n, f"Chứng thư {n}").der for n in range(300)]
    case("signer-among-many", lambda d: cms(RSA_KEY, d, certificates=many[:150] + [RSA_KEY.der] + many[150:]))
    twin = Signer(OTHER_KEY.key, 1001)
    case("twin-certificate-first", lambda d: cms(RSA_KEY, d, certificates=[twin.der, RSA_KEY.der]))
    case("twin-certificate-last", lambda d: cms(RSA_KEY, d, certificates=[RSA_KEY.der, twin.der]))
    case("twin-certificate-only", lambda d: cms(RSA_KEY, d, certificates=[twin.der]), valid=False)
    case("no-certificate", lambda d: cms(RSA_KEY, d, certificates=[]), valid=None)
    case("only-other-certificate", lambda d: cms(RSA_KEY, d, certificates=[OTHER_KEY.der]), valid=None)
    case("damaged-certificate", lambda d: cms(RSA_KEY, d, certificates=[tlv(0x30, b"\x01\x01\xff"), RSA_KEY.der]))
    case("attribute-certificate", lambda d: cms(RSA_KEY, d, certificates=[RSA_KEY.der, tlv(0xA2, b"\x01\x01\xff")]))
    case("foreign-revocation", lambda d: cms(RSA_KEY, d, crls=tlv(0xA1, tlv(0xA1, oid("1.3.6.1.5.5.7.16.2") + seq()))))
    two = lambda d: signed_data([signer_info(RSA_KEY, d), signer_info(OTHER_KEY, d)], [RSA_KEY.der, OTHER_KEY.der])
    case("two-signers", two, sound=False)
    case("two-signers-pkcs7", two, sub="adbe.pkcs7.detached")
    case("no-signer", lambda d: signed_data([], [RSA_KEY.der]), intact=False, valid=None, sound=False)
    case("junk-in-padding", lambda d: cms(RSA_KEY, d) + b"\0\0hidden", sound=False)
    case("lower-case-hexadecimal", lambda d: cms(RSA_KEY, d), as_hex=lambda b: b.hex())
    case("large", lambda d: cms(RSA_KEY, d, unsigned=[attribute("1.2.3.4", octets(bytes(400_000)))]))
    case("no-cms", lambda d: b"\x30\x03\x02\x01\x01", intact=False, valid=None, sound=False)
    case("empty", lambda d: b"", intact=False, valid=None, sound=False)
    case("sub-filter-unknown", lambda d: cms(RSA_KEY, d), intact=False, valid=None, sound=False, sub="Example.odd")


def older_encodings():
    def inner(d, **options):
        digest = hashlib.sha1(d).digest()
        return cms(RSA_KEY, digest, content=octets(digest), **options)

    old = dict(sub="adbe.pkcs7.sha1")
    case("sha1-enclosed", lambda d: inner(d, digest="sha1"), **old)
    case("sha1-enclosed-signed-sha256", lambda d: inner(d), **old)
    case("sha1-enclosed-no-attributes", lambda d: inner(d, digest="sha1", attrs=None), **old)
    case("sha1-enclosed-indefinite", lambda d: indefinite(inner(d)), **old)
    case("sha1-enclosed-other-content", lambda d: cms(RSA_KEY, b"x" * 20, content=octets(b"x" * 20)), intact=False, **old)
    case("sha1-enclosed-detached", lambda d: cms(RSA_KEY, d, digest="sha1"), intact=False, valid=None, sound=False, **old)
    wrong = lambda d: cms(RSA_KEY, b"y" * 20, content=octets(hashlib.sha1(d).digest()))
    case("sha1-enclosed-not-signed", wrong, intact=False, **old)

    certificate = f"/Cert<{RSA_KEY.der.hex()}>"
    bare = dict(sub="adbe.x509.rsa_sha1")
    value = lambda n, p=NULL: lambda d: octets(raw_rsa(RSA_KEY.key, digest_info(n, d, p)))
    for name in ("sha1", "sha256", "sha512"):
        case(f"bare-{name}", value(name), extra=certificate, **bare)
    case("bare-legacy", value("sha1", b""), extra=certificate, **bare)
    case("bare-certificates", value("sha1"), extra=f"/Cert[<{RSA_KEY.der.hex()}><{OTHER_KEY.der.hex()}>]", **bare)
    case("bare-other-certificate-first", value("sha1"), extra=f"/Cert[<{OTHER_KEY.der.hex()}><{RSA_KEY.der.hex()}>]", intact=None, valid=False, **bare)
    case("bare-no-certificate", value("sha1"), intact=None, valid=None, **bare)
    case("bare-indefinite", lambda d: indefinite(value("sha1")(d)), extra=certificate, **bare)
    case("bare-digest-other", lambda d: octets(raw_rsa(RSA_KEY.key, digest_info("sha1", b"other"))), extra=certificate, intact=False, **bare)
    case("bare-trailing", lambda d: octets(raw_rsa(RSA_KEY.key, digest_info("sha1", d) + b"\0")), extra=certificate, intact=None, valid=False, **bare)

    stamp = dict(sub="ETSI.RFC3161", kind="DocTimeStamp")
    for name in ("sha1", "sha256", "sha384", "sha512", "sha3_256"):
        case(f"timestamp-{name}", lambda d, n=name: token(RSA_KEY, d, n), **stamp)
    case("timestamp-other-imprint", lambda d: token(RSA_KEY, b"other"), intact=False, **stamp)
    case("timestamp-indefinite", lambda d: indefinite(token(RSA_KEY, d)), **stamp)
    case("timestamp-type-sig", lambda d: token(RSA_KEY, d), sub="ETSI.RFC3161")
    case("timestamp-is-signature", lambda d: cms(RSA_KEY, d), intact=False, valid=None, sound=False, **stamp)
    case("timestamp-other-key", lambda d: token(RSA_KEY, d, sign=lambda s, m: OTHER_KEY.key.sign(m, padding.PKCS1v15(), hashes.SHA256())), valid=False, **stamp)
    a = algorithm(ECDSA_WITH["sha256"])
    case("timestamp-ecdsa", lambda d: token(P256, d, signature_algorithm=a, sign=ecdsa_sign("sha256")), **stamp)
    case("signature-is-token", lambda d: token(RSA_KEY, d), intact=False)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for make in (digests_and_algorithms, digest_infos, signed_attributes, structures, older_encodings):
        make()
    for name, (data, _) in CASES.items():
        (folder / f"{name}.pdf").write_bytes(data)
    (folder / "expected.json").write_text(json.dumps({n: e for n, (_, e) in CASES.items()}, indent=1))


main()
