"""Trust services on 127.0.0.1: a time-stamping authority and an OCSP responder of OpenSSL, and lists, with faults on demand.

trust_services.py prints one JSON line, {"port", "tls_port", "folder"}, then serves until its standard input ends. The
folder holds root.pem, issuing.pem, tsa.pem, tsa-chain.pem and ocsp.pem; it goes away with the server. Nothing here is shared
with sohoa.

POST /tsa/FAULT     RFC 3161   good slow wrong-nonce no-nonce wrong-imprint other-policy expired no-eku untrusted refused
                               forged unnamed garbage truncated empty huge cut wrong-type http-500 redirect auth
POST /ocsp/FAULT    RFC 6960   good unknown revoked try-later stale future wrong-responder not-delegated other-certificate
                               wrong-nonce forged open-ended by-issuer sha256 slow garbage truncated empty huge cut wrong-type
                               http-500
GET  /crl/FAULT     RFC 5280   good root stale wrong-issuer forged slow garbage truncated empty huge http-500 redirect loop
                               to-file to-plain
GET  /cer/FAULT                good pem p7c wrong garbage http-404
GET  /issue?ocsp=FAULT&crl=FAULT&cer=FAULT&revoked=1   a new certificate with these addresses: JSON with PEM texts
ANY  /echo          JSON: what was asked, {"method", "headers", "body"}
GET  /to?url=URL    a redirect to that address
GET  /hits          JSON: how often each path was asked
"""
import base64
import datetime
import http.server
import ipaddress
import json
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from asn1crypto import cms, keys, tsp
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID as Access
from cryptography.x509.oid import ExtendedKeyUsageOID as Usage
from cryptography.x509.oid import NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

DAY = datetime.timedelta(days=1)
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
SLOW = 30
folder = pathlib.Path(tempfile.mkdtemp(prefix="trust-services-"))
lock = threading.Lock()
hits = {}
issued = []  # (certificate, is revoked)
stop = threading.Event()


def name(common):
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "DEMO"), x509.NameAttribute(NameOID.COMMON_NAME, common)])


class Holder:
    """A key with its certificate."""

    def __init__(
            self, common, issuer=None, *, authority=False, usage=None, critical=True, key=None, start=None, end=None, extra=()):
        self.key = key or ec.generate_private_key(ec.SECP256R1())
        signer = issuer or self
        start = start or (NOW - 400 * DAY if authority else NOW - DAY)
        subject = name("DEMO - " + common)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.certificate.subject if issuer else subject)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end or NOW + 400 * DAY)
            .add_extension(x509.BasicConstraints(authority, None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.key.public_key()), critical=False)
            .add_extension(
                x509.KeyUsage(not authority, not authority, False, False, False, authority, authority, False, False), critical=True)
        )
        if usage:
            builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=critical)
        for value in extra:
            builder = builder.add_extension(value, critical=False)
        self.certificate = builder.sign(signer.key, hashes.SHA256())

    @property
    def pem(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self):
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def key_pem(self):
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())

    def write(self, stem):
        (folder / f"{stem}.pem").write_bytes(self.pem)
        (folder / f"{stem}.key").write_bytes(self.key_pem)
        return self


root = Holder("Gốc dịch vụ", authority=True).write("root")
issuing = Holder("Tổ chức cấp", root, authority=True).write("issuing")
stranger = Holder("Tổ chức lạ", authority=True)
namesake = Holder("Tổ chức cấp", authority=True)  # the same name, another key
tsa = Holder("TSA", issuing, usage=Usage.TIME_STAMPING).write("tsa")
expired_tsa = Holder(
    "TSA hết hạn", issuing, usage=Usage.TIME_STAMPING, start=NOW - 300 * DAY, end=NOW - 30 * DAY).write("expired-tsa")
stray_tsa = Holder("TSA lạ", stranger, usage=Usage.TIME_STAMPING).write("stray-tsa")
plain_tsa = Holder("TSA không có EKU", issuing, key=rsa.generate_private_key(65537, 2048))
rsa_tsa = Holder("TSA RSA", issuing, usage=Usage.TIME_STAMPING, key=rsa.generate_private_key(65537, 2048))
responder = Holder("OCSP", issuing, usage=Usage.OCSP_SIGNING, critical=False, extra=[x509.OCSPNoCheck()]).write("ocsp")
stray_responder = Holder("OCSP lạ", stranger, usage=Usage.OCSP_SIGNING, critical=False, extra=[x509.OCSPNoCheck()])
undelegated = Holder("không phải OCSP", issuing)
web = Holder(
    "máy chủ web", root, usage=Usage.SERVER_AUTH, critical=False,
    extra=[x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])]).write("web")
