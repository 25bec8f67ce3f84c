"""An issuer's own templates: kept version by version, put in use, put back."""

import pytest

from kheo.journal.models import Event
from kheo.journal.vault import read
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.rulesets import DEFAULT
from kheo.publishing.templates.models import TemplateVersion
from kheo.publishing.templates.versions import (
    FaultyTemplateError,
    back_to_shipped,
    in_use,
    put_in_use,
    upload,
    versions,
)
from tests.cast import Cast
from tests.publishing.templates.editing import added, edited, typed

KIND = "plan"
OWN = edited(KIND, added("Mẫu của cơ quan", before="Nơi nhận"))
NEWER = edited(KIND, added("Mẫu sửa lần hai", before="Nơi nhận"))


@pytest.fixture
def issuer(cast: Cast) -> Issuer:
    return Issuer.objects.create(
        unit=cast.district,
        parent_organ="Huyện ủy Hòa Bình Hạ",
        organ="Ban Dân vận",
        symbol="BDVHU",
        place="Hòa Bình Hạ",
    )


def told() -> list[str]:
    return list(Event.objects.filter(subject_kind="templateversion").order_by("id").values_list("happened", flat=True))


def test_versions_are_kept_and_numbered_and_none_is_in_use_yet(issuer: Issuer, cast: Cast) -> None:
    first = upload(issuer, KIND, DEFAULT, data=OWN, note="Thêm dòng cuối", actor=cast.lan)
    upload(issuer, KIND, DEFAULT, data=NEWER, actor=cast.lan)

    assert [one.version for one in versions(issuer, KIND, DEFAULT)] == [2, 1]
    assert (read(first.original), first.note, first.uploaded_by) == (OWN, "Thêm dòng cuối", cast.lan)
    assert in_use(issuer, KIND, DEFAULT) is None
    assert told() == ["template.uploaded", "template.uploaded"]


def test_the_same_file_again_is_the_same_version(issuer: Issuer, cast: Cast) -> None:
    first = upload(issuer, KIND, DEFAULT, data=OWN, actor=cast.lan)

    assert upload(issuer, KIND, DEFAULT, data=OWN, actor=cast.lan) == first
    assert told() == ["template.uploaded"]


def test_one_version_is_in_use_and_the_shipped_one_any_time(issuer: Issuer, cast: Cast) -> None:
    first = upload(issuer, KIND, DEFAULT, data=OWN, actor=cast.lan)
    second = upload(issuer, KIND, DEFAULT, data=NEWER, actor=cast.lan)

    put_in_use(first, actor=cast.lan)
    put_in_use(second, actor=cast.lan)
    put_in_use(second, actor=cast.lan)
    assert in_use(issuer, KIND, DEFAULT) == second
    back_to_shipped(issuer, KIND, DEFAULT, actor=cast.lan)
    back_to_shipped(issuer, KIND, DEFAULT, actor=cast.lan)

    assert in_use(issuer, KIND, DEFAULT) is None
    assert TemplateVersion.objects.count() == 2
    assert told()[2:] == ["template.adopted", "template.adopted", "template.retired"]


def test_another_kind_and_rule_set_have_templates_of_their_own(issuer: Issuer, cast: Cast) -> None:
    put_in_use(upload(issuer, KIND, DEFAULT, data=OWN, actor=cast.lan), actor=cast.lan)

    assert in_use(issuer, KIND, "state-ND30-2020") is None
    assert in_use(issuer, "guidance", DEFAULT) is None


def test_a_template_with_faults_is_not_kept(issuer: Issuer, cast: Cast) -> None:
    broken = edited(KIND, typed("{{ nguoi_ky }}", "{{ nguoi_kyy }}"))

    with pytest.raises(FaultyTemplateError) as refused:
        upload(issuer, KIND, DEFAULT, data=broken, actor=cast.lan)

    assert refused.value.faults[0].endswith("không có thẻ “nguoi_kyy”; có phải ý “nguoi_ky” không?")
    assert (TemplateVersion.objects.count(), told()) == (0, [])
