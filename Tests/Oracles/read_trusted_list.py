"""Reads trusted lists with pyHanko's classes, which are generated from the schema of ETSI TS 119 612; no signature is
checked. Anything the schema does not know is an error.

read_trusted_list.py FILE...    prints one JSON line for each:
{"territory", "number", "issued", "next", "services": [{"type", "status", "since", "certificates": [SHA-256…],
 "history": [{"status", "since"}…], the latest first}…], "pointers": [{"location", "certificates": number}…]}
"""
import hashlib
import json
import pathlib
import re
import sys

from pyhanko.generated.etsi import TrustServiceStatusList, ts_119612_extra, ts_119612_sie  # noqa: F401
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig

reader = XmlParser(config=ParserConfig(fail_on_unknown_properties=True, fail_on_converter_warnings=True))


def seconds(time):
    return time.to_datetime().timestamp() if time else None


def certificates(identity):
    return [
        hashlib.sha256(entry.x509_certificate).hexdigest() for entry in identity.digital_id if entry.x509_certificate]


def service(entry):
    information = entry.service_information
    instances = entry.service_history.service_history_instance if entry.service_history else []
    history = [{"status": old.service_status.value, "since": seconds(old.status_starting_time)} for old in instances]
    return {
        "type": information.service_type_identifier.value, "status": information.service_status.value,
        "since": seconds(information.status_starting_time),
        "certificates": certificates(information.service_digital_identity),
        "history": sorted(history, key=lambda old: -old["since"]),
    }


for file in sys.argv[1:]:
    # The signature has a schema of its own.
    xml = re.sub(rb"<ds:Signature .*</ds:Signature>", b"", pathlib.Path(file).read_bytes(), flags=re.S)
    read = reader.from_bytes(xml, TrustServiceStatusList)
    scheme = read.scheme_information
    providers = read.trust_service_provider_list.trust_service_provider if read.trust_service_provider_list else []
    others = scheme.pointers_to_other_tsl.other_tslpointer if scheme.pointers_to_other_tsl else []
    print(json.dumps({
        "territory": scheme.scheme_territory.value, "number": scheme.tslsequence_number,
        "issued": seconds(scheme.list_issue_date_time), "next": seconds(scheme.next_update.date_time),
        "services": [service(entry) for provider in providers for entry in provider.tspservices.tspservice],
        "pointers": [
            {"location": other.tsllocation, "certificates": sum(
                len(certificates(one)) for one in other.service_digital_identities.service_digital_identity)}
            for other in others],
    }))