(folder / "tsa-chain.pem").write_bytes(tsa.pem + issuing.pem)
(folder / "chain.pem").write_bytes(issuing.pem)


def openssl(*arguments, cwd):
    subprocess.run(["openssl", *arguments], cwd=cwd, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)


# --- time stamps


TSA_CONFIGURATION = """
[tsa]
default_tsa = service
[service]
serial = serial
default_policy = 1.3.6.1.4.1.32473.1
other_policies = 1.3.6.1.4.1.32473.2
digests = sha256, sha384, sha512
signer_digest = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def stamp(query, holder="tsa"):
    """OpenSSL's own answer to a TimeStampReq."""
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "query").write_bytes(query)
        (work / "serial").write_text(f"{x509.random_serial_number():040X}\n")
        (work / "configuration").write_text(TSA_CONFIGURATION)
        openssl(
            "ts", "-reply", "-config", "configuration", "-section", "service", "-queryfile", "query", "-signer",
            str(folder / f"{holder}.pem"), "-inkey", str(folder / f"{holder}.key"), "-chain", str(folder / "chain.pem"), "-out",
            "reply", cwd=work)
        return (work / "reply").read_bytes()


def altered(query, **changes):
    request = tsp.TimeStampReq.load(query)
    if "nonce" in changes:
        request["nonce"] = changes["nonce"]
    if "imprint" in changes:
        request["message_imprint"]["hashed_message"] = changes["imprint"]
    if "policy" in changes:
        request["req_policy"] = changes["policy"]
    return request.dump(force=True)


class Stamper(DummyTimeStamper):
    """Signs what OpenSSL refuses to."""

    names_signer = True

    def _sign_tst_info(self, data, algorithm, date):
        signature, attributes = super()._sign_tst_info(data, algorithm, date)
        if self.names_signer:
            return signature, attributes
        attributes = cms.CMSAttributes([a for a in attributes if a["type"].native in ("content_type", "message_digest")])
        key = serialization.load_der_private_key(self.tsa_key.dump(), password=None)
        return key.sign(attributes.dump(), PKCS1v15(), hashes.SHA256()), attributes


def unusual_stamp(query, holder, named=True):
    key = holder.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    stamper = Stamper(
        asn1_x509.Certificate.load(holder.der), keys.PrivateKeyInfo.load(key),
        certs_to_embed=[asn1_x509.Certificate.load(issuing.der)], fixed_dt=datetime.datetime.now(datetime.timezone.utc))
    stamper.names_signer = named
    return stamper.request_tsa_response(tsp.TimeStampReq.load(query)).dump()


def forged_stamp(query):
    reply = bytearray(stamp(query))
    reply[-1] ^= 1  # inside the signature value
    return bytes(reply)


TSA = {
    "good": stamp,
    "wrong-nonce": lambda query: stamp(altered(query, nonce=4711)),
    "no-nonce": lambda query: stamp(altered(query, nonce=None)),
    "wrong-imprint": lambda query: stamp(altered(query, imprint=b"\x5a" * 32)),
    "other-policy": lambda query: stamp(altered(query, policy="1.3.6.1.4.1.32473.2")),
    "expired": lambda query: stamp(query, "expired-tsa"),
    "untrusted": lambda query: stamp(query, "stray-tsa"),
    "no-eku": lambda query: unusual_stamp(query, plain_tsa),
    "unnamed": lambda query: unusual_stamp(query, rsa_tsa, named=False),
    "refused": lambda query: stamp(altered(query, policy="1.3.6.1.4.1.32473.99")),
    "forged": forged_stamp,
}


# --- OCSP


def stamp_of(date):
    return date.strftime("%y%m%d%H%M%SZ")


def answer(query, *, known=True, revoked=False):
    """OpenSSL's own answer to an OCSPRequest, out of an index of what was issued."""
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "query").write_bytes(query)
        with lock:
            entries = list(issued) if known else []
        lines = []
        for certificate, is_revoked in entries:
            serial = f"{certificate.serial_number:X}"
            serial = serial if len(serial) % 2 == 0 else "0" + serial
            when = stamp_of(NOW - datetime.timedelta(hours=1)) + ",keyCompromise" if is_revoked or revoked else ""
            flag = "R" if when else "V"
            lines.append(f"{flag}\t{stamp_of(certificate.not_valid_after_utc)}\t{when}\t{serial}\tunknown\t/CN={serial}\n")
        (work / "index.txt").write_text("".join(lines))
        openssl(
            "ocsp", "-index", "index.txt", "-CA", str(folder / "issuing.pem"), "-rsigner", str(folder / "ocsp.pem"), "-rkey",
            str(folder / "ocsp.key"), "-reqin", "query", "-respout", "reply", "-nmin", "60", cwd=work)
        return (work / "reply").read_bytes()


