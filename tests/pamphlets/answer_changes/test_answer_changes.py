"""Accepted copies change only with the other side's consent, and never beyond the stock."""

import io

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from correspondence.closing.actions import close
from pamphlets.answer_changes.actions import (
    agree_to_change,
    cancel_change,
    propose_change,
    refuse_change,
)
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.changes.actions import withdraw_pamphlet
from pamphlets.deliveries.actions import Parcel, dispatch_copies
from tests.threads import in_threads
from tests.worker import write_mails


@pytest.fixture
def accepted(pamphlet, koto, ward_officer, answer_of):
    """江東区 takes 300 of the 1,000 copies to 6 places."""
    return answer_pamphlet(
        answer=answer_of(pamphlet, koto), state="accepted", copies=300, places=6, by=ward_officer
    )


@pytest.fixture
def proposed(accepted, ward_officer):
    return propose_change(answer=accepted, copies=200, places=4, reason="棚を減らします。", by=ward_officer)


def url(answer, change=None):
    tail = f"{change.pk}/" if change else ""
    return f"/board/pamphlets/{answer.pamphlet_id}/answers/{answer.pk}/change/{tail}"


def numbers(answer):
    answer.refresh_from_db()
    answer.pamphlet.refresh_from_db()
    return answer.copies, answer.places, answer.pamphlet.copies_accepted


POSTED = {"copies": "２００", "places": "4", "reason": "棚を減らします。"}


@pytest.mark.parametrize(
    ("who", "seen", "proposes", "side"),
    [
        ("officer", 200, 302, "owner"), ("colleague", 200, 302, "owner"), ("reader", 200, 403, None),
        ("stranger", 404, 404, None), ("ward_officer", 200, 302, "ward"), ("minato_officer", 404, 404, None),
        ("ota_officer", 404, 404, None), ("secretariat", 200, 403, None),
    ],
)  # fmt: skip
def test_change_propose_cast(browser, request, accepted, who, seen, proposes, side):
    client = browser(request.getfixturevalue(who))
    assert client.get(url(accepted)).status_code == seen
    assert client.post(url(accepted), POSTED).status_code == proposes
    assert list(AnswerChange.objects.values_list("side", "copies")) == ([(side, 200)] if side else [])
    assert numbers(accepted) == (300, 6, 300)


@pytest.mark.parametrize(
    ("who", "agreed", "cancelled"),
    [
        ("officer", 302, 403), ("colleague", 302, 403), ("reader", 403, 403), ("stranger", 404, 404),
        ("ward_officer", 403, 302), ("minato_officer", 404, 404), ("secretariat", 403, 403),
    ],
)  # fmt: skip
def test_change_decide_cast(browser, request, proposed, who, agreed, cancelled):
    client, answer = browser(request.getfixturevalue(who)), proposed.answer
    cancel = {"decision": "cancelled", "note": ""}
    if cancelled != 302:
        assert client.post(url(answer, proposed), cancel).status_code == cancelled
    assert client.post(url(answer, proposed), {"decision": "agreed", "note": ""}).status_code == agreed
    assert numbers(answer) == ((200, 4, 200) if agreed == 302 else (300, 6, 300))
    if cancelled == 302:
        assert client.post(url(answer, proposed), cancel).status_code == cancelled
        proposed.refresh_from_db()
        assert proposed.state == "cancelled"


