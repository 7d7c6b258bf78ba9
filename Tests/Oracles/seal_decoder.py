#!/usr/bin/env python3
"""Reads and makes QR seals without any code of sohoa: an oracle for its tests (docs/formats/qr-seal.md).

    seal_decoder.py decode [--public-key HEX]   addresses on stdin, one JSON object a line on stdout
    seal_decoder.py verify --public-key HEX     "MESSAGE SIGNATURE" in hex on stdin, "true" or "false" a line
    seal_decoder.py make                        the test vector of the format page, as JSON

Needs cbor2 and cryptography. HEX is the uncompressed point 04 || x || y.
"""
import argparse
import hashlib
import json
import sys

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NAMES = [
    "version", "issuer", "dossier", "procedure", "holderId", "title", "system", "issued",
    "dates", "scope", "numberAndNotation", "holderName", "digest", "status", "baseLength",
]  # fmt: skip


def public_key(point_hex):
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes.fromhex(point_hex))


def is_valid(key, message, signature):
    der = encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    try:
        key.verify(der, message, ec.ECDSA(hashes.SHA256()))
        return True
    except InvalidSignature:
        return False


def human_code(cose):
    bits = int.from_bytes(hashlib.sha256(cose).digest(), "big") >> (256 - 75)
    data = [(bits >> (5 * (14 - i))) & 31 for i in range(15)]
    # Exponent table of GF(32), alpha^5 = alpha^2 + 1; symbol i of 16 weighs alpha^(15 - i).
    power = [1]
    for _ in range(30):
        power.append((power[-1] << 1) ^ (0x25 if power[-1] & 16 else 0))
    log = {value: exponent for exponent, value in enumerate(power)}
    check = 0
    for i, symbol in enumerate(data):
        if symbol:
            check ^= power[(log[symbol] + 15 - i) % 31]
    text = "".join(ALPHABET[symbol] for symbol in data + [check])
    return "-".join(text[i : i + 4] for i in range(0, 16, 4))


def to_be_signed(protected, payload):
    return cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)


def plain(value):
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def decode(address, key):
    head, digits = address.split("#")
    scheme, rest = head.split("://")
    host, path = rest.split("/")
    assert scheme.lower() == "https" and path.lower() == "q"
    number = int(digits)
    marked = number.to_bytes((number.bit_length() + 7) // 8, "big")
    assert marked[0] == 1 and str(number) == digits
    cose = marked[1:]
    message = cbor2.loads(cose)
    assert message.tag == 18 and cbor2.dumps(message, canonical=True) == cose
    protected, unprotected, payload, signature = message.value
    header = cbor2.loads(protected)
    assert dict(header) == {1: -7, 4: header[4]} and len(header[4]) == 4 and not unprotected
    fields = cbor2.loads(payload)
    assert cbor2.dumps(fields, canonical=True) == payload
    signed = to_be_signed(protected, payload)
    result = {
        "host": host.lower(),
        "keyID": header[4].hex(),
        "payload": {NAMES[k] if k < len(NAMES) else str(k): plain(v) for k, v in fields.items()},
        "coseBytes": len(cose),
        "toBeSigned": signed.hex(),
        "signature": signature.hex(),
        "code": human_code(cose),
    }
    if key is not None:
        result["signatureValid"] = is_valid(key, signed, signature)
    return result


def make():
    scalar = int.from_bytes(hashlib.sha256(b"sohoa seal test vector, a key for tests only").digest(), "big") % ORDER
    private = ec.derive_private_key(scalar, ec.SECP256R1())
    public = private.public_key()
    spki = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    point = public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    fields = {
        0: 1,
        1: "H01.02.14",
        2: "H01.02.14-260311-0007",
        3: "1.004873",
        4: "089190012345",
        5: "Giấy phép xây dựng",
        6: "TTHC An Giang",
        7: 1773190800,
        8: [20523, 20888],
        9: "Toàn quốc",
        10: "111/GPXD-UBND",
        11: "Nguyễn Thị Ánh Tuyết",
        12: hashlib.sha256(b"base revision").digest(),
        14: 183204,
    }
    payload = cbor2.dumps(fields, canonical=True)
    kid = hashlib.sha256(spki).digest()[:4]
    protected = cbor2.dumps({1: -7, 4: kid}, canonical=True)
    message = to_be_signed(protected, payload)
    r, s = decode_dss_signature(private.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    signature = r.to_bytes(32, "big") + min(s, ORDER - s).to_bytes(32, "big")
    cose = cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]), canonical=True)
    return {
        "privateScalar": scalar.to_bytes(32, "big").hex(),
        "publicPoint": point.hex(),
        "keyID": kid.hex(),
        "payload": payload.hex(),
        "toBeSigned": message.hex(),
        "signature": signature.hex(),
        "cose": cose.hex(),
        "address": f"HTTPS://DVC.ANGIANG.GOV.VN/Q#{int.from_bytes(bytes([1]) + cose, 'big')}",
        "code": human_code(cose),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["decode", "verify", "make"])
    parser.add_argument("--public-key")
    options = parser.parse_args()
    key = public_key(options.public_key) if options.public_key else None
    if options.command == "make":
        print(json.dumps(make(), ensure_ascii=False, indent=2))
    for line in sys.stdin if options.command != "make" else []:
        if options.command == "decode":
            print(json.dumps(decode(line.strip(), key), ensure_ascii=False))
        else:
            message, signature = (bytes.fromhex(part) for part in line.split())
            print("true" if is_valid(key, message, signature) else "false")


if __name__ == "__main__":
    main()
