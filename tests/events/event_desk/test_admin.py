import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.attachments.actions import attach_files, store_upload
from common.attachments.queries import files_of
from common.audit_log.queries import entries_of
from events.events.models import Event
from events.headcounts.models import Headcount
from events.participations.models import Participation
from events.publication.actions import schedule_event, submit_event
from tests.sample_files import picture, upload

EMPTY = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}


def formset(prefix, *rows):
    data = {f"{prefix}-{name}": value for name, value in EMPTY.items()}
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def typed(**fields):
    return {
        "kind": "exhibition",
        "title": "新しい展示",
        "date_precision": "day",
        "starts_on": "2026-01-09",
        "source": "全国連携NEWS",
        "attendance_mode": "venue",
        **formset("hosts"),
        **formset("headcounts"),
        **formset("participations"),
        **fields,
    }


def test_the_secretariat_writes_a_draft_with_numbers_and_participants(browser, secretariat, sakai):
    client = browser(secretariat)
    response = client.post(
        "/admin/events/event/add/",
        typed(starts_on="令和８年１月９日", ends_on="R8.3.3")
        | formset("headcounts", {"basis": "visits", "number": "１，１５８", "label": "2日間延べ"})
        | formset("participations", {"local_government": "大阪府堺市"}),
    )
    assert response.status_code == 302
    event = Event.objects.get()
    assert not event.is_published
    assert event.when == ("令和8年", "1月9日(金)", "3月3日(火)")
    assert Headcount.objects.get().number == 1158
    assert Participation.objects.get().local_government == sakai.local_government
    assert [entry.verb for entry in entries_of(event)] == ["events.event_created"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "堺\u0000展示"}, "使えない文字"),
        ({"title": ""}, "名称を入力してください。"),
        ({"ends_on": "2026-01-01"}, "終了日は開始日以後"),
        ({"date_precision": "unknown"}, "不詳"),
        (formset("participations", {"local_government": "存在しない市"}), "都道府県から入力するか"),
    ],
)
def test_a_mistake_is_explained_and_nothing_is_written(browser, secretariat, fields, words):
    response = browser(secretariat).post("/admin/events/event/add/", typed(**fields))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Event.objects.exists()


def test_publishing_from_the_list_and_taking_back(browser, secretariat, visitor, make_event):
    client, event = browser(secretariat), make_event(draft=True)
    chosen = {"_selected_action": [event.pk]}
    response = client.post("/admin/events/event/", {"action": "publish_chosen", **chosen}, follow=True)
    assert "1件を公開しました" in response.content.decode()
    assert visitor.get(event.get_absolute_url()).status_code == 200
    client.post("/admin/events/event/", {"action": "withdraw_chosen", **chosen})
    assert visitor.get(event.get_absolute_url()).status_code == 404


def chosen_action(client, action, *events) -> str:
    chosen = {"action": action, "_selected_action": [event.pk for event in events]}
    return client.post("/admin/events/event/", chosen, follow=True).content.decode()


def test_what_waits_is_published_from_the_list_as_from_its_desk(browser, secretariat, officer, make_event):
    client, owner = browser(secretariat), officer.organization
    handed_in, planned = (make_event(title, draft=True, owner=owner) for title in ("提出済", "予約済"))
    submit_event(event=handed_in, by=officer)
    schedule_event(event=planned, by=secretariat, at=timezone.now() + datetime.timedelta(days=1))
    assert "2件を公開しました" in chosen_action(client, "publish_chosen", handed_in, planned)
    for event in (handed_in, planned):
        event.refresh_from_db()
        assert (event.is_published, event.submitted_at, event.publish_at) == (True, None, None)
    assert "2件を下書きに戻しました" in chosen_action(client, "withdraw_chosen", handed_in, planned)


def test_what_is_not_whole_is_refused_by_name_and_the_others_are_published(browser, secretariat, make_event):
    bare, whole = make_event("写真の催し", draft=True), make_event("ほかの催し", draft=True)
    attach_files([store_upload(upload("会場.png", picture("PNG")), by=secretariat)], to=bare)
    page = chosen_action(browser(secretariat), "publish_chosen", bare, whole)
    assert "写真の催し: 公開する前に、次の項目を入力してください：画像の代替テキスト、画像の権利" in page
    assert "1件を公開しました" in page
    assert list(Event.objects.published()) == [whole]


def test_who_writes_on_the_site_hears_of_a_change_in_the_admin(browser, secretariat, make_event):
    event = make_event("新しい展示", note="")
    browser(secretariat).post(f"/admin/events/event/{event.pk}/change/", typed(note="備考"))
    event.refresh_from_db()
    assert (event.edition, event.saved_by) == (2, secretariat)


@pytest.mark.parametrize(("change", "rises"), [({"starts_on": "2026-01-10"}, 1), ({"note": "備考"}, 0)])
def test_a_change_that_calendars_know_of_raises_the_version(browser, secretariat, make_event, change, rises):
    event = make_event("新しい展示", starts_on=datetime.date(2026, 1, 9), note="")
    path = f"/admin/events/event/{event.pk}/change/"
    assert browser(secretariat).post(path, typed(**change)).status_code == 302
    assert Event.objects.get().sequence == rises


def test_an_officer_cannot_publish(browser, officer, make_event):
    event = make_event(draft=True)
    chosen = {"action": "publish_chosen", "_selected_action": [event.pk]}
    assert browser(officer).post("/admin/events/event/", chosen).status_code == 302
    event.refresh_from_db()
    assert not event.is_published


def test_a_fact_stays_and_a_record_of_the_secretariat_can_go(browser, secretariat, make_event):
    client = browser(secretariat)
    fact, own = make_event(fact_key="exhibition-2026-01-09"), make_event()
    assert client.post(f"/admin/events/event/{fact.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(f"/admin/events/event/{own.pk}/delete/", {"post": "yes"})
    assert list(Event.objects.all()) == [fact]
    assert [entry.verb for entry in entries_of(own)] == ["events.event_deleted"]


def test_documents_are_added_and_taken_off(browser, secretariat, make_event):
    client, event = browser(secretariat), make_event()
    path = f"/admin/events/event/{event.pk}/change/"
    upload = SimpleUploadedFile("会場図.txt", "図".encode(), content_type="text/plain")
    assert client.post(path, typed(files=[upload])).status_code == 302
    [stored] = files_of(event)
    assert stored.name == "会場図.txt"
    assert "会場図.txt" in client.get(path).content.decode()
    client.post(path, typed(kept_files=[str(stored.pk)]))
    assert files_of(event) == [stored]
    client.post(path, typed())
    assert files_of(event) == []


@pytest.mark.parametrize("number", [1, 3])
def test_admin_pages_need_few_queries(browser, secretariat, make_event, sakai, kushiro, number):
    client = browser(secretariat)
    for _ in range(number):
        event = make_event()
    for organization in (sakai, kushiro, secretariat.organization)[:number]:
        if organization.local_government:
            Participation.objects.create(event=event, local_government=organization.local_government)
    client.get(f"/admin/events/event/{event.pk}/change/")  # content types are cached for the process
    counts = []
    for path in ("", f"{event.pk}/change/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/admin/events/event/{path}").status_code == 200
        counts.append(len(queries))
    assert counts == [10, 11]


def test_bodies_that_applied_are_not_edited_here(browser, secretariat, officer, make_call, apply):
    """Their places are counted: who is in is decided on the page of applications."""
    part = apply(make_call(), officer, "booth")
    page = browser(secretariat).get(f"/admin/events/event/{part.event_id}/change/").content.decode()
    assert 'value="大阪府堺市"' not in page
