import datetime
import re
from html import unescape

from common.japanese_calendar import today
from events.calls.actions import open_call
from events.events.models import Event
from events.invitations.actions import tell_untold
from events.participations.models import Participation
from events.publication.actions import publish_event

TOKEN = "00000000-0000-4000-8000-000000000007"


def text_of(response):
    return unescape(response.content.decode())


def test_from_the_desk_to_the_list_of_what_came_along(browser, secretariat, make_event):
    event = make_event("令和7年度の展示", ends_on=datetime.date(2025, 11, 9), host="特別区長会")
    client = browser(secretariat)
    assert f'href="/events/{event.pk}/copy/"' in text_of(client.get(f"/events/{event.pk}/desk/"))
    page = text_of(client.get(f"/events/{event.pk}/copy/"))
    assert "前回は令和7年11月8日(土)、11月の第2土曜日でした。" in re.sub("</?span[^>]*>", "", page)
    typed = {"starts_on": "令和９年１１月６日", "idempotency_key": TOKEN}
    answers = [client.post(f"/events/{event.pk}/copy/", typed) for _ in range(2)]  # a double click
    copy = Event.objects.get(copied_from=event)
    assert {answer.url for answer in answers} == {f"/events/{copy.pk}/copied/"}
    result = text_of(client.get(f"/events/{copy.pk}/copied/"))
    assert "令和9年度の展示" in result
    assert "令和9年11月6日(土)" in result
    assert "主催・共催など 1団体" in result
    assert f'href="/events/{copy.pk}/copied/"' in text_of(client.get(f"/events/{copy.pk}/desk/"))


def test_a_day_that_is_not_later_is_refused_and_stays_typed(browser, secretariat, make_event):
    event = make_event()
    for typed in ("令和7年11月8日", "2024-01-01", "2027年2月29日", ""):
        answer = browser(secretariat).post(f"/events/{event.pk}/copy/", {"starts_on": typed})
        assert answer.status_code == 400
        assert typed in text_of(answer)
    assert Event.objects.count() == 1


def test_an_event_without_a_day_says_so_on_its_desk(browser, secretariat, make_event):
    event = make_event(starts_on=None, date_precision="unknown")
    answer = browser(secretariat).get(f"/events/{event.pk}/copy/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/events/{event.pk}/desk/"
    assert "次の回をつくれません" in text_of(answer)


def test_an_organisation_holds_its_own_again(browser, officer, make_event):
    event = make_event(owner=officer.organization)
    answer = browser(officer).post(f"/events/{event.pk}/copy/", {"starts_on": "2027-11-06"})
    assert browser(officer).get(answer.url).status_code == 200
    assert Event.objects.get(copied_from=event).owner == officer.organization


def test_those_who_came_along_are_told_once_the_call_is_open(
    browser, secretariat, officer, make_event, sakai, kushiro
):
    event = make_event(starts_on=today() - datetime.timedelta(days=300))
    for body in (sakai, kushiro):
        Participation.objects.create(event=event, local_government=body.local_government)
    first = today() + datetime.timedelta(days=90)
    browser(secretariat).post(f"/events/{event.pk}/copy/", {"starts_on": first.isoformat(), "role": "booth"})
    copy = Event.objects.get(copied_from=event)
    assert [str(role) for role in copy.exhibitor_call.roles.all()] == ["ブース"]
    publish_event(event=copy, by=secretariat)
    call = copy.exhibitor_call
    type(call).objects.update(apply_until=today() + datetime.timedelta(days=30))
    open_call(call=call, by=secretariat)
    assert tell_untold(call=call, by=secretariat) == 2
    assert {part.organization for part in copy.participations.all()} == {sakai, kushiro}