def test_change_is_told_to_the_other_side_and_leaves_a_trace(browser, proposed, officer, ward_officer):
    write_mails()
    letter = OutgoingMail.objects.get(purpose="pamphlets.answer_change_proposed", to=officer.email)
    assert "300部を200部に" in letter.body
    assert url(proposed.answer) in letter.body
    assert not OutgoingMail.objects.filter(
        purpose="pamphlets.answer_change_proposed", to=ward_officer.email
    ).exists()
    agree_to_change(change=proposed, by=officer, note="承知しました。")
    write_mails()
    assert (
        "承知しました。"
        in OutgoingMail.objects.get(purpose="pamphlets.answer_change_decided", to=ward_officer.email).body
    )
    entry = AuditEntry.objects.get(verb="pamphlets.answer_change_agreed")
    assert entry.facts["changes"] == {"部数": [300, 200], "場所の数": [6, 4]}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"copies": "1001"}, "この区の部数は1,000部以下にしてください。"),
        ({"copies": "300", "places": "6"}, "今の部数や場所の数と同じです。"),
        ({"copies": "-1"}, "0"),
        ({"copies": "たくさん"}, "数字"),
        ({"copies": ""}, "入力してください"),
        ({"reason": ""}, "入力してください"),
        ({"reason": "あ" * 501}, "500"),
    ],
)
def test_change_refuses_bad_numbers_and_keeps_what_was_typed(
    browser, accepted, ward_officer, changed, sentence
):
    response = browser(ward_officer).post(url(accepted), {**POSTED, **changed})
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert not AnswerChange.objects.exists()


def test_one_proposal_waits_at_a_time_and_a_double_click_is_one(browser, accepted, ward_officer, officer):
    client = browser(ward_officer)
    assert [client.post(url(accepted), POSTED).status_code for _ in range(2)] == [302, 302]
    assert AnswerChange.objects.count() == 1
    other = browser(officer).post(url(accepted), {**POSTED, "copies": "250"})
    assert other.status_code == 400
    assert "返事を待っている変更の申出が既にあります" in other.content.decode()


def test_consent_asks_again_what_is_left(accepted, ward_officer, officer, minato, minato_officer, answer_of):
    change = propose_change(answer=accepted, copies=900, places=6, reason="増やします。", by=ward_officer)
    answer_pamphlet(
        answer=answer_of(accepted.pamphlet, minato), state="accepted", copies=200, by=minato_officer
    )
    with pytest.raises(ValidationError, match="この区の部数は800部以下"):
        agree_to_change(change=change, by=officer)
    assert numbers(accepted) == (300, 6, 500)


def test_no_copies_gives_the_acceptance_up(proposed, officer, ward_officer):
    refuse_change(change=proposed, by=officer, note="")
    change = propose_change(
        answer=proposed.answer, copies=0, places=3, reason="改修で閉館します。", by=ward_officer
    )
    agree_to_change(change=change, by=officer)
    assert numbers(proposed.answer) == (None, None, 0)
    assert (proposed.answer.state, proposed.answer.remark) == ("declined", "改修で閉館します。")


def test_what_was_decided_stays_decided(proposed, officer, colleague, ward_officer):
    refuse_change(change=proposed, by=officer, note="")
    refuse_change(change=proposed, by=officer, note="")  # a double click
    with pytest.raises(ValidationError, match="返事をしています"):
        agree_to_change(change=proposed, by=colleague)
    with pytest.raises(ValidationError, match="返事をしています"):
        cancel_change(change=proposed, by=ward_officer)
    assert AuditEntry.objects.filter(verb="pamphlets.answer_change_refused").count() == 1


def test_withdrawing_the_request_ends_the_proposal(browser, proposed, officer, ward_officer):
    withdraw_pamphlet(pamphlet=proposed.answer.pamphlet, by=officer, reason="中止です。")
    proposed.refresh_from_db()
    assert (proposed.state, proposed.decided_by) == ("cancelled", officer)
    assert browser(ward_officer).post(url(proposed.answer), POSTED).status_code == 403


def test_both_sides_find_it_on_their_page_and_in_the_sheet(
    browser, proposed, officer, ward_officer, minato_officer
):
    page = proposed.answer.pamphlet.get_absolute_url()
    for person in (officer, ward_officer):
        assert url(proposed.answer) in browser(person).get(page).content.decode()
    assert "部数の変更の申出が" not in browser(minato_officer).get(page).content.decode()
    assert "300部を200部に" in _sheet(browser(officer), page)
    agree_to_change(change=proposed, by=officer)
    assert "変更: 300部を200部に" in _sheet(browser(officer), page)


