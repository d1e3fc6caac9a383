"""The organiser writes a call, its questions, and opens it; members and the public read of it."""

import datetime

import pytest
from django.utils.html import strip_tags

from common.japanese_calendar import today, wareki
from events.calls.forms import TEMPLATE
from events.calls.models import ExhibitorCall
from events.events.models import Event

pytestmark = pytest.mark.django_db
SOON = today() + datetime.timedelta(days=30)


def test_a_call_is_written_with_questions_and_opened(browser, officer, make_event):
    event = make_event("堺の展示", owner=officer.organization, starts_on=SOON)
    client, url = browser(officer), f"/events/{event.pk}/call/"
    typed = {"guidance": "募集します。", "apply_until": "令和99年1月1日", "role_booth": "on"}
    assert client.post(f"{url}edit/", typed | {"apply_until": "いつか"}).status_code == 400
    typed |= {"apply_until": wareki(SOON), "capacity_booth": "２０", "version": ""}
    answer = client.post(f"{url}edit/", typed)
    assert answer.url == f"{url}questions/"
    added = client.post(f"{url}questions/", {"do": "template", "version": "1"}).content.decode()
    assert all(question["label"] in added for question in TEMPLATE)
    posted = {"do": "next", "version": "1"}
    for number, question in enumerate(TEMPLATE, 1):
        row = {name: value for name, value in question.items() if name not in ("columns", "line")}
        row["required"] = "on" if question["required"] else ""
        posted |= {f"q{number}-{name}": value for name, value in row.items()}
    assert client.post(f"{url}questions/", posted).url == f"{url}edit/"
    page = client.post(f"{url}open/", follow=True).content.decode()
    assert "出展の募集を始めました。" in page
    call = ExhibitorCall.objects.get()
    assert (call.is_open, call.roles.get().capacity, call.questions.count()) == (True, 20, len(TEMPLATE))
    assert f"/events/{event.pk}/call/edit/" in client.get(f"/events/{event.pk}/desk/").content.decode()


def test_a_number_without_its_role_is_told(browser, secretariat, make_event):
    event = make_event()
    answer = browser(secretariat).post(f"/events/{event.pk}/call/edit/", {"capacity_booth": "2"})
    assert answer.status_code == 400
    assert "「募集する」にもチェック" in answer.content.decode()


def test_the_second_editor_sees_what_was_saved(browser, secretariat, make_call):
    call = make_call()
    client, url = browser(secretariat), f"/events/{call.event_id}/call/edit/"
    typed = {"guidance": "先に書いた案内", "apply_until": str(SOON), "role_booth": "on"}
    assert client.post(url, typed | {"version": str(call.version)}).status_code == 302
    late = typed | {"guidance": "後から書いた案内", "version": str(call.version)}
    answer = client.post(url, late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "先に書いた案内" in page
    assert "後から書いた案内" in page


def test_the_second_editor_of_questions_sees_those_that_were_saved(browser, secretariat, make_call):
    call = make_call()
    posted = {"do": "save", "version": str(call.version - 1), "q1-label": "何か", "q1-kind": "text"}
    answer = browser(secretariat).post(f"/events/{call.event_id}/call/questions/", posted)
    assert answer.status_code == 409
    assert "電源を使いますか。" in answer.content.decode()


def test_members_find_open_calls_and_how_they_stand(browser, officer, stranger, make_call, apply):
    call = make_call()
    apply(call, officer, "booth")
    client = browser(officer)
    assert "/events/calls/" in client.get("/events/").content.decode()
    page = client.get("/events/calls/").content.decode()
    assert call.event.title in page
    assert "ブース 申込済" in page
    assert "申込済" not in browser(stranger).get("/events/calls/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_for_one_and_three(
    browser, officer, make_event, make_call, apply, django_assert_num_queries, number
):
    for count in range(number):
        event = make_event(f"展示{count}", starts_on=SOON, owner=officer.organization)
        apply(make_call(event), officer, "booth")
    client = browser(officer)
    client.get("/events/calls/")
    with django_assert_num_queries(7):
        client.get("/events/calls/")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "まで、会員の出展を募集しています。"),
        ({"opens_on": today() + datetime.timedelta(days=1)}, "募集します。"),
        ({"apply_until": today() - datetime.timedelta(days=1)}, ""),
        ({"opened_at": None, "opened_by": None}, ""),
    ],
)
def test_everybody_reads_until_when_a_call_is_open(visitor, make_call, change, words):
    call = make_call()
    ExhibitorCall.objects.update(**change)
    page = strip_tags(visitor.get(call.event.get_absolute_url()).text)
    assert (words and words in page) or "会員の出展を募集" not in page
    assert bool(words) == ("会員の出展を募集" in page)


def test_nothing_is_called_for_at_an_event_that_is_called_off(visitor, make_call):
    call = make_call()
    Event.objects.update(holding="cancelled")
    assert "会員の出展を募集" not in visitor.get(call.event.get_absolute_url()).content.decode()
