"""The secretariat's desk: what waits first, with how much, since when, and one button."""

import datetime
import re

import pytest
from django.utils import timezone

from common.japanese_calendar import add_working_days, today
from common.outbox.models import OutgoingMail
from members.applications.models import Application
from members.task_queue.queries import TASK_QUEUES, Group
from portal.backup_runs.models import BackupRun
from portal.contact.models import ContactMessage
from tests.mypage import pending_items

pytestmark = pytest.mark.django_db
DESK = "/members/desk/"


def waiting_since(rows, column, days):
    day = add_working_days(today(), -days)
    moment = datetime.datetime.combine(day, datetime.time(12), tzinfo=timezone.get_default_timezone())
    rows.update(**{column: moment})


@pytest.fixture
def busy(make_waiting):
    """Three applications, the oldest of which came before four working days, and an older message."""
    make_waiting(3)
    waiting_since(Application.objects.all(), "verified_at", 1)
    waiting_since(Application.objects.filter(pk=Application.objects.first().pk), "verified_at", 4)
    ContactMessage.objects.create(matter="other", name="見本", email="a@b.example", body="問い合わせです。")
    waiting_since(ContactMessage.objects.all(), "received_at", 7)


def test_what_waits_comes_first_the_oldest_before_the_others(browser, secretariat, busy):
    answer = browser(secretariat).get(DESK)
    assert [(item.title, item.who, item.days_words, item.verb) for item in answer.context["items"]] == [
        ("対応の済んでいないお問い合わせ", "1件", "受付から7開庁日", "対応する"),
        ("審査を待つ会員登録の申請", "3件", "受付から4開庁日", "審査する"),
    ]
    page = answer.content.decode()
    assert page.count('class="button button--small') == 2
    assert (
        page.index("今日の業務")
        < page.index("いま0件のもの")
        < page.index("台帳と登録")
        < page.index(">掲示板</h2>")
    )


def test_queues_in_which_nothing_waits_are_folded_and_each_page_is_still_found(browser, secretariat, busy):
    page = browser(secretariat).get(DESK).content.decode()
    folded = re.search(r'<details class="accordion.*?</details>', page, re.DOTALL)[0]
    assert "退会の申出" in folded
    assert "会員登録の申請" not in folded
    main = page[page.index("<h1") :]
    assert [queue.label for queue in TASK_QUEUES if f'href="{queue.url}"' not in main] == []
    assert main.count('href="/members/withdrawals/"') == 1
    assert {queue.group for queue in TASK_QUEUES} == set(Group)


def test_on_an_empty_desk_nothing_waits(browser, secretariat):
    assert "いま待っている業務はありません。" in browser(secretariat).get(DESK).content.decode()


def test_what_waits_on_the_desk_waits_on_my_page_too(browser, secretariat, officer, busy):
    titles = [item.title for item in pending_items(browser(secretariat))]
    assert "審査を待つ会員登録の申請" in titles
    assert not set(titles) & {item.title for item in pending_items(browser(officer))} - {"登録内容の確認"}


def test_the_cost_is_the_same_however_much_waits(
    browser, secretariat, make_waiting, django_assert_num_queries
):
    client = browser(secretariat)
    client.get(DESK)
    for count in (0, 1, 3):
        make_waiting(count)
        OutgoingMail.objects.bulk_create(
            OutgoingMail(
                key=f"{count}-{n}", purpose="x", to="a@b.example", subject="x", body="x", state="failed"
            )
            for n in range(count)
        )
        with django_assert_num_queries(4):
            client.get(DESK)


def test_an_application_is_approved_in_two_clicks_and_the_next_one_in_one(browser, secretariat, busy):
    client = browser(secretariat)
    (item,) = [item for item in pending_items(client) if item.title == "審査を待つ会員登録の申請"]
    oldest, *others = Application.objects.waiting()
    opened = client.get(item.url, follow=True)
    assert opened.redirect_chain == [(oldest.get_absolute_url(), 302)]
    assert f'action="{oldest.get_absolute_url()}approve/"' in opened.content.decode()
    decided = client.post(f"{oldest.get_absolute_url()}approve/", follow=True).content.decode()
    second, third = others
    assert f'<a class="button" href="{second.get_absolute_url()}">次の申請</a>' in decided
    client.post(f"{second.get_absolute_url()}approve/")
    reason = {"reason": "二重の申請です。"}
    last = client.post(f"{third.get_absolute_url()}decline/", reason, follow=True).content.decode()
    assert "審査を待つ申請は、ほかにありません。" in last
    assert "審査は済んでいます。" in client.get(item.url, follow=True).content.decode()


def test_the_desk_says_when_the_last_backup_was_written(browser, secretariat):
    client = browser(secretariat)
    assert "バックアップの記録がありません。" in client.get(DESK).content.decode()
    run = BackupRun.objects.create(size=3_000_000)
    assert "運用の担当者に確かめてください" not in client.get(DESK).content.decode()
    assert "最後のバックアップ" in client.get(DESK).content.decode()
    waiting_since(BackupRun.objects.filter(pk=run.pk), "at", 5)
    assert "5開庁日前です。運用の担当者に確かめてください。" in client.get(DESK).content.decode()
