"""My-page tells both sides what the other waits for: a reply, a consent, a receipt."""

from collections import Counter

import pytest
from django.utils import timezone

from members.users.models import User
from pamphlets.answer_changes.actions import agree_to_change, propose_change
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.changes.actions import withdraw_pamphlet
from pamphlets.deliveries.actions import Parcel, dispatch_copies, receive_copies
from pamphlets.ward_questions.actions import ask_back, reply_question
from tests.mypage import pending_items


@pytest.fixture
def accepted(pamphlet, koto, ward_officer, answer_of):
    return answer_pamphlet(
        answer=answer_of(pamphlet, koto), state="accepted", copies=300, places=6, by=ward_officer
    )


@pytest.fixture
def waiting(browser):
    """(kind, how many) of what of the requests waits on somebody's my page."""

    def waiting(user):
        items = [item for item in pending_items(browser(user)) if item.key.startswith("pamphlets.")]
        return list(Counter(item.label for item in items).items())

    return waiting


def test_a_question_waits_for_the_reply(
    waiting, browser, pamphlet, minato, minato_officer, officer, answer_of
):
    answer = answer_of(pamphlet, minato)
    question = ask_back(answer=answer, text="大きさは。", by=minato_officer)
    assert waiting(officer) == [("区からの問い合わせへの返事", 1)]
    page = browser(officer).get("/mypage/").text
    assert f'href="/board/pamphlets/{pamphlet.pk}/#questions"' in page
    assert 'id="questions"' in browser(officer).get(pamphlet.get_absolute_url()).text
    assert waiting(minato_officer) == [("区の回答を待つパンフレット配布依頼", 1)]
    reply_question(question=question, reply="A4です。", by=officer)
    assert waiting(officer) == []


@pytest.mark.parametrize(("proposer", "asked"), [("officer", "ward_officer"), ("ward_officer", "officer")])
def test_a_change_waits_for_the_other_side(waiting, browser, request, accepted, proposer, asked):
    by, other = request.getfixturevalue(proposer), request.getfixturevalue(asked)
    change = propose_change(answer=accepted, copies=200, places=6, reason="棚。", by=by)
    assert (waiting(by), waiting(other)) == ([], [("部数の変更の申出への返事", 1)])
    assert 'id="changes"' in browser(other).get(accepted.pamphlet.get_absolute_url()).text
    agree_to_change(change=change, by=other)
    assert waiting(other) == []


def test_copies_on_their_way_wait_for_the_receipt(
    waiting, browser, accepted, officer, ward_officer, koto, make_user
):
    day = timezone.localdate()
    sent = [Parcel(accepted.pk)]
    dispatch_copies(pamphlet=accepted.pamphlet, parcels=sent, on=day, carrier="", by=officer)
    assert waiting(ward_officer) == [("発送されたパンフレットの受領", 1)]
    assert 'id="delivery"' in browser(ward_officer).get(accepted.pamphlet.get_absolute_url()).text
    assert waiting(make_user("reader@koto.example", koto, role=User.Role.READER)) == []
    assert waiting(officer) == []
    receive_copies(answer=accepted, on=day, count=300, by=ward_officer)
    assert waiting(ward_officer) == []


def test_nothing_waits_of_a_withdrawn_request(waiting, pamphlet, minato, minato_officer, officer, answer_of):
    ask_back(answer=answer_of(pamphlet, minato), text="大きさは。", by=minato_officer)
    withdraw_pamphlet(pamphlet=pamphlet, reason="取りやめ", by=officer)
    assert waiting(officer) == []


def test_each_question_is_a_thing_of_its_own(browser, make_pamphlet, officer, koto, ward_officer):
    made = [make_pamphlet(officer, [koto]) for _ in range(3)]
    for pamphlet in made:
        ask_back(answer=pamphlet.answers.get(), text="大きさは。", by=ward_officer)
    items = [item for item in pending_items(browser(officer)) if item.state == "問い合わせ"]
    assert {item.url for item in items} == {f"/board/pamphlets/{row.pk}/#questions" for row in made}
    assert {(item.verb, item.who, item.days_words) for item in items} == {
        ("返事をする", "江東区", "今日受付")
    }
