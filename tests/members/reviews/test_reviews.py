"""The queue of changes that the secretariat sees, and the history that an organisation sees."""

import threading
import time

import pytest
from django.db import connection, transaction

from common import refusals
from common.audit_log.actions import record
from common.audit_log.models import AuditEntry
from members.profiles.actions import change_profile
from members.reviews import audit_lines
from members.reviews.actions import mark_reviews_seen, queue_review
from members.reviews.models import Review
from members.sections.actions import change_section

pytestmark = pytest.mark.django_db
PATH, SEEN = "/members/changes/", "/members/changes/seen/"
HISTORY = "/organization/history/"


@pytest.fixture
def make_reviews(officer, sakai):
    def make(count):
        for number in range(count):
            changes = {"公式サイト": ["", f"https://{number}.example/"], "紹介文": ["短い", "長い\n文" * 40]}
            entry = record(by=officer, verb="members.organization_changed", obj=sakai, changes=changes)
            queue_review(entry=entry, organization=sakai)
        return list(Review.objects.values_list("pk", flat=True))

    return make


def text_of(response):
    return response.content.decode()


def test_before_and_after_are_readable(browser, secretariat, officer, sakai):
    change_profile(
        organization=sakai, by=officer, fields={"themes_offer": ["tourism"], "website": "https://a.example/"}
    )
    change_section(section=officer.section, by=officer, fields={"telephone": "072-000-0000"})
    page = text_of(browser(secretariat).get(PATH))
    for piece in (
        "大阪府堺市",
        "団体の登録内容を変更",
        "提供できるテーマ",
        "<ins>観光</ins>",
        "担当部署の連絡先を変更",
        "<del>03-0000-0000</del>",
        "<ins>072-000-0000</ins>",
        "変更した人 堺 花子",
    ):
        assert piece in page
    assert "members.organization_changed" not in page


def test_one_several_or_all_are_ticked_and_who_did_it_is_kept(browser, secretariat, make_reviews):
    first, second, third, fourth, fifth = make_reviews(5)
    client = browser(secretariat)
    client.post(SEEN, {"review": [first, second], "only": third, "shown": [first, second, third]})
    assert set(Review.objects.seen().values_list("pk", flat=True)) == {third}
    client.post(SEEN, {"review": [first, second], "shown": [first, second, fourth]})
    assert set(Review.objects.waiting().values_list("pk", flat=True)) == {fourth, fifth}
    client.post(SEEN, {"all": "1", "shown": [fourth, fifth]})
    assert not Review.objects.waiting().exists()
    assert {review.seen_by for review in Review.objects.all()} == {secretariat}
    assert AuditEntry.objects.filter(verb="members.changes_seen", by=secretariat).count() == 3
    done = text_of(client.get(f"{PATH}?state=seen"))
    assert done.count("<span>確認 ") == 5
    assert "確認を待つ変更はありません" in text_of(client.get(PATH))


@pytest.mark.parametrize("chosen", [{}, {"review": ["x", "", "-1", "9" * 40]}, {"all": "1"}])
def test_ticking_nothing_says_what_to_do(browser, secretariat, make_reviews, chosen):
    make_reviews(1)
    answer = browser(secretariat).post(SEEN, chosen, follow=True)
    assert "印を付けてから" in text_of(answer)
    assert Review.objects.waiting().count() == 1


def test_what_a_colleague_ticked_stays_his(browser, secretariat, make_user, secretariat_body, make_reviews):
    other = make_user("other@city.example", secretariat_body, "事務 七子")
    first, second = make_reviews(2)
    assert mark_reviews_seen(reviews=[first], by=other) == 1
    answer = browser(secretariat).post(SEEN, {"review": [first, second]}, follow=True)
    assert "1件は、ほかの人が先に確認していました" in text_of(answer)
    assert Review.objects.get(pk=first).seen_by == other


