"""PAdES B-B with pyHanko, as its manual does it: one signer object, kept for all documents."""

import io
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from measurement import first_line


class PadesSigner:
    def __init__(self, p12: Path, pass_file: Path):
        self.signer = signers.SimpleSigner.load_pkcs12(p12, passphrase=first_line(pass_file))
        if self.signer is None:
            raise SystemExit(f"{p12}: no key could be loaded with the passphrase of {pass_file}")

    def sign(self, pdf: bytes, field: str = "Peer") -> bytes:
        """The document with one more revision: an invisible ETSI.CAdES.detached signature."""
        metadata = signers.PdfSignatureMetadata(
            field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
        )
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        return signers.sign_pdf(writer, metadata, signer=self.signer).getvalue()
