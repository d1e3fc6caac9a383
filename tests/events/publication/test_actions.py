import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from common.attachments.actions import attach_files, store_upload
from common.attachments.models import StoredFile
from common.audit_log.queries import entries_of
from common.refusals import ActionRefused
from events.events.models import Event
from events.publication import actions
from events.publication.tasks import publish_scheduled_event
from tests.sample_files import picture, upload
from tests.worker import by_clock


@pytest.fixture
def draft(make_event, officer):
    return make_event("堺の催し", draft=True, owner=officer.organization)


def test_an_organisation_hands_in_and_the_secretariat_publishes(draft, officer, secretariat, visitor):
    assert visitor.get(draft.get_absolute_url()).status_code == 404
    actions.submit_event(event=draft, by=officer)
    actions.submit_event(event=draft, by=officer)
    assert [event.pk for event in Event.objects.waiting_for_approval()] == [draft.pk]
    actions.publish_event(event=draft, by=secretariat)
    actions.publish_event(event=draft, by=secretariat)
    assert not Event.objects.waiting_for_approval().exists()
    assert visitor.get(draft.get_absolute_url()).status_code == 200
    verbs = [entry.verb for entry in entries_of(draft)]
    assert verbs == ["events.event_published", "events.event_submitted"]


def test_it_is_sent_back_with_words_and_handed_in_again(draft, officer, secretariat, browser):
    actions.submit_event(event=draft, by=officer)
    for _ in range(2):  # a double click
        actions.return_event(event=draft, by=secretariat, note="会場を入力してください。")
    page = browser(officer).get(f"/events/{draft.pk}/desk/").content.decode()
    assert "会場を入力してください。" in page
    actions.submit_event(event=draft, by=officer)
    draft.refresh_from_db()
    assert (draft.returned_note, draft.submitted_by) == ("", officer)


def test_what_does_not_wait_is_not_sent_back(draft, secretariat):
    with pytest.raises(ActionRefused):
        actions.return_event(event=draft, by=secretariat, note="直してください。")


@pytest.mark.parametrize("action", ["publish_event", "withdraw_event", "unschedule_event"])
@pytest.mark.parametrize("who", ["officer", "stranger", "ward_officer"])
def test_only_the_secretariat_decides(request, draft, action, who):
    with pytest.raises(PermissionDenied):
        getattr(actions, action)(event=draft, by=request.getfixturevalue(who))


def test_a_picture_without_words_or_rights_is_not_published(draft, secretariat):
    file = store_upload(upload("会場.png", picture("PNG")), by=secretariat)
    attach_files([file], to=draft)
    for known in ({}, {"alt": "入口"}, {"alt": "", "rights": "堺市"}):
        StoredFile.objects.filter(pk=file.pk).update(**known)
        with pytest.raises(ActionRefused, match="画像の"):
            actions.publish_event(event=draft, by=secretariat)
    StoredFile.objects.filter(pk=file.pk).update(alt="入口", rights="堺市")
    assert actions.publish_event(event=draft, by=secretariat).is_published


def test_without_a_day_it_is_not_published(make_event, secretariat):
    event = make_event("未定", draft=True, starts_on=None, date_precision="unknown")
    with pytest.raises(ActionRefused, match="開催日"):
        actions.publish_event(event=event, by=secretariat)


@pytest.mark.django_db(transaction=True)
def test_the_clock_publishes_at_the_set_time(make_event, secretariat):
    start = datetime.datetime(2026, 3, 31, 14, 50, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        event = make_event("予約", draft=True)
        actions.schedule_event(event=event, by=secretariat, at=start + datetime.timedelta(minutes=20))
        by_clock(publish_scheduled_event)
        event.refresh_from_db()
        assert not event.is_published
        clock.shift(datetime.timedelta(minutes=21))
        by_clock(publish_scheduled_event)
        event.refresh_from_db()
    assert (event.is_published, event.published_by, event.publish_at) == (True, secretariat, None)


def test_a_time_that_is_over_is_refused(draft, secretariat):
    with pytest.raises(ActionRefused, match="1年以内"):
        actions.schedule_event(
            event=draft, by=secretariat, at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
        )


def test_withdrawn_it_is_gone_for_the_public(make_event, secretariat, visitor):
    event = make_event("公開")
    actions.withdraw_event(event=event, by=secretariat)
    assert visitor.get(event.get_absolute_url()).status_code == 404
