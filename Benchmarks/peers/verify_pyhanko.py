#!/usr/bin/env python3
"""Peer of `sohoa verify`: pyHanko validates every signature of PDFs against a folder of certificates and CRLs.

Self-signed certificates in --trust are anchors, the others help to build chains; with CRLs there, a certificate without
revocation data fails. Nothing is fetched. A file that does not validate stops the run: its time would mean nothing.
"""

import io
import logging
from pathlib import Path

from asn1crypto import crl, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from measurement import arguments, measure

CERTIFICATES, CRLS = {".pem", ".crt", ".cer", ".der"}, {".crl"}


def der(path: Path) -> list[bytes]:
    """The objects of a file that is DER, or PEM with one or several."""
    data = path.read_bytes()
    return [body for _, _, body in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]


def trust(folder: Path) -> tuple[list[x509.Certificate], list[x509.Certificate], list[crl.CertificateList]]:
    """Anchors, intermediates and revocation lists of a folder and its subfolders."""
    anchors, others, lists = [], [], []
    for path in sorted(folder.rglob("*")):
        if path.suffix in CERTIFICATES:
            for certificate in map(x509.Certificate.load, der(path)):
                (anchors if certificate.self_signed != "no" else others).append(certificate)
        elif path.suffix in CRLS:
            lists += map(crl.CertificateList.load, der(path))
    if not anchors:
        raise SystemExit(f"{folder}: no self-signed certificate to trust")
    return anchors, others, lists


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--trust", type=Path, required=True, help="folder with certificates (PEM, DER) and CRLs")
    options = parser.parse_args()
    logging.getLogger("pyhanko").setLevel(logging.ERROR)
    anchors, others, lists = trust(options.trust)

    def verify(document: tuple[Path, bytes]) -> None:
        path, data = document
        # A context of its own per document, as a service that must not mix up its clients would keep it.
        context = ValidationContext(
            trust_roots=anchors,
            other_certs=others,
            crls=lists,
            allow_fetching=False,
            revocation_mode="require" if lists else "soft-fail",
        )
        signatures = PdfFileReader(io.BytesIO(data), strict=False).embedded_signatures
        if not signatures:
            raise SystemExit(f"{path}: no signature")
        for signature in signatures:
            status = validate_pdf_signature(signature, context)
            if not status.bottom_line:
                raise SystemExit(f"{path}: {signature.field_name}: {status.summary()}")

    documents = [(path, path.read_bytes()) for path in options.files]
    measure("pyHanko verify", documents, options.count, verify)


if __name__ == "__main__":
    main()
