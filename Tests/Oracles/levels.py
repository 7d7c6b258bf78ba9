"""Judges the PAdES levels of PDFs with pyHanko, which shares no code with sohoa: ETSI EN 319 102-1, 5.6.3, with the roots
and the file alone, nothing fetched.

levels.py --roots DIR --at ISO8601 FILE...       prints one JSON line for each signature that is no time-stamp, in file order:
{"file", "field", "lta": AdES (sub)indication, "failure", "best": best signature time, "evidence": time of the oldest
 document time-stamp after it, "withTime": AdES indication by 5.5, "signatureTimestamp": AdES indication of its own time-stamp, "future": indication 600 days
 later with perfect renewal, "dss": {"certs", "ocsps", "crls", "vri"}, "documentTimestamps", "modification"}

levels.py --sign LEVEL --keys DIR --at ISO8601 OUT IN    signs IN at B-B, B-T, B-LT or B-LTA with pyHanko itself;
DIR has root.pem, issuing.pem, signer.key, signer.pem, tsa.key, tsa.pem, root.crl and issuing.crl (CRLs in DER)
"""
import argparse
import asyncio
import dataclasses
import datetime
import io
import json
import logging
import pathlib

from asn1crypto import crl, keys, pem
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import ades, policy_decl
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import SimpleCertificateStore, SimpleTrustManager

logging.disable(logging.CRITICAL)
parser = argparse.ArgumentParser()
parser.add_argument("--roots")
parser.add_argument("--keys")
parser.add_argument("--sign")
parser.add_argument("--at", required=True)
parser.add_argument("files", nargs="+")
options = parser.parse_args()
instant = datetime.datetime.fromisoformat(options.at)


def iso(time):
    return time.astimezone(datetime.timezone.utc).isoformat() if time else None


def specification():
    """Revocation data required for every certificate; data made after the time in question count."""
    roots = list(load_certs_from_pemder(map(str, sorted(pathlib.Path(options.roots).rglob("*.pem")))))
    rule = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED
    policy = CertRevTrustPolicy(
        RevocationCheckingPolicy(ee_certificate_rule=rule, intermediate_ca_cert_rule=rule), retroactive_revinfo=True
    )
    return policy_decl.PdfSignatureValidationSpec(
        policy_decl.SignatureValidationSpec(
            cert_validation_policy=CertValidationPolicySpec(
                trust_manager=SimpleTrustManager.build(trust_roots=roots), revinfo_policy=policy
            ),
            revinfo_gathering_policy=policy_decl.RevocationInfoGatheringSpec(
                online_fetching_rule=policy_decl.RevinfoOnlineFetchingRule.LOCAL_ONLY
            ),
        )
    )


def store(reader):
    # Subscripts follow references, `get` does not.
    dss = reader.root["/DSS"] if "/DSS" in reader.root else {}
    names = (("certs", "/Certs"), ("ocsps", "/OCSPs"), ("crls", "/CRLs"))
    counts = {name: len(dss[key]) if key in dss else 0 for name, key in names}
    return {**counts, "vri": sorted(key[1:] for key in dss["/VRI"]) if "/VRI" in dss else []}


async def with_time(reader, signature, timing):
    """5.5, for files without document time-stamps: the LTA algorithm looks for a past there and finds none."""
    spec = specification().signature_validation_spec
    # What the file holds counts as known here; that function takes it for LTA alone.
    spec = dataclasses.replace(spec, local_knowledge=ades._dss_to_local_knowledge(reader))
    signature.compute_integrity_info()
    result = await ades.ades_with_time_validation(
        signature.signed_data, spec, timing_info=timing, raw_digest=signature.compute_digest()
    )
    return result.ades_subindic


def judge(path):
    data = pathlib.Path(path).read_bytes()
    for index in range(len(PdfFileReader(io.BytesIO(data)).embedded_regular_signatures)):
        # A reader of its own for each, because validation leaves traces in it.
        reader = PdfFileReader(io.BytesIO(data))
        signature = reader.embedded_regular_signatures[index]
        line = {"file": path, "field": signature.field_name, "dss": store(reader)}
        line["documentTimestamps"] = len(reader.embedded_timestamp_signatures)
        timing = policy_decl.ValidationTimingInfo(
            validation_time=instant, best_signature_time=instant, point_in_time_validation=True
        )
        signature.compute_integrity_info()
        changes = signature.summarise_integrity_info()["diff_result"]
        level = getattr(changes, "modification_level", None)
        line["modification"] = level.name if level is not None else "SUSPICIOUS" if changes else "NONE"
        result = asyncio.run(ades.ades_lta_validation(signature, specification(), timing_info=timing))
        line["lta"] = str(result.ades_subindic)
        line["failure"] = result.failure_msg
        line["best"] = iso(result.best_signature_time)
        line["evidence"] = iso(result.oldest_evidence_record_timestamp)
        own = result.signature_timestamp_status
        line["signatureTimestamp"] = str(own.ades_subindic) if own else None
        reader = PdfFileReader(io.BytesIO(data))
        line["withTime"] = str(asyncio.run(with_time(reader, reader.embedded_regular_signatures[index], timing)))
        signature = PdfFileReader(io.BytesIO(data)).embedded_regular_signatures[index]
        try:
            future = asyncio.run(
                ades.simulate_future_ades_lta_validation(
                    signature,
                    specification(),
                    future_validation_time=instant + datetime.timedelta(days=600),
                    current_reference_time=instant,
                )
            )
            line["future"] = str(future.ades_subindic)
        except Exception as error:
            line["future"] = f"{type(error).__name__}: {error}"
        print(json.dumps(line))


def sign():
    folder = pathlib.Path(options.keys)
    certificate = {
        name: next(iter(load_certs_from_pemder([str(folder / f"{name}.pem")])))
        for name in ("root", "issuing", "signer", "tsa")
    }
    known = SimpleCertificateStore()
    for one in certificate.values():
        known.register(one)

    def key(name):
        data = (folder / f"{name}.key").read_bytes()
        return keys.PrivateKeyInfo.load(pem.unarmor(data)[2] if pem.detect(data) else data)

    signer = signers.SimpleSigner(certificate["signer"], key("signer"), known)
    stamper = DummyTimeStamper(certificate["tsa"], key("tsa"), certs_to_embed=known, fixed_dt=instant)
    lists = [crl.CertificateList.load((folder / f"{name}.crl").read_bytes()) for name in ("root", "issuing")]
    context = ValidationContext(
        trust_roots=[certificate["root"]],
        other_certs=[certificate["issuing"]],
        crls=lists,
        allow_fetching=False,
        revocation_mode="hard-fail",
        moment=instant,
        best_signature_time=instant,
    )
    more = {}
    if options.sign in ("B-LT", "B-LTA"):
        more = {"embed_validation_info": True, "validation_context": context, "use_pades_lta": options.sign == "B-LTA"}
    metadata = signers.PdfSignatureMetadata(
        field_name="Sig1", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, **more
    )
    output, source = options.files
    writer = IncrementalPdfFileWriter(io.BytesIO(pathlib.Path(source).read_bytes()))
    signed = signers.sign_pdf(
        writer, metadata, signer=signer, timestamper=None if options.sign == "B-B" else stamper
    )
    pathlib.Path(output).write_bytes(signed.getvalue())


if options.sign:
    sign()
else:
    for name in options.files:
        judge(name)
