#!/usr/bin/env python3
"""Peer of `sohoa verify` for B-LTA files: pyHanko's validation with archival data (ETSI EN 319 102-1, 5.6.3).

Anchors and revocation lists as in verify_pyhanko.py. Nothing is fetched. A signature that does not pass stops the run.
"""

import asyncio
import io
import logging
from pathlib import Path

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation import policy_decl
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule
from pyhanko_certvalidator.registry import SimpleTrustManager

from measurement import arguments, measure
from verify_pyhanko import trust


def specification(folder: Path) -> policy_decl.PdfSignatureValidationSpec:
    anchors, others, lists = trust(folder)
    rule = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED
    revocation = CertRevTrustPolicy(
        RevocationCheckingPolicy(ee_certificate_rule=rule, intermediate_ca_cert_rule=rule), retroactive_revinfo=True
    )
    return policy_decl.PdfSignatureValidationSpec(
        policy_decl.SignatureValidationSpec(
            cert_validation_policy=CertValidationPolicySpec(
                trust_manager=SimpleTrustManager.build(trust_roots=anchors), revinfo_policy=revocation
            ),
            revinfo_gathering_policy=policy_decl.RevocationInfoGatheringSpec(
                online_fetching_rule=policy_decl.RevinfoOnlineFetchingRule.LOCAL_ONLY
            ),
            local_knowledge=policy_decl.LocalKnowledge(
                known_certs=others, known_crls=[policy_decl.CRLContainer(item) for item in lists]
            ),
        )
    )


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--trust", type=Path, required=True, help="folder with certificates (PEM, DER) and CRLs")
    options = parser.parse_args()
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    rules = specification(options.trust)

    def verify(document: tuple[Path, bytes]) -> None:
        path, data = document
        signatures = PdfFileReader(io.BytesIO(data), strict=False).embedded_regular_signatures
        if not signatures:
            raise SystemExit(f"{path}: no signature")
        for signature in signatures:
            result = asyncio.run(ades_lta_validation(signature, rules))
            if not isinstance(result.ades_subindic, AdESPassed):
                raise SystemExit(f"{path}: {signature.field_name}: {result.ades_subindic}")

    documents = [(path, path.read_bytes()) for path in options.files]
    measure("pyHanko verify B-LTA", documents, options.count, verify)


if __name__ == "__main__":
    main()
