"""The desk: counters that lead into filtered lists, and none where nothing waits."""

from django.test import Client

from tests.asked import Asked
from tests.cast import Cast
from tests.web.arrivals import FULL, SHORT, arrive
from tests.web.conftest import SignedIn


def test_counters_lead_to_the_list_that_counts_the_same(asked: Asked, cast: Cast, lan: Client) -> None:
    arrive(asked, None, FULL, head="Chi bộ Bến Tre xanh")
    arrive(asked, cast.an_binh, SHORT)

    answer = lan.get("/")

    assert (answer.context["counts"]["puzzling"], answer.context["waiting"]) == (1, 1)
    body = answer.content.decode()
    for state in ("puzzling", "waiting"):
        assert body.count(f'href="/submissions/?state={state}"') == 1
        assert lan.get(f"/submissions/?state={state}").context["page"].total == 1
    assert body.count('href="/submissions/?state=returned"') == 0


def test_calls_show_the_days_left_and_their_figures(asked: Asked, cast: Cast, lan: Client) -> None:
    arrive(asked, cast.an_binh, FULL)

    call = lan.get("/").context["running"][0].calls[0]

    assert (call.figures.expected, call.figures.received, call.late, str(call.last_day)) == (3, 1, 0, "2024-01-31")


def test_stranger_is_told_that_nothing_is_theirs(asked: Asked, cast: Cast, signed_in: SignedIn) -> None:
    body = signed_in(cast.stranger).get("/").content.decode()

    assert body.count("Chưa có đợt thi đua nào thuộc phần việc của bạn.") == 1


def test_counters_count_what_their_lists_show_of_closed_campaigns_too(asked: Asked, cast: Cast, lan: Client) -> None:
    arrive(asked, cast.an_binh, SHORT)
    arrive(asked, None, FULL, head="Chi bộ Bến Tre xanh")
    asked.campaign.closed_at = asked.campaign.published_at
    asked.campaign.save(update_fields=["closed_at"])

    answer = lan.get("/")

    listed = [lan.get(f"/submissions/?state={state}").context["page"].total for state in ("puzzling", "waiting")]
    assert [answer.context["counts"]["puzzling"], answer.context["waiting"]] == listed == [1, 1]
