"""What was said of a disaster beside its records: stricken bodies, marks and files have their past too."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from common.attachments.models import StoredFile
from common.audit_log.models import AuditEntry
from disaster.disasters.models import AffectedArea, DisasterMark
from disaster.register.actions import publish_disaster
from disaster.register.models import WithdrawnFile
from tests import sample_files
from tests.disaster.register.test_views import opened

pytestmark = pytest.mark.django_db
WHY = {"reason": "transcription", "words": "隣の市の誤りでした"}
SEVERE = {"severe": "on", "severe_on": "令和6年2月1日", "severe_source": "内閣府の発表"}


@pytest.fixture
def office(browser, secretariat):
    return browser(secretariat)


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, sample_files.pdf())


@pytest.fixture
def days(office, make_disaster, secretariat, time_machine, local_governments):
    """Public on 1 March; on the 3rd a body, a mark and a file are added, on the 5th all three are mended."""
    time_machine.move_to("2026-03-01T12:00+09:00")
    disaster = make_disaster(draft=True)
    publish_disaster(disaster=disaster, by=secretariat)
    path = f"/disaster/{disaster.pk}/edit/"
    time_machine.move_to("2026-03-03T12:00+09:00")
    added = {"areas": "石川県七尾市", "files": pdf("被害状況.pdf"), **SEVERE}
    assert office.post(path, opened(office, path) | added).status_code == 302
    time_machine.move_to("2026-03-05T12:00+09:00")
    typed = opened(office, path) | {"areas": "石川県輪島市", "severe_on": "令和6年2月9日", "kept_files": []}
    assert office.post(path, typed).status_code == 400
    assert office.post(path, typed | WHY).status_code == 302
    time_machine.move_to("2026-03-07T12:00+09:00")
    return disaster


@pytest.mark.parametrize(
    ("day", "said", "silent"),
    [
        ("2026-03-02", [], ["七尾市", "輪島市", "激甚", "被害状況"]),
        ("2026-03-04", ["七尾市", "2月1日", "被害状況.pdf", "取下げ：隣の市の誤り"], ["輪島市", "2月9日"]),
        ("2026-03-06", ["輪島市", "2月9日"], ["七尾市", "2月1日", "被害状況"]),
        ("", ["輪島市", "2月9日"], ["七尾市", "2月1日", "被害状況"]),
    ],
)
def test_a_day_shows_what_the_site_said(visitor, days, day, said, silent):
    query = f"?recorded={day}" if day else ""
    page = visitor.get(days.get_absolute_url() + query).content.decode()
    for text in said:
        assert text in page
    for text in silent:
        assert text not in page
    names = " ".join(
        name
        for year in visitor.get(f"/disaster/{query}").context["years"]
        for entry in year.entries
        for name in entry.areas
    )
    assert ("七尾市" in names) <= ("七尾市" in said)
    assert visitor.get(f"/disaster/?prefecture=17&recorded={day}").status_code == 200


def test_the_prefecture_of_the_list_follows_the_day(visitor, days):
    def listed(day):
        return len(visitor.get(f"/disaster/?prefecture=17&recorded={day}").context["page"].rows)

    assert [listed(f"2026-03-0{day}") for day in (2, 4, 6)] == [0, 1, 1]


def test_each_step_is_kept_with_its_reason_and_its_person(days, secretariat, office):
    areas = AffectedArea.objects.order_by("recorded_at", "pk")
    assert [(area.local_government.name, area.reason) for area in areas] == [
        ("七尾市", "new"),
        ("七尾市", "withdrawal"),
        ("輪島市", "new"),
    ]
    marks = list(DisasterMark.objects.order_by("recorded_at"))
    assert [(mark.marked_on.day, mark.reason, mark.recorded_by) for mark in marks] == [
        (1, "new", secretariat),
        (9, "transcription", secretariat),
    ]
    page = office.get(f"/disaster/{days.pk}/records/").content.decode()
    for text in ("隣の市の誤りでした", "取下げ", "転記の訂正", "被害状況.pdf"):
        assert text in page
    assert AuditEntry.objects.filter(facts__words=WHY["words"]).exists()


def test_what_was_withdrawn_comes_back_with_a_reason(office, days):
    path = f"/disaster/{days.pk}/edit/"
    typed = opened(office, path) | {"areas": "石川県輪島市\n石川県七尾市"}
    assert "改める理由を入力してください" in office.post(path, typed).content.decode()
    assert office.post(path, typed | {"words": "両方の市でした"}).status_code == 302
    assert AffectedArea.objects.as_recorded().count() == 2


def test_a_withdrawn_file_is_opened_by_the_secretariat_alone(office, visitor, officer, browser, days):
    kept = WithdrawnFile.objects.get()
    file = StoredFile.objects.get()
    assert file.owner == kept
    answers = [client.get(file.get_absolute_url()) for client in (office, browser(officer), visitor)]
    assert [answer.status_code for answer in answers[:2]] == [200, 404]
    assert answers[2].status_code != 200
    answers[0].close()


def test_a_file_of_a_draft_just_goes(office, make_disaster):
    disaster = make_disaster(draft=True)
    path = f"/disaster/{disaster.pk}/edit/"
    office.post(path, opened(office, path) | {"files": pdf("下書き.pdf")})
    assert office.post(path, opened(office, path) | {"kept_files": []}).status_code == 302
    assert not StoredFile.objects.exists()
    assert not WithdrawnFile.objects.exists()


@pytest.mark.parametrize("model", [AffectedArea, DisasterMark, WithdrawnFile])
def test_the_database_keeps_them(days, model):
    rows = model.objects.all()
    for write in (lambda: rows.update(disaster=None), lambda: rows._raw_delete("default")):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            write()


@pytest.mark.parametrize("model", [AffectedArea, DisasterMark])
def test_the_database_refuses_a_correction_without_words(days, sakai, model):
    more = {AffectedArea: {"local_government": sakai.local_government}, DisasterMark: {"kind": "relief_act"}}
    row = {"disaster": days, "source": "x", "reason": "information", "words": " "} | more[model]
    with pytest.raises(IntegrityError, match="anew_with_reason"), transaction.atomic():
        model.objects.create(recorded_at=datetime.datetime.now(datetime.UTC), **row)