def _sheet(client, page):
    content = b"".join(client.get(f"{page}answers.xlsx").streaming_content)
    rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return "\n".join(str(cell) for row in rows for cell in row)


def test_change_of_another_answer_is_not_found(browser, proposed, officer, minato, answer_of):
    other = answer_of(proposed.answer.pamphlet, minato)
    client = browser(officer)
    assert client.post(url(other, proposed), {"decision": "agreed"}).status_code == 404
    assert client.post(url(proposed.answer, proposed), {"decision": "x"}).status_code == 404


def test_two_consents_at_once_move_the_stock_once(committed, proposed, officer, colleague):
    def press(person):
        try:
            return agree_to_change(change=proposed, by=person).state
        except ValidationError:
            return "late"

    results = in_threads(lambda: press(officer), lambda: press(colleague))
    assert sorted(results) == ["agreed", "late"]
    assert numbers(proposed.answer) == (200, 4, 200)


def test_raising_and_accepting_at_once_never_oversells(
    committed, accepted, ward_officer, officer, minato, minato_officer, answer_of
):
    change = propose_change(answer=accepted, copies=1000, places=6, reason="増やします。", by=ward_officer)
    other = answer_of(accepted.pamphlet, minato)

    def attempt(work):
        try:
            work()
        except ValidationError:
            return "late"
        return "done"

    results = in_threads(
        lambda: attempt(lambda: agree_to_change(change=change, by=officer)),
        lambda: attempt(
            lambda: answer_pamphlet(answer=other, state="accepted", copies=700, by=minato_officer)
        ),
    )
    assert sorted(results) == ["done", "late"]
    accepted.pamphlet.refresh_from_db()
    assert accepted.pamphlet.copies_accepted == 1000


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"reason": ""}, "理由が必要"),
        ({"copies": 300, "places": 6}, "今の部数や場所の数と同じ"),
        ({"copies": 1_000_001}, "1,000,000部以下"),
        ({"state": "agreed"}, "日時と人の両方"),
        ({"decided_at": timezone.now()}, "日時と人の両方"),
    ],
)
def test_change_constraints(accepted, facts, sentence):
    change = AnswerChange(
        **{"answer": accepted, "side": "ward", "copies_before": 300, "copies": 200, "places_before": 6,
           "places": 4, "reason": "r", "proposed_by_name": "x"} | facts
    )  # fmt: skip
    with pytest.raises(ValidationError, match=sentence):
        change.validate_constraints()


def test_change_one_open_constraint(proposed):
    second = AnswerChange(
        answer=proposed.answer, side="owner", copies_before=300, copies=10, reason="r", proposed_by_name="x"
    )
    with pytest.raises(ValidationError, match="返事を待っている変更の申出"):
        second.validate_constraints()


@pytest.mark.parametrize(
    ("who", "offered"),
    [("officer", True), ("ward_officer", True), ("reader", False), ("minato_officer", False),
     ("secretariat", False)],
)  # fmt: skip
def test_the_way_to_a_change_stands_as_long_as_it_leads_somewhere(
    browser, request, accepted, officer, who, offered
):
    """Also after the closing, and no longer once the copies have left."""
    client, page = browser(request.getfixturevalue(who)), accepted.pamphlet.get_absolute_url()
    there = [url(accepted) in client.get(page).text]
    close(item=accepted.pamphlet, by=officer, although_silent=True)
    there.append(url(accepted) in client.get(page).text)
    parcels = [Parcel(accepted.pk)]
    dispatch_copies(
        pamphlet=accepted.pamphlet, parcels=parcels, on=timezone.localdate(), carrier="", by=officer
    )
    assert [*there, url(accepted) in client.get(page).text] == [offered, offered, False]
