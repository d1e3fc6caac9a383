import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common import japanese_calendar
from common.attachments.queries import files_of
from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import PamphletRequest
from tests.worker import write_mails

URL = "/board/new/pamphlet/"


def test_pamphlet_create_leads_over_the_confirmation_to_all_wards(browser, officer, koto, minato, typed):
    client = browser(officer)
    response = client.post(URL, typed())
    pamphlet = PamphletRequest.objects.get()
    confirm = f"/board/pamphlets/{pamphlet.pk}/confirm/"
    assert (response.status_code, response.url) == (302, confirm)
    assert pamphlet.is_draft
    assert not WardAnswer.objects.exists()
    assert not OutgoingMail.objects.exists()
    page = client.get(confirm).content.decode()
    assert "区にはまだ届いていません" in page
    assert "2区に依頼を出す" in page
    response = client.post(f"/board/pamphlets/{pamphlet.pk}/submit/", {"version": 1}, follow=True)
    assert "2区に配布依頼を出しました" in response.content.decode()
    pamphlet.refresh_from_db()
    assert (pamphlet.state, pamphlet.grams) == ("open", 20)
    assert set(pamphlet.answers.values_list("organization", "state")) == {
        (koto.pk, "waiting"),
        (minato.pk, "waiting"),
    }
    assert (pamphlet.organization, pamphlet.section, pamphlet.author) == (
        officer.organization,
        officer.section,
        officer,
    )
    assert [file.name for file in files_of(pamphlet)] == ["見本.pdf"]
    assert [entry.verb for entry in entries_of(pamphlet)] == [
        "pamphlets.pamphlet_sent",
        "pamphlets.pamphlet_drafted",
    ]


def test_pamphlet_create_asks_only_the_chosen_wards(browser, officer, koto, minato, typed):
    client = browser(officer)
    client.post(URL, typed(reach="some", wards=[minato.pk]))
    pamphlet = PamphletRequest.objects.get()
    client.post(f"/board/pamphlets/{pamphlet.pk}/submit/", {"version": 1})
    assert WardAnswer.objects.get().organization == minato


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"title": ""}, "title", "件名を入力してください。"),
        ({"title": "あ" * 101}, "title", "100文字以内"),
        ({"title": "祭\0り"}, "title", "NUL"),
        ({"copies_available": "0"}, "copies_available", "1以上"),
        ({"copies_available": "-5"}, "copies_available", "1以上"),
        ({"grams": "10001"}, "grams", "10,000以下"),
        ({"copies_per_box": "0"}, "copies_per_box", "1以上"),
        ({"answers_shown": "some"}, "answers_shown", "some"),
        ({"copies_available": "1000001"}, "copies_available", "1,000,000以下"),
        ({"copies_available": "千部"}, "copies_available", "数字で入力してください"),
        ({"minimum_per_ward": "1001"}, "minimum_per_ward", "配布できる部数以下"),
        ({"reach": "some"}, "wards", "依頼する区を1つ以上選んでください。"),
        ({"reach": "some", "wards": ["999999"]}, "wards", "999999"),
        (
            {"period_from": "令和12年3月2日", "period_until": "令和12年3月1日"},
            "period_until",
            "開始の日以後",
        ),
        ({"answer_due": "令和2年4月1日"}, "answer_due", "明日から1年以内"),
        ({"answer_due": "いつか"}, "answer_due", "日付として読み取れません"),
        ({"deliver_by": "令和2年4月1日"}, "deliver_by", "回答期限以後の日"),
        ({"files": None}, "files", "PDFまたは画像を1件以上選んでください"),
    ],
)
def test_pamphlet_create_refusals(browser, officer, koto, typed, changed, field, sentence):
    response = browser(officer).post(URL, typed(size="B5 冊子", **changed))
    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in "".join(response.context["form"].errors[field])
    assert list(response.context["form"].errors) == [field]
    assert sentence in page
    assert "B5 冊子" in page  # what was typed stays
    assert not PamphletRequest.objects.exists()


def test_pamphlet_create_keeps_a_good_sample_through_a_refusal(browser, officer, koto, typed):
    client = browser(officer)
    refused = client.post(URL, typed(title=""))
    kept = refused.context["form"]["kept_files"].value()
    client.post(URL, typed(files=None, kept_files=kept))
    assert [file.name for file in files_of(PamphletRequest.objects.get())] == ["見本.pdf"]


def test_pamphlet_create_wants_a_sample_that_shows_pages(browser, officer, koto, typed):
    table = SimpleUploadedFile("部数.csv", "区,部数\n江東区,10\n".encode(), "text/csv")
    response = browser(officer).post(URL, typed(files=[table]))
    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["files"]


def test_pamphlet_create_takes_another_organisations_section_from_nobody(
    browser, officer, kushiro, koto, typed
):
    response = browser(officer).post(URL, typed(section=str(kushiro.sections.get().pk)))
    assert response.status_code == 400
    assert not PamphletRequest.objects.exists()


def test_pamphlet_create_reads_full_width_digits_and_eras(browser, officer, koto, typed, due):
    written = japanese_calendar.wareki(due, weekday=False).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    )
    browser(officer).post(URL, typed(copies_available="１，０００，０００", answer_due=written))
    pamphlet = PamphletRequest.objects.get()
    assert (pamphlet.copies_available, pamphlet.answer_due) == (1_000_000, due)


def test_pamphlet_create_moves_a_closed_due_day_and_says_so(browser, officer, koto, typed):
    with time_machine.travel("2026-04-20 09:00:00+09:00", tick=False):
        response = browser(officer).post(URL, typed(answer_due="令和8年5月3日"), follow=True)
    assert PamphletRequest.objects.get().answer_due.isoformat() == "2026-05-07"
    assert (
        "令和8年5月3日(日)は閉庁日のため、次の開庁日の令和8年5月7日(木)にしました"
        in response.content.decode()
    )


def test_pamphlet_create_twice_is_once(browser, officer, koto, typed, sample):
    client, token = browser(officer), str(uuid.uuid4())
    first = client.post(URL, typed(idempotency_key=token))
    second = client.post(URL, typed(idempotency_key=token))
    assert first.url == second.url
    assert PamphletRequest.objects.count() == 1


def test_pamphlet_created_is_mailed_once_to_mailboxes_and_officers(
    pamphlet, ward_officer, minato_officer, ota_officer, koto, minato
):
    write_mails("pamphlets.pamphlet_sent")
    mails = OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_sent")
    assert sorted(mail.to for mail in mails) == sorted(
        [ward_officer.email, minato_officer.email, koto.sections.get().mailbox, minato.sections.get().mailbox]
    )
    body = mails[0].body
    assert reverse("pamphlets:pamphlet-detail", args=[pamphlet.pk]) in body
    for part in (
        "大阪府堺市",
        pamphlet.title,
        "1,000部",
        japanese_calendar.wareki(pamphlet.answer_due),
        pamphlet.number_name,
    ):
        assert part in body


def test_pamphlet_created_is_not_mailed_to_sleeping_accounts(pamphlet, ward_officer):
    ward_officer.is_active = False
    ward_officer.save()
    write_mails("pamphlets.pamphlet_sent")
    assert not OutgoingMail.objects.filter(to=ward_officer.email).exists()


@pytest.mark.parametrize(
    ("who", "offered"), [("officer", True), ("ward_officer", False), ("secretariat", False)]
)
def test_pamphlet_create_is_offered_to_those_who_may(browser, request, who, offered):
    page = browser(request.getfixturevalue(who)).get("/board/new/").content.decode()
    assert (URL in page) == offered
