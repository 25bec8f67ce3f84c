"""Digital signatures of a PDF in plain words: who, when, whole or changed since, and where the certificate leads.

Runs in the confined process over a file that came from elsewhere: no Django, no network, no settings.
"""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from zoneinfo import ZoneInfo

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from kheo.confinement.refusal import Refusal

# Signatures say their hour in any zone; the office reads its own.
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# More than any paper bears; each costs a walk through the whole file.
MOST_SIGNATURES = 20
_UNSOUND = (
    SignatureValidationError,
    ValidationError,
    PathError,
    SigningError,
    PdfError,
    ValueError,
    TypeError,
    KeyError,
)

NO_ROOTS = "Chưa kiểm được chuỗi chứng thư: không có gốc tin cậy."
_WHOLE = "Nội dung đúng như lúc ký."
_CHANGED = "Nội dung đã bị thay đổi sau khi ký: chữ ký không còn đúng với tệp này."
_UNREADABLE = "Chữ ký này hỏng hoặc thuộc loại không đọc được; hãy mở bằng phần mềm ký số để xem."


@dataclass(frozen=True, slots=True)
class Finding:
    """One signature; `sound`: its content is as signed. `trusted` None: there are no roots to tell by."""

    signer: str
    organ: str = ""
    issuer: str = ""
    serial: str = ""
    signed_at: str = ""
    # A server of time vouches for the hour; else it is what the signer's machine said.
    timestamped: bool = False
    sound: bool = False
    covers_all: bool = False
    trusted: bool | None = None
    sentences: tuple[str, ...] = ()


def verify(pdf: bytes, roots: Sequence[bytes] = ()) -> list[dict[str, Any]]:
    """What is found of each signature, the first signed first, as plain values (fields of Finding); [] without any.

    `roots`: certificates (DER) that are trusted. Refusal where the file does not open, or needs a password.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted:
            raise Refusal("encrypted_file", "PDF có mật khẩu")
        signatures = _signatures(reader)
    except RecursionError as error:
        raise Refusal("too_large", "PDF có cấu trúc quá sâu") from error
    except (PdfError, SigningError, SignatureValidationError, ValueError, TypeError, KeyError, IndexError) as error:
        raise Refusal("damaged_file", "PDF bị hỏng") from error
    trusted = [x509.Certificate.load(root) for root in roots]  # type: ignore[no-untyped-call]
    found = [_found(one, trusted) if one else _UNKNOWN for one in signatures[:MOST_SIGNATURES]]
    if len(signatures) > MOST_SIGNATURES:
        found.append(
            Finding("", sentences=(f"Tệp có {len(signatures)} chữ ký; chỉ kiểm {MOST_SIGNATURES} chữ ký đầu.",))
        )
    return [{**asdict(one), "sentences": list(one.sentences)} for one in found]


_UNKNOWN = Finding("", sentences=(_UNREADABLE,))


def _signatures(reader: PdfFileReader) -> list[EmbeddedPdfSignature | None]:
    """In the order they were made; None for one that cannot be read. Stamps of time alone are no signatures."""
    found: list[EmbeddedPdfSignature | None] = []
    for name, value, field in enumerate_sig_fields(reader, filled_status=True):
        if value.get_object().get("/Type") == "/DocTimeStamp":
            continue
        try:
            found.append(EmbeddedPdfSignature(reader, field, name))
        except _UNSOUND:
            found.append(None)
    return sorted(found, key=lambda one: one.signed_revision if one else -1)


def _found(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> Finding:
    try:
        status = _status(signature, roots)
    except _UNSOUND:
        return Finding(_name(signature), sentences=(_UNREADABLE,))
    certificate = status.signing_cert
    at, timestamped = _signing_time(status)
    sound = status.intact and status.valid and not _was_changed(status)
    trusted = status.trusted if roots else None
    return Finding(
        signer=_name(signature),
        organ=_part(certificate.subject, "organization_name"),
        issuer=_part(certificate.issuer, "common_name") or _part(certificate.issuer, "organization_name"),
        serial=f"{certificate.serial_number:X}",
        signed_at=at.isoformat() if at else "",
        timestamped=timestamped,
        sound=sound,
        covers_all=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        trusted=trusted,
        sentences=tuple(_sentences(status, sound=sound, trusted=trusted, at=at)),
    )


def _status(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> PdfSignatureStatus:
    reported = signature.self_reported_timestamp
    context = ValidationContext(
        trust_roots=roots,
        moment=reported if reported and reported.tzinfo else None,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    # Which uses a certificate names differs from authority to authority; what counts here is what was signed.
    return validate_pdf_signature(signature, context, key_usage_settings=KeyUsageConstraints(key_usage=set()))


def _signing_time(status: PdfSignatureStatus) -> tuple[dt.datetime | None, bool]:
    stamp = status.timestamp_validity
    if stamp is not None and stamp.valid and stamp.intact:
        return stamp.timestamp.astimezone(_ZONE), True
    reported = status.signer_reported_dt
    return (reported.astimezone(_ZONE) if reported else None), False


def _was_changed(status: PdfSignatureStatus) -> bool:
    """Was anything added after the signature but further signatures, stamps of time and what proves them?"""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return False
    if status.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return True
    return status.modification_level not in {
        ModificationLevel.NONE,
        ModificationLevel.LTA_UPDATES,
        # A second signature fills its field.
        ModificationLevel.FORM_FILLING,
    }


def _sentences(
    status: PdfSignatureStatus, *, sound: bool, trusted: bool | None, at: dt.datetime | None
) -> Iterable[str]:
    yield _WHOLE if sound else _CHANGED
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        yield "Chữ ký bao trọn tệp."
    elif sound:
        yield "Sau chữ ký này tệp chỉ thêm chữ ký khác hoặc dấu thời gian."
    else:
        yield "Tệp có phần được thêm hoặc sửa sau chữ ký này."
    yield {
        None: NO_ROOTS,
        True: "Chuỗi chứng thư dẫn về gốc tin cậy của cơ quan (chưa tra cứu việc thu hồi).",
        False: "Chuỗi chứng thư không dẫn về gốc tin cậy nào của cơ quan.",
    }[trusted]
    certificate = status.signing_cert
    if at and not certificate.not_valid_before <= at <= certificate.not_valid_after:
        yield (
            f"Chứng thư không còn (hoặc chưa có) hiệu lực lúc ký: dùng từ {_day(certificate.not_valid_before)} đến "
            f"{_day(certificate.not_valid_after)}."
        )
    if at and not _signing_time(status)[1]:
        yield "Giờ ký do máy của người ký ghi, không có dấu thời gian xác nhận."


def _name(signature: EmbeddedPdfSignature) -> str:
    """The name in the certificate; nothing where even that cannot be read."""
    try:
        subject = signature.signer_cert.subject
    except _UNSOUND:
        return ""
    return _part(subject, "common_name") or _part(subject, "organization_name")


def _part(name: x509.Name, key: str) -> str:
    value = name.native.get(key, "")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _day(at: dt.datetime) -> str:
    return f"{at.astimezone(_ZONE):%d/%m/%Y}"
