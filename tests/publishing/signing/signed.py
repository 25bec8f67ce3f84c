"""PDFs signed with keys and certificates made for the test."""

import datetime as dt
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import NameObject, StreamObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko_certvalidator.registry import SimpleCertificateStore

Found = TypeVar("Found")
_START, _END = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2050, 1, 1, tzinfo=dt.UTC)


class Authority:
    """A root that gives certificates to people."""

    def __init__(self, name: str = "Gốc thử nghiệm") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named(name, "Cơ quan chứng thực thử nghiệm")
        self.certificate = self._certificate(self._name, self._key.public_key(), ca=True)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def signer(self, person: str, *, until: dt.datetime = _END) -> signers.SimpleSigner:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._certificate(_named(person, "Ban Dân vận"), key.public_key(), until=until)
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        registry.register(asn1_x509.Certificate.load(self.der))  # type: ignore[no-untyped-call]
        plain = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return signers.SimpleSigner(
            signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),  # type: ignore[no-untyped-call]
            signing_key=asn1_keys.PrivateKeyInfo.load(plain),  # type: ignore[no-untyped-call]
            cert_registry=registry,
        )

    def _certificate(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, *, ca: bool = False, until: dt.datetime = _END
    ) -> x509.Certificate:
        usage = x509.KeyUsage(
            digital_signature=True, content_commitment=not ca, key_encipherment=False, data_encipherment=False,
            key_agreement=False, key_cert_sign=ca, crl_sign=ca, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(_START)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(usage, critical=True)
        )
        return made.sign(self._key, hashes.SHA256())


def elsewhere(do: Callable[[], Found]) -> Found:
    """In a thread of its own: pyHanko wants a loop of its own, and a browser's may be running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(do).result()


def signed(pdf: bytes, signer: signers.SimpleSigner, *, field: str = "ChuKy1") -> bytes:
    """The PDF with one more signature in a field of its own."""
    return elsewhere(lambda: _signed(pdf, signer, field))


def _signed(pdf: bytes, signer: signers.SimpleSigner, field: str) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    append_signature_field(writer, SigFieldSpec(field, on_page=0))
    metadata = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    written: io.BytesIO = signers.sign_pdf(writer, metadata, signer=signer, existing_fields_only=True)
    return written.getvalue()


def updated(pdf: bytes) -> bytes:
    """The PDF with its page's content exchanged in an incremental update, as one who cheats would."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[NameObject("/UserUnit")] = TextStringObject("khac")
    page[NameObject("/Contents")] = writer.add_object(_stream(b"BT ET"))
    writer.update_container(page)
    written = io.BytesIO()
    writer.write(written)  # type: ignore[no-untyped-call]
    return written.getvalue()


def _stream(data: bytes) -> StreamObject:
    return StreamObject(stream_data=data)


def _named(person: str, organ: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organ),
            x509.NameAttribute(NameOID.COMMON_NAME, person),
        ]
    )