def built(
        query, *, signer=responder, certificate=None, start=NOW, end=NOW + DAY, nonce=None, algorithm=hashes.SHA1()):
    """An answer that OpenSSL's responder would not give."""
    serial = ocsp.load_der_ocsp_request(query).serial_number
    if certificate is None:
        with lock:
            certificate = next(c for c, _ in issued if c.serial_number == serial)
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=certificate, issuer=issuing.certificate, algorithm=algorithm, cert_status=ocsp.OCSPCertStatus.GOOD,
        this_update=start, next_update=end, revocation_time=None, revocation_reason=None)
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, signer.certificate)
    if signer is not issuing:
        builder = builder.certificates([signer.certificate])
    if nonce:
        builder = builder.add_extension(x509.OCSPNonce(nonce), critical=False)
    return builder.sign(signer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def forged_answer(query):
    reply = answer(query)
    value = asn1_ocsp.OCSPResponse.load(reply).basic_ocsp_response["signature"].contents
    return reply.replace(value, value[:-1] + bytes([value[-1] ^ 1]))


OCSP = {
    "good": answer,
    "unknown": lambda query: answer(query, known=False),
    "revoked": lambda query: answer(query, revoked=True),
    "try-later": lambda query: ocsp.OCSPResponseBuilder.build_unsuccessful(
        ocsp.OCSPResponseStatus.TRY_LATER).public_bytes(serialization.Encoding.DER),
    "stale": lambda query: built(query, start=NOW - 20 * DAY, end=NOW - 10 * DAY),
    "future": lambda query: built(query, start=NOW + 20 * DAY, end=NOW + 30 * DAY),
    "open-ended": lambda query: built(query, end=None),
    "by-issuer": lambda query: built(query, signer=issuing),
    "sha256": lambda query: built(query, algorithm=hashes.SHA256()),
    "wrong-responder": lambda query: built(query, signer=stray_responder),
    "not-delegated": lambda query: built(query, signer=undelegated),
    "other-certificate": lambda query: built(query, certificate=tsa.certificate),
    "wrong-nonce": lambda query: built(query, nonce=b"\x17" * 16),
    "forged": forged_answer,
}


# --- lists and certificates


def revocation_list(issuer=issuing, start=NOW, end=NOW + DAY, signer=None):
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.certificate.subject).last_update(start).next_update(end)
    builder = builder.add_extension(x509.CRLNumber(int(time.time())), critical=False)
    with lock:
        revoked = [certificate for certificate, is_revoked in issued if is_revoked]
    for certificate in revoked:
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder().serial_number(certificate.serial_number)
            .revocation_date(NOW - datetime.timedelta(hours=1))
            .add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False).build())
    return builder.sign((signer or issuer).key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


CRL = {
    "good": revocation_list,
    "root": lambda: revocation_list(issuer=root),
    "stale": lambda: revocation_list(start=NOW - 20 * DAY, end=NOW - 10 * DAY),
    "wrong-issuer": lambda: revocation_list(issuer=stranger),
    "forged": lambda: revocation_list(signer=namesake),
}


def certs_only():
    bag = cms.SignedData({
        "version": "v1", "digest_algorithms": [], "encap_content_info": {"content_type": "data"},
        "certificates": [asn1_x509.Certificate.load(issuing.der)], "signer_infos": []})
    return cms.ContentInfo({"content_type": "signed_data", "content": bag}).dump()


CER = {
    "good": lambda: issuing.der,
    "pem": lambda: issuing.pem,
    "p7c": certs_only,
    "wrong": lambda: namesake.der,
}


def issue(port, query):
    """A signer's certificate whose addresses lead to the faults that a test wants."""
    base = f"http://127.0.0.1:{port}"

    def uri(path):
        return x509.UniformResourceIdentifier(base + path)

    access = [x509.AccessDescription(Access.OCSP, uri("/ocsp/" + fault)) for fault in query.get("ocsp", [])]
    access += [x509.AccessDescription(Access.CA_ISSUERS, uri("/cer/" + fault)) for fault in query.get("cer", [])]
    points = [
        x509.DistributionPoint([uri("/crl/" + fault)], None, None, None) for fault in query.get("crl", [])]
    extra = ([x509.AuthorityInformationAccess(access)] if access else []) + (
        [x509.CRLDistributionPoints(points)] if points else [])
    holder = Holder("Người ký", issuing, extra=extra)
    with lock:
        issued.append((holder.certificate, "revoked" in query))
    return json.dumps({
        "certificate": holder.pem.decode(), "key": holder.key_pem.decode(), "issuing": issuing.pem.decode(),
        "root": root.pem.decode()}).encode()


# --- HTTP


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, body, kind, status=200, **fields):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for key, value in fields.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def fault(self, fault, kind, good):
        """The faults of any service; `good` makes the right answer."""
        if fault == "slow":
            stop.wait(SLOW)
            self.reply(b"", kind)
        elif fault == "garbage":
            self.reply(b"this is no answer at all", kind)
        elif fault == "truncated":
            self.reply(good()[:-40], kind)
        elif fault == "empty":
            self.reply(b"", kind)
        elif fault == "huge":
            self.reply(b"\x30" * (90 << 20), kind)
        elif fault == "wrong-type":
            self.reply(b"<html>log in</html>", "text/html; charset=utf-8")
        elif fault == "cut":
            # Less than was announced, then the connection ends.
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(b"\x30" * 100)
            self.close_connection = True
        elif fault == "redirect":
            good_path = self.path.rsplit("/", 1)[0] + "/good"
            self.reply(b"", kind, 302, Location=good_path)
        elif fault == "loop":
            self.reply(b"", kind, 302, Location=self.path)
        elif fault == "to-plain":
            self.reply(b"", kind, 302, Location=f"http://127.0.0.1:{server.server_port}/crl/good")
        elif fault == "to-file":
            self.reply(b"", kind, 302, Location="file:///etc/hostname")
        elif fault.startswith("http-"):
            self.reply(b"no", "text/plain", int(fault[5:]))
        elif fault == "auth":
            expected = "Basic " + base64.b64encode("dịch-vụ:mật khẩu".encode()).decode()
            if self.headers.get("Authorization") != expected:
                self.reply(b"who?", "text/plain", 401, WWW_Authenticate="Basic realm=tsa")
            else:
                self.reply(good(), kind)
        else:
            self.send_error(404)

    def serve(self, body):
        url = urllib.parse.urlparse(self.path)
        parts = url.path.strip("/").split("/")
        with lock:
            hits[url.path] = hits.get(url.path, 0) + 1
        service, fault = parts[0], parts[-1]
        if service == "tsa":
            kind = "application/timestamp-reply"
            if fault in TSA:
                return self.reply(TSA[fault](body), kind)
            return self.fault(fault, kind, lambda: stamp(body))
        if service == "ocsp":
            kind = "application/ocsp-response"
            if fault in OCSP:
                return self.reply(OCSP[fault](body), kind)
            return self.fault(fault, kind, lambda: answer(body))
        if service == "crl":
            kind = "application/pkix-crl"
            return self.reply(CRL[fault](), kind) if fault in CRL else self.fault(fault, kind, revocation_list)
        if service == "cer":
            kind = "application/pkix-cert"
            return self.reply(CER[fault](), kind) if fault in CER else self.fault(fault, kind, lambda: issuing.der)
        if service == "issue":
            return self.reply(issue(self.server.server_port, urllib.parse.parse_qs(url.query)), "application/json")
        if service == "echo":
            seen = {"method": self.command, "headers": dict(self.headers), "body": body.hex()}
            return self.reply(json.dumps(seen).encode(), "application/json")
        if service == "to":
            return self.reply(b"", "text/plain", 302, Location=urllib.parse.parse_qs(url.query)["url"][0])
        if service == "hits":
            with lock:
                return self.reply(json.dumps(hits).encode(), "application/json")
        return self.send_error(404)

    def answer_or_fail(self, body):
        try:
            self.serve(body)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True

    def do_GET(self):
        self.answer_or_fail(b"")

    def do_POST(self):
        self.answer_or_fail(self.rfile.read(int(self.headers.get("Content-Length", 0))))


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        """A client that turns away from our certificate is no news; what a service did not answer, its test will tell."""


server = Server(("127.0.0.1", 0), Handler)
secure = Server(("127.0.0.1", 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(folder / "web.pem", folder / "web.key")
secure.socket = context.wrap_socket(secure.socket, server_side=True, do_handshake_on_connect=False)
for one in (server, secure):
    threading.Thread(target=one.serve_forever, daemon=True).start()
print(json.dumps({"port": server.server_port, "tls_port": secure.server_port, "folder": str(folder)}), flush=True)
try:
    sys.stdin.read()
finally:
    stop.set()
    server.shutdown()
    shutil.rmtree(folder, ignore_errors=True)
