"""Reads a validation report of ETSI TS 119 102-2 with the classes that pyHanko generated from its schema, and fails on
whatever they do not know or miss; then checks what a schema cannot: that identifiers are unique and references lead
somewhere, and that digests and base 64 are what they say.

validation_report.py REPORT.xml -> one JSON line: what the report says of each signature.
"""
import base64
import dataclasses
import hashlib
import json
import sys
import typing

from lxml import etree
from pyhanko.generated.etsi import ts_11910202 as vr
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig

# SignersDocumentType is a choice: a digest (and maybe a reference), or a reference alone.
CHOICES = {(vr.SignersDocumentType, "digest_alg_and_value")}


def missing(value, path, found):
    """Required elements and attributes that are not there; the parser itself lets them pass."""
    if not dataclasses.is_dataclass(value):
        return
    for field in dataclasses.fields(value):
        item = getattr(value, field.name)
        needed = field.metadata.get("required") or field.metadata.get("min_occurs")
        if needed and item in (None, ()) and (type(value), field.name) not in CHOICES:
            found.append(f"{path}/{field.metadata.get('name', field.name)}")
        for child in item if isinstance(item, tuple) else (item,):
            missing(child, f"{path}/{field.metadata.get('name', field.name)}", found)


def main(path):
    data = open(path, "rb").read()
    config = ParserConfig(
        fail_on_unknown_properties=True, fail_on_unknown_attributes=True, fail_on_converter_warnings=True)
    report = XmlParser(config=config).from_bytes(data, vr.ValidationReport)
    problems = []
    missing(report, "ValidationReport", problems)
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    sequences(tree, vr.ValidationReport, problems)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    if len(ids) != len(set(ids)):
        problems.append("an id twice")
    for element in tree.iter():
        for reference in (element.get("VOReference") or "").split():
            if reference not in ids:
                problems.append(f"{etree.QName(element).localname} refers to {reference}")
    for item in report.signature_validation_objects.validation_object if report.signature_validation_objects else ():
        content = item.validation_object_representation
        if content.base64 is not None and item.id.split("-", 1)[1] != hashlib.sha256(content.base64).hexdigest():
            problems.append(f"{item.id} is not its digest")
    if problems:
        sys.exit("\n".join(problems))
    print(json.dumps({"signatures": [summary(one) for one in report.signature_validation_report],
                      "objects": [item.object_type.rsplit(":", 1)[1] + ":" + item.id
                                  for item in report.signature_validation_objects.validation_object]}))


def sequences(element, kind, problems):
    """Children stand in the order of the schema's sequences, which is that of the generated class."""
    fields = dataclasses.fields(kind)
    names = [field.metadata.get("name") for field in fields]
    hints = typing.get_type_hints(kind)
    last = -1
    for child in element:
        local = etree.QName(child).localname
        if local not in names:
            continue
        place = names.index(local)
        # SignatureAttributes is a choice without an order.
        if place < last and kind is not vr.SignatureAttributesType:
            problems.append(f"{etree.QName(element).localname}/{local} is out of order")
        last = max(last, place)
        for inner in typing.get_args(hints[fields[place].name]) or (hints[fields[place].name],):
            for candidate in (inner, *typing.get_args(inner)):
                if isinstance(candidate, type) and dataclasses.is_dataclass(candidate):
                    sequences(child, candidate, problems)


def summary(one):
    status = one.signature_validation_status
    identifier = one.signature_identifier
    attributes = one.signature_attributes
    time = one.validation_time_info
    return {
        "main": status.main_indication.rsplit(":", 1)[1],
        "sub": [uri.rsplit(":", 1)[1] for uri in status.sub_indication],
        "field": identifier.daidentifier if identifier else None,
        "digest": base64.b16encode(identifier.digest_alg_and_value.digest_value.value).decode().lower()
        if identifier and identifier.digest_alg_and_value else None,
        "process": one.signature_validation_process.signature_validation_process_id.rsplit(":", 1)[1]
        if one.signature_validation_process else None,
        "signer": one.signer_information.signer if one.signer_information else None,
        "best": str(time.best_signature_time.poetime) if time else None,
        "provenBy": list(time.best_signature_time.poeobject.voreference)
        if time and time.best_signature_time.poeobject else [],
        "byteRange": list(attributes.byte_range[0]) if attributes and attributes.byte_range else None,
        "timestamps": len(attributes.signature_time_stamp) + len(attributes.doc_time_stamp) if attributes else 0,
        "document": [item for place in one.signers_document.signers_document_representation
                     for item in place.voreference],
        "constraints": {item.validation_constraint_identifier.rsplit(":", 1)[1]:
                        item.validation_status.main_indication.rsplit(":", 1)[1]
                        for item in one.validation_constraints_evaluation_report.validation_constraint}
        if one.validation_constraints_evaluation_report else {},
        "data": [data.type_value for part in status.associated_validation_report_data
                 if part.additional_validation_report_data
                 for data in part.additional_validation_report_data.report_data],
    }


if __name__ == "__main__":
    main(sys.argv[1])