def test_the_action_asks_the_rule_itself(officer, make_reviews):
    with pytest.raises(refusals.ActionRefused):
        mark_reviews_seen(reviews=make_reviews(1), by=officer)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_tick_each_row_once(secretariat, make_user, secretariat_body, make_reviews):
    other = make_user("other@city.example", secretariat_body, "事務 七子")
    reviews, marked = make_reviews(3), []

    def tick_too():
        marked.append(mark_reviews_seen(reviews=reviews, by=other))
        connection.close()

    second = threading.Thread(target=tick_too)
    with transaction.atomic():
        assert mark_reviews_seen(reviews=reviews, by=secretariat) == 3
        second.start()
        wait_for_a_lock(second)  # they ask while the first one has not finished
    second.join()
    assert marked == [0]
    assert {review.seen_by for review in Review.objects.all()} == {secretariat}


def wait_for_a_lock(thread):
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] or not thread.is_alive():
                return
            time.sleep(0.02)


def test_filters(browser, secretariat, make_reviews, stranger):
    make_reviews(1)
    change_profile(organization=stranger.organization, by=stranger, fields={"offer": "湿原の案内"})
    client = browser(secretariat)
    for query, found, missing in (
        ("?prefecture=27", "大阪府堺市", "北海道釧路市"),
        ("?prefecture=北海道", "北海道釧路市", "大阪府堺市"),
        ("?kind=municipality&prefecture=99", "北海道釧路市", "特別区に"),
    ):
        page = text_of(client.get(PATH + query))
        assert found in page
        assert missing not in page
    assert "条件に当てはまる変更はありません" in text_of(client.get(f"{PATH}?kind=special_ward"))


def test_the_queue_costs_the_same_for_three_and_three_hundred(
    browser, secretariat, make_reviews, django_assert_num_queries
):
    client = browser(secretariat)
    make_reviews(3)
    client.get(PATH)
    with django_assert_num_queries(5):
        client.get(PATH)
    make_reviews(297)
    with django_assert_num_queries(5):
        page = text_of(client.get(PATH))
    assert "300" in page
    assert len(page.encode()) < 150_000


def test_the_desk_counts_them(browser, secretariat, make_reviews):
    make_reviews(2)
    page = text_of(browser(secretariat).get("/members/desk/"))
    assert PATH in page
    assert "2件" in page


@pytest.mark.parametrize("who", ["reader", "secretariat"])
def test_everybody_of_it_and_the_secretariat_read_the_history(request, browser, sakai, make_reviews, who):
    make_reviews(1)
    answer = browser(request.getfixturevalue(who)).get(f"{HISTORY}?organization={sakai.pk}")
    assert "https://0.example/" in text_of(answer)
    assert "事務局の確認待ち" in text_of(answer)


def test_others_read_their_own_history_only(browser, stranger, sakai, make_reviews):
    make_reviews(1)
    page = text_of(browser(stranger).get(f"{HISTORY}?organization={sakai.pk}"))
    assert "https://0.example/" not in page
    assert "北海道釧路市" in page


def test_the_history_has_sections_too_and_costs_the_same(
    browser, officer, sakai, kushiro, make_reviews, django_assert_num_queries
):
    other = sakai.sections.create(name="観光課", mailbox="kanko@city.example")
    change_section(section=other, by=officer, fields={"telephone": "072-111-1111"})
    record(by=None, verb="members.section_changed", obj=kushiro.sections.get(), changes={"x": ["", "y"]})
    client = browser(officer)
    page = text_of(client.get(HISTORY))
    assert "072-111-1111" in page
    assert "大阪府堺市 観光課" in page
    assert "<ins>y</ins>" not in page
    with django_assert_num_queries(4):
        client.get(HISTORY)
    make_reviews(70)
    with django_assert_num_queries(4):
        page = text_of(client.get(f"{HISTORY}?page=4"))
    assert "072-111-1111" in page  # the oldest line, on the last page


def test_lines_of_any_shape_are_readable():
    entry = AuditEntry(
        verb="members.unheard_of", facts={"changes": ["odd"], "reason": "異動のため", "x": [1, True]}
    )
    line = audit_lines.audit_line_of(entry)
    assert (line.verb, line.who, line.changes) == ("members.unheard_of", "自動の処理", [])
    assert line.facts == [("理由", "異動のため"), ("", "1、はい")]


def test_html_in_a_change_is_escaped(browser, secretariat, officer, sakai):
    change_profile(organization=sakai, by=officer, fields={"offer": "<b>x</b>"})
    assert "<b>x</b>" not in text_of(browser(secretariat).get(PATH))
