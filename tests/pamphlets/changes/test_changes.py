"""After the wards were asked: what may be changed, further wards, and what is told of it."""

import datetime
import uuid
from collections import Counter

import pytest
import time_machine
from django.core.exceptions import ValidationError

from common import japanese_calendar
from common.attachments.actions import attach_files, store_upload
from common.attachments.queries import files_of
from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from correspondence.closing.actions import close
from correspondence.sending.actions import add_addressees
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.answers.models import WardAnswer
from pamphlets.changes import actions
from pamphlets.changes.actions import change_pamphlet, withdraw_pamphlet
from pamphlets.requests.models import PamphletRequest
from tests.threads import in_threads
from tests.worker import write_mails


def url(pamphlet, what):
    return f"/board/pamphlets/{pamphlet.pk}/{what}/"


@pytest.fixture
def asked_with_sample(pamphlet, officer, sample):
    attach_files([store_upload(sample(), by=officer)], to=pamphlet)
    return pamphlet


@pytest.fixture
def changed(asked_with_sample, due):
    """What the form of a change posts: `changed(description="…")`."""

    def make(**more):
        return {
            "version": "1",
            "description": "秋の祭りの案内です。",
            "copies_available": "1000",
            "period_from": "",
            "period_until": "",
            "deliver_by": "",
            "answer_due": due.isoformat(),
            "note": "",
            "kept_files": [str(file.pk) for file in files_of(asked_with_sample)],
        } | more

    return make


def values_of(pamphlet, **more):
    return {name: getattr(pamphlet, name) for name in actions.FIELDS} | more


def test_pamphlet_change_is_kept_shown_and_mailed_to_those_who_did_not_decline(
    browser, officer, ward_officer, minato_officer, asked_with_sample, changed, koto, answer_of, due
):
    pamphlet = asked_with_sample
    answer_pamphlet(answer=answer_of(pamphlet, koto), state="declined", remark="棚なし", by=ward_officer)
    later = japanese_calendar.add_working_days(due, 3)
    data = changed(
        copies_available="１，５００",
        answer_due=japanese_calendar.wareki(later, weekday=False),
        note="増刷です。",
    )
    page = browser(officer).post(url(pamphlet, "change"), data, follow=True).content.decode()
    assert "変更しました（配布できる部数、回答期限）" in page
    pamphlet.refresh_from_db()
    assert (pamphlet.copies_available, pamphlet.answer_due, pamphlet.version) == (1500, later, 2)
    step = pamphlet.steps.get(kind="changed")
    assert step.changes == {
        "配布できる部数": ["1,000部", "1,500部"],
        "回答期限": [japanese_calendar.wareki(due), japanese_calendar.wareki(later)],
    }
    assert entries_of(pamphlet).first().facts["changes"] == step.changes
    assert "1,500部" in browser(minato_officer).get(pamphlet.get_absolute_url()).content.decode()
    write_mails()
    mails = OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_changed")
    assert {mail.to for mail in mails} == {minato_officer.email, minato_officer.section.mailbox}
    for part in ("変更前: 1,000部", "変更後: 1,500部", "増刷です。", pamphlet.number_name):
        assert part in mails[0].body


def test_pamphlet_change_of_nothing_tells_nobody(browser, officer, asked_with_sample, changed):
    page = browser(officer).post(url(asked_with_sample, "change"), changed(), follow=True)
    assert "何も変更していません" in page.content.decode()
    asked_with_sample.refresh_from_db()
    assert asked_with_sample.version == 1
    assert not asked_with_sample.steps.filter(kind="changed").exists()


def test_pamphlet_change_of_the_sample(browser, officer, asked_with_sample, changed, sample):
    data = changed(kept_files=[], files=[sample("新しい見本.pdf")])
    browser(officer).post(url(asked_with_sample, "change"), data)
    assert [file.name for file in files_of(asked_with_sample)] == ["新しい見本.pdf"]
    assert asked_with_sample.steps.get(kind="changed").changes == {"見本": ["見本.pdf", "新しい見本.pdf"]}


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"description": ""}, "description", "必須"),
        ({"description": "祭\0り"}, "description", "NUL"),
        ({"copies_available": "299"}, "copies_available", "300部以上"),
        ({"copies_available": "1000001"}, "copies_available", "1,000,000以下"),
        ({"answer_due": "令和8年4月1日"}, "answer_due", "早められません"),
        ({"deliver_by": "令和8年4月1日"}, "deliver_by", "回答期限以後の日"),
        ({"kept_files": []}, "files", "PDFまたは画像"),
        ({"period_from": "令和12年3月2日", "period_until": "令和12年3月1日"}, "period_until", "開始の日以後"),
        ({"note": "長" * 501}, "note", "500文字以内"),
    ],
)
def test_pamphlet_change_refusals(
    browser, officer, ward_officer, asked_with_sample, changed, koto, answer_of, more, field, sentence
):
    answer_pamphlet(answer=answer_of(asked_with_sample, koto), state="accepted", copies=300, by=ward_officer)
    response = browser(officer).post(url(asked_with_sample, "change"), changed(**more))
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert sentence in response.content.decode()
    asked_with_sample.refresh_from_db()
    assert asked_with_sample.version == 1


