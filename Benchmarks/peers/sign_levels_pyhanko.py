#!/usr/bin/env python3
"""Peer of `sohoa sign --level`: pyHanko signs PDFs at B-B, B-T, B-LT or B-LTA in one process.

Time-stamps come from pyHanko's own authority inside this process, revocation data from the lists of --trust. The CPU
time that making the tokens takes is measured apart and left out of `cpuSeconds`.
--key-once parses and checks the private key once instead of at every signature: pyHanko's best case, not how it ships.
"""

import argparse
import io
import logging
import time
from pathlib import Path

from asn1crypto import crl, pem, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_der_private_key
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext

from measurement import add_key, arguments, first_line, report, spend

LEVELS = ("B-B", "B-T", "B-LT", "B-LTA")


class KeyOnceSigner(signers.SimpleSigner):
    """Parses the private key at the first signature and keeps it."""

    _parsed = None

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if self._parsed is None:
            self._parsed = load_der_private_key(self.signing_key.dump(), password=None)
        return self._parsed.sign(data, padding.PKCS1v15(), getattr(hashes, digest_algorithm.upper())())


class MeteredTimeStamper(DummyTimeStamper):
    """Adds up the CPU time of the authority."""

    spent = 0.0

    async def async_request_tsa_response(self, req):
        start = time.process_time()
        try:
            return await super().async_request_tsa_response(req)
        finally:
            self.spent += time.process_time() - start


def load(p12: Path, pass_file: Path) -> signers.SimpleSigner:
    signer = signers.SimpleSigner.load_pkcs12(p12, passphrase=first_line(pass_file))
    if signer is None:
        raise SystemExit(f"{p12}: no key could be loaded with the passphrase of {pass_file}")
    return signer


def trust(folder: Path) -> ValidationContext:
    roots, others, lists = [], [], []
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".pem", ".crl"):
            continue
        data = path.read_bytes()
        der = pem.unarmor(data)[2] if pem.detect(data) else data
        if path.suffix == ".crl":
            lists.append(crl.CertificateList.load(der))
        else:
            certificate = x509.Certificate.load(der)
            (roots if certificate.self_issued else others).append(certificate)
    return ValidationContext(trust_roots=roots, other_certs=others, crls=lists, allow_fetching=False)


class LevelSigner:
    def __init__(self, options: argparse.Namespace):
        self.level = options.level
        self.signer = load(options.p12, options.pass_file)
        if options.key_once:
            # load_pkcs12 makes a SimpleSigner whatever class it is called on.
            self.signer.__class__ = KeyOnceSigner
        self.stamper = None
        if options.level != "B-B":
            authority = load(options.tsa, options.tsa_pass_file)
            self.stamper = MeteredTimeStamper(
                authority.signing_cert, authority.signing_key, certs_to_embed=authority.cert_registry
            )
        self.roots = trust(options.trust) if options.level in ("B-LT", "B-LTA") else None

    def metadata(self) -> signers.PdfSignatureMetadata:
        return signers.PdfSignatureMetadata(
            field_name="Peer", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES,
            validation_context=self.roots, embed_validation_info=self.roots is not None,
            use_pades_lta=self.level == "B-LTA",
        )  # fmt: skip

    def sign(self, pdf: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        return signers.sign_pdf(writer, self.metadata(), signer=self.signer, timestamper=self.stamper).getvalue()


def main() -> None:
    parser = arguments(__doc__)
    add_key(parser)
    parser.add_argument("--level", choices=LEVELS, default="B-B")
    parser.add_argument("--tsa", type=Path, help="PKCS#12 file of the time-stamping authority")
    parser.add_argument("--tsa-pass-file", type=Path, help="file whose first line is its passphrase")
    parser.add_argument("--trust", type=Path, help="folder with the anchors and the revocation lists")
    parser.add_argument("--key-once", action="store_true", help="parse the private key once")
    parser.add_argument("--out", type=Path, help="folder for the signed files, written outside the timed loop")
    options = parser.parse_args()
    logging.getLogger("pyhanko").setLevel(logging.ERROR)
    signer = LevelSigner(options)
    documents = [path.read_bytes() for path in options.files]
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        for path, document in zip(options.files, documents, strict=True):
            (options.out / path.name).write_bytes(signer.sign(document))
    signer.sign(documents[0])
    if signer.stamper:
        signer.stamper.spent = 0.0
    spent = spend(documents, options.count, signer.sign)
    services = signer.stamper.spent if signer.stamper else 0.0
    report(f"pyHanko sign {options.level}", spent, services)


if __name__ == "__main__":
    main()
