from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.queries import entries_of
from events.reports.models import EventReport
from tests import sample_files

JAPAN = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def event(make_event, sakai):
    return make_event(owner=sakai)


def test_organisers_write_a_report_that_is_public_once_they_publish_it(
    event, browser, officer, visitor, stranger
):
    client, page = browser(officer), f"{event.get_absolute_url()}report/"
    desk = f"{event.get_absolute_url()}desk/"
    assert desk in client.get(event.get_absolute_url()).text
    assert page in client.get(desk).text
    assert desk not in visitor.get(event.get_absolute_url()).text
    picture = SimpleUploadedFile("会場.jpg", sample_files.picture())
    assert client.post(page, {"body": "多くの方が来場しました。", "files": [picture]}).status_code == 302
    [file] = files_of(EventReport.objects.get())
    for other in (visitor, browser(stranger)):
        assert "多くの方が" not in other.get(event.get_absolute_url()).text
        assert other.get(file.get_absolute_url()).status_code == 404
    refused = client.post(f"{page}publish/", follow=True)
    assert "写真の説明と権利の表示" in refused.text
    assert "多くの方が" not in visitor.get(event.get_absolute_url()).text
    StoredFile.objects.filter(pk=file.pk).update(alt="会場の様子", rights="堺市")
    assert client.post(f"{page}publish/").status_code == 302
    shown = visitor.get(event.get_absolute_url()).text
    assert "多くの方が来場しました。" in shown
    assert visitor.get(file.get_absolute_url()).getvalue()  # read to the end, its file is closed
    assert client.post(f"{page}withdraw/").status_code == 302
    assert "多くの方が" not in visitor.get(event.get_absolute_url()).text
    assert visitor.get(file.get_absolute_url()).status_code == 404
    verbs = [entry.verb for entry in entries_of(event)]
    assert verbs == ["events.report_withdrawn", "events.report_published", "events.report_edited"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"starts_on": date(2026, 4, 10)}, "令和8年4月10日"),
        ({"starts_on": date(2026, 4, 1), "ends_on": date(2026, 4, 9)}, "令和8年4月9日"),
        ({"starts_on": date(2026, 4, 9), "ends_at": time(16), "starts_at": time(10)}, "令和8年4月9日"),
        ({"starts_on": date(2026, 4, 1), "date_precision": "month"}, "令和8年4月30日"),
    ],
)
@time_machine.travel(datetime(2026, 4, 9, 15, tzinfo=JAPAN), tick=False)
def test_before_its_end_nothing_is_published(make_event, sakai, browser, officer, visitor, days, said):
    event = make_event(owner=sakai, **days)
    page, client = f"{event.get_absolute_url()}report/", browser(officer)
    client.post(page, {"body": "多くの方が来場しました。"})
    shown = client.get(page).text
    assert f"最終日は{said}" in shown
    assert f"{page}publish/" not in shown
    assert f"最終日は{said}" in client.post(f"{page}publish/", follow=True).text
    assert "多くの方が" not in visitor.get(event.get_absolute_url()).text
    assert not EventReport.objects.published().exists()
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=JAPAN), tick=False):
        browser(officer).post(f"{page}publish/")
    assert EventReport.objects.published().exists()


def test_nothing_to_read_is_not_published(event, browser, officer, visitor):
    page = f"{event.get_absolute_url()}report/"
    answer = browser(officer).post(f"{page}publish/", follow=True)
    assert "開催の様子を入力して保存してから" in answer.text
    assert "開催報告" not in visitor.get(event.get_absolute_url()).text


def test_the_second_of_two_writers_is_told_and_loses_nothing(event, browser, officer, secretariat):
    page, client = f"{event.get_absolute_url()}report/", browser(officer)
    client.post(page, {"body": "はじめ"})
    read = client.get(page).context["form"]["version"].value()
    browser(secretariat).post(page, {"body": "事務局の文", "version": read})
    answer = client.post(page, {"body": "私の文", "version": read})
    assert answer.status_code == 409
    assert "私の文" in answer.text
    assert "事務局の文" in answer.text
    assert EventReport.objects.get().body == "事務局の文"


def test_four_numbers_stand_for_themselves(event, browser, officer, visitor):
    page, client = f"{event.get_absolute_url()}report/", browser(officer)
    typed = {
        "number_visits": "１，１５８",
        "words_visits": "2日間延べ",
        "number_people": "0",
        "number_capacity": "300",
    }
    assert client.post(page, typed).status_code == 302
    saved = {row.basis: (row.number, row.label) for row in event.headcounts.all()}
    assert saved == {"visits": (1158, "2日間延べ"), "people": (0, ""), "capacity": (300, "")}
    shown = visitor.get(event.get_absolute_url()).text
    assert 'number">1,158人</span> <span class="figure__basis">2日間延べ' in shown
    assert "1,458" not in shown
    form = client.get(page).context["form"]
    assert (form["number_visits"].value(), form["words_visits"].value()) == (1158, "2日間延べ")
    client.post(page, {"number_people": "12"})
    assert [(row.basis, row.number) for row in event.headcounts.all()] == [("people", 12)]
    newest, _ = entries_of(event)
    assert newest.facts["changes"] == {
        "定員": ["300人", ""],
        "参加者・来場者数": ["0人", "12人"],
        "延べ来場者数": ["1,158人（2日間延べ）", ""],
    }


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"number_people": "多数"}, "数字で入力"),
        ({"number_people": "約50"}, "数えた数を入力してください"),
        ({"number_people": "-1"}, "0以上"),
        ({"number_people": "9999999999"}, "以下の数"),
        ({"words_visits": "2日間延べ"}, "延べ来場者数の人数を入力してください"),
    ],
)
def test_a_number_that_is_none_is_refused_and_stays_typed(event, browser, officer, typed, words):
    answer = browser(officer).post(f"{event.get_absolute_url()}report/", {"body": "様子", **typed})
    assert answer.status_code == 400
    assert words in answer.text
    assert next(iter(typed.values())) in answer.text
    assert not event.headcounts.exists()
    assert not EventReport.objects.exists()


def test_the_second_of_two_who_count_is_told_and_a_second_click_is_not(event, browser, officer, secretariat):
    page, client = f"{event.get_absolute_url()}report/", browser(officer)
    read = client.get(page).context["form"]["version"].value()
    for _ in range(2):
        assert browser(secretariat).post(page, {"number_people": "10", "version": read}).status_code == 302
    answer = client.post(page, {"number_people": "12", "version": read})
    assert answer.status_code == 409
    assert event.headcounts.get().number == 10
