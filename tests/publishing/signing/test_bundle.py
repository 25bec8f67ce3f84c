import hashlib
import io
import json
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from kheo.journal.vault import read
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.models import Document
from kheo.publishing.papers import Paper
from kheo.publishing.rulesets import load
from kheo.publishing.signing.bundle import bundle
from kheo.publishing.signing.metadata import TooLongError, metadata_of


def opened(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_bundle_holds_the_files_and_what_they_are(issued: Document, pdf: Document) -> None:
    Issuer.objects.update(organ_code="000.01.02.H03")
    issued = Document.objects.get(pk=issued.pk)

    files = opened(bundle(issued))

    assert sorted(files) == ["52-CV-BDVHU.docx", "52-CV-BDVHU.pdf", "metadata.json", "metadata.xml"]
    assert files["52-CV-BDVHU.docx"] == read(issued.original)
    told = json.loads(files["metadata.json"])
    assert told["Files"][1] == {"Name": "52-CV-BDVHU.pdf", "SHA256": hashlib.sha256(read(pdf.original)).hexdigest()}
    assert told["Document"] == {
        "FileCode": {"OrganId": "000.01.02.H03", "FileCatalog": "2022", "FileNotation": ""},
        "DocOrdinal": "",
        "TypeName": "Công văn",
        "CodeNumber": "52",
        "CodeNotation": "CV/BDVHU",
        "IssuedDate": "2022-10-19",
        "OrganName": "Ban Dân vận Huyện ủy Hòa Bình Hạ",
        "Subject": "tổng kết mô hình “Dân vận khéo” năm 2022",
        "Language": "Tiếng Việt",
        "PageAmount": 2,
        "Description": "",
        "SignerInfo": {"Position": "TRƯỞNG BAN", "FullName": "Trần Văn Bình"},
        "To": [{"OrganId": "", "OrganName": "Đảng ủy các xã"}],
        "Priority": "Thường",
        "IssuedAmount": None,
        "DueDate": "",
    }


def test_the_xml_says_the_same(issued: Document) -> None:
    files = opened(bundle(issued))

    root = etree.fromstring(files["metadata.xml"])
    assert [one.tag for one in root] == list(json.loads(files["metadata.json"])["Document"])
    assert root.findtext("To/OrganName") == "Đảng ủy các xã"
    assert (root.findtext("CodeNumber"), root.findtext("DueDate")) == ("52", "")


def test_the_same_paper_is_bundled_into_the_same_bytes(issued: Document) -> None:
    assert bundle(issued) == bundle(issued)


def test_the_symbol_of_a_state_paper_is_as_printed(issued: Document) -> None:
    paper = Paper.from_plain(issued.snapshot.content)
    decided = replace(paper, head=replace(paper.head, symbol="QĐ/UBND", kind="Quyết định"))

    told = metadata_of(decided, type_name="Quyết định", rules=load("state-ND30-2020"))

    assert told.CodeNotation == "QĐ-UBND"


def test_what_does_not_fit_a_field_is_named(issued: Document) -> None:
    paper = Paper.from_plain(issued.snapshot.content)
    long = replace(paper, head=replace(paper.head, subject="x" * 501))

    with pytest.raises(TooLongError, match="trích yếu dài 501 ký tự, trường Subject"):
        metadata_of(long, type_name="Công văn", rules=load())