def test_pamphlet_change_moves_a_closed_due_day_and_says_so(browser, officer, make_pamphlet, koto, sample):
    with time_machine.travel("2026-04-20 09:00:00+09:00", tick=False):
        pamphlet = make_pamphlet(officer, [koto], answer_due=datetime.date(2026, 4, 28))
        data = {"version": "1", "description": "案内です。", "copies_available": "1000", "files": [sample()]}
        data |= {"answer_due": "令和8年5月3日"}
        page = browser(officer).post(url(pamphlet, "change"), data, follow=True).content.decode()
    assert "令和8年5月3日(日)は閉庁日のため" in page
    pamphlet.refresh_from_db()
    assert pamphlet.answer_due == datetime.date(2026, 5, 7)


def test_pamphlet_change_by_two_keeps_both_texts(browser, officer, colleague, asked_with_sample, changed):
    where = url(asked_with_sample, "change")
    browser(colleague).post(where, changed(description="次郎の文です。"))
    response = browser(officer).post(where, changed(description="花子の文です。"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "堺 次郎さんが先に保存しました" in page
    assert "次郎の文です。" in page
    assert "花子の文です。" in page


@pytest.mark.parametrize("end", ["close", "withdraw"])
def test_pamphlet_change_is_over_when_the_request_is(browser, officer, asked_with_sample, changed, end):
    if end == "close":
        close(item=asked_with_sample, by=officer, although_silent=True)
    else:
        withdraw_pamphlet(pamphlet=asked_with_sample, by=officer, reason="中止です。")
    client = browser(officer)
    assert client.post(url(asked_with_sample, "change"), changed(description="x")).status_code == 403
    assert client.post(url(asked_with_sample, "add-wards"), {}).status_code == 403
    assert "依頼の内容を変える" not in client.get(asked_with_sample.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_pamphlet_change_and_acceptance_at_once_never_oversell(
    pamphlet, officer, ward_officer, koto, answer_of
):
    """The one takes 600 of 1,000, the other leaves 500: whoever is second is refused."""
    answer = answer_of(pamphlet, koto)

    def refusable(call):
        try:
            call()
        except ValidationError:
            return "refused"

    results = in_threads(
        lambda: refusable(
            lambda: answer_pamphlet(answer=answer, state="accepted", copies=600, by=ward_officer)
        ),
        lambda: refusable(
            lambda: change_pamphlet(
                pamphlet=pamphlet,
                by=officer,
                version=1,
                files=[],
                values=values_of(pamphlet, copies_available=500),
            )
        ),
    )
    pamphlet.refresh_from_db()
    assert results.count("refused") == 1
    assert pamphlet.copies_accepted <= pamphlet.copies_available


def test_pamphlet_add_wards_asks_and_tells_only_them(
    browser, officer, pamphlet, ota, ota_officer, ward_officer, answer_of
):
    client, token = browser(officer), str(uuid.uuid4())
    data = {"idempotency_key": token, "wards": [ota.pk]}
    page = client.post(url(pamphlet, "add-wards"), data, follow=True).content.decode()
    assert "1区に追加で依頼しました" in page
    assert client.post(url(pamphlet, "add-wards"), data).url == pamphlet.get_absolute_url()
    assert WardAnswer.objects.filter(organization=ota).count() == 1
    assert pamphlet.steps.get(kind="added").changes == {"追加した区": ["", "大田区"]}
    write_mails("pamphlets.pamphlet_sent")
    times = Counter(
        OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_sent").values_list("to", flat=True)
    )
    assert (times[ota_officer.email], times[ota_officer.section.mailbox], times[ward_officer.email]) == (
        1,
        1,
        1,
    )
    assert OutgoingMail.objects.get(to=ota_officer.email).facts != {}
    assert browser(ota_officer).get(pamphlet.get_absolute_url()).status_code == 200


def test_pamphlet_add_wards_takes_neither_asked_wards_nor_others(
    browser, officer, pamphlet, koto, kushiro, ota
):
    for wards in ([], [koto.pk], [kushiro.pk], ["x"]):
        response = browser(officer).post(url(pamphlet, "add-wards"), {"wards": wards})
        assert response.status_code == 400
        assert list(response.context["form"].errors) == ["wards"]


def test_pamphlet_add_wards_after_the_due_date_asks_to_move_it_first(browser, officer, pamphlet, ota):
    PamphletRequest.objects.filter(pk=pamphlet.pk).update(answer_due="2020-04-01")
    response = browser(officer).post(url(pamphlet, "add-wards"), {"wards": [ota.pk]})
    assert response.status_code == 400
    assert "回答期限を延ばしてください" in response.content.decode()


def test_pamphlet_add_wards_counts_their_days_from_the_adding(officer, make_pamphlet, koto, ota, answer_of):
    with time_machine.travel("2026-05-08 10:00:00+09:00", tick=False):
        pamphlet = make_pamphlet(officer, [koto], answer_due=datetime.date(2026, 5, 29))
    with time_machine.travel("2026-05-14 10:00:00+09:00", tick=False):
        add_addressees(item=pamphlet, by=officer, organizations=[ota])
    with time_machine.travel("2026-05-15 10:00:00+09:00", tick=False):
        days = [answer_of(pamphlet, ward).working_days(datetime.date(2026, 5, 8)) for ward in (koto, ota)]
    assert days == [5, 1]


@pytest.mark.django_db(transaction=True)
def test_pamphlet_add_wards_by_two_at_once_asks_once(pamphlet, officer, colleague, ota):
    in_threads(
        lambda: add_addressees(item=pamphlet, by=officer, organizations=[ota]),
        lambda: add_addressees(item=pamphlet, by=colleague, organizations=[ota]),
    )
    assert WardAnswer.objects.filter(organization=ota).count() == 1
    assert pamphlet.steps.filter(kind="added").count() == 1
