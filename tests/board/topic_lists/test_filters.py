"""The filters of the board: each alone, as chips, and whatever is typed into the address."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from board.closing.actions import close_topic
from board.topic_lists.filters import TopicFilter, topics_of_list
from board.topics.models import Topic
from common import pagination
from common.japanese_calendar import today
from common.search.actions import refresh_index_now

pytestmark = pytest.mark.django_db
CALL = Topic.Kind.CALL


def in_days(days: int) -> datetime.date:
    return today() + datetime.timedelta(days)


def found(user, query: str) -> set[str]:
    chosen = TopicFilter.of(query)
    topics = chosen.apply(Topic.objects.listed_for(user).without_talks(), user)
    return set(topics.values_list("title", flat=True))


def test_states_are_the_words_that_rows_show(officer, make_topic):
    titles = {}
    for stage in Topic.Stage:
        topic = make_topic(officer, title=stage.label)
        Topic.objects.filter(pk=topic.pk).update(stage=stage)
        titles[stage] = stage.label
    ended = make_topic(officer, title="終わった募集")
    close_topic(topic=ended, by=officer)
    for stage, title in titles.items():
        assert found(officer, f"state={stage}") == {title}
    assert found(officer, "state=closed") == {"終わった募集"}
    assert found(officer, "state=open") == set(titles.values())


def test_senders_are_distinguished(
    officer, ward_officer, secretariat, make_user, make_organization, make_topic
):
    body = make_organization("全国の会", kind="association")
    cast = {
        "municipality": officer,
        "ward": ward_officer,
        "secretariat": secretariat,
        "association": make_user("a@body.example", body),
    }
    for name, user in cast.items():
        make_topic(user, Topic.Kind.NOTICE, title=name)
    for name in cast:
        assert found(officer, f"from={name}") == {name}
    assert found(officer, "from=municipality&prefecture=大阪府") == {"municipality"}
    assert found(officer, "from=ward&prefecture=大阪府") == set()
    assert found(officer, "from=nobody") == set(cast)


def test_my_organisation(officer, colleague, reader, stranger, ward_officer, make_topic, make_reply):
    make_topic(officer, title="自分の")
    theirs = make_topic(ward_officer, title="区の")
    make_reply(theirs, colleague)
    make_reply(theirs, colleague)
    make_topic(stranger, title="よその")
    for user in (officer, colleague, reader):
        assert found(user, "mine=posted") == {"自分の"}
        assert found(user, "mine=replied") == {"区の"}
    assert found(stranger, "mine=replied") == set()


def test_deadlines(officer, make_topic):
    for days in (-1, 0, 14, 15):
        topic = make_topic(officer, CALL, title=str(days))
        Topic.objects.filter(pk=topic.pk).update(deadline=in_days(days))
    make_topic(officer, CALL, title="なし")
    assert found(officer, "deadline=past") == {"-1"}
    assert found(officer, "deadline=fortnight") == {"0", "14"}
    assert found(officer, "deadline=none") == {"なし"}
    assert "0" in found(officer, "deadline=week")
    assert not found(officer, "deadline=week") & {"-1", "14", "15", "なし"}
    assert found(officer, f"deadline_from={in_days(14)}") == {"14", "15"}
    assert found(officer, f"deadline_from={in_days(0)}&deadline_until={in_days(14)}") == {"0", "14"}


def test_a_week_ends_on_sunday(officer, make_topic):
    sunday = datetime.date(2026, 11, 29)
    for day in (sunday, sunday + datetime.timedelta(1)):
        topic = make_topic(officer, CALL, title=str(day))
        Topic.objects.filter(pk=topic.pk).update(deadline=day)
    for moment in ("2026-11-23 00:30+09:00", "2026-11-29 23:30+09:00"):
        with time_machine.travel(moment):
            assert found(officer, "deadline=week") == {str(sunday)}


def order(user, query: str) -> list[str]:
    topics = TopicFilter.of(query).apply(Topic.objects.listed_for(user), user)
    return list(topics.values_list("title", flat=True))


def test_sorts(officer, ward_officer, make_topic, make_reply):
    first, second = make_topic(officer, title="一"), make_topic(officer, title="二")
    make_topic(officer, title="三")
    make_reply(second, ward_officer)
    make_reply(first, ward_officer)
    make_reply(second, ward_officer)
    make_reply(first, ward_officer)
    make_reply(second, ward_officer)
    assert order(officer, "sort=replies") == ["二", "一", "三"]
    assert order(officer, "sort=newest") == ["三", "二", "一"]
    assert order(officer, "") == ["二", "一", "三"]


def test_deadlines_that_passed_are_sorted_from_the_last_one(officer, make_topic):
    for days in (-5, -1, 3):
        topic = make_topic(officer, CALL, title=str(days))
        Topic.objects.filter(pk=topic.pk).update(deadline=in_days(days))
    assert order(officer, "sort=deadline&deadline=past") == ["-1", "-5"]
    assert order(officer, f"sort=deadline&deadline_from={in_days(-9)}") == ["-5", "-1", "3"]
    assert order(officer, "sort=deadline") == ["3"]


def test_talks_stand_in_their_own_list(browser, officer, ward_officer, sakai, make_topic):
    parent, talk = make_topic(ward_officer), make_topic(ward_officer, Topic.Kind.NOTICE, title="二者の相談")
    Topic.objects.filter(pk=talk.pk).update(kind=Topic.Kind.TALK, parent=parent, audience="chosen")
    talk.audience_organizations.add(sakai)
    client = browser(officer)
    assert "二者の相談" not in client.get("/board/").content.decode()
    assert "二者の相談" not in client.get("/board/", {"kind": "talk"}).content.decode()
    assert client.get(f"/board/topics/{talk.pk}/").status_code == 200


def test_chips_say_what_is_set_and_each_takes_itself_away(koto):
    chosen = TopicFilter.of("kind=call&theme=tourism&ward=131083&deadline_until=令和8年3月31日&sort=newest")
    labels = [chip["label"] for chip in chosen.chips]
    assert labels == [
        "種類：参加募集",
        "テーマ：観光",
        "希望する区：江東区",
        "期限（この日まで）：R8.3.31(火)",
    ]
    rest = TopicFilter.of(chosen.chips[0]["url"].partition("?")[2])
    assert rest.query == "theme=tourism&ward=131083&deadline_until=2026-03-31&sort=newest"
    assert TopicFilter.of("kind=call").chips[0]["url"] == "/board/"


@pytest.mark.parametrize(
    "query",
    [
        "kind=old&state=&theme='&prefecture=江戸&from=x&mine=1&deadline=soon&sort=best&ward=000000",
        "kind=%00&q=%00&ward=%00",
        "deadline_from=0000-00-00&deadline_until=" + "9" * 5000,
        "q=" + "あ" * 5000,
        "page=-1&unknown=1",
    ],
)
def test_what_is_not_known_never_breaks_the_board(browser, officer, topic, query):
    response = browser(officer).get(f"/board/?{query}")
    assert response.status_code == 200
    assert "kind=" not in TopicFilter(QueryDict(query)).query


def test_a_date_that_is_none_is_said_and_stays(browser, officer, topic):
    page = browser(officer).get("/board/", {"deadline_from": "きのう"}).content.decode()
    assert "日付として読み取れません" in page
    assert 'value="きのう"' in page
    assert topic.title in page
    page = browser(officer).get("/board/?deadline_from=R8.4.1&deadline_until=2026/3/31").content.decode()
    assert "「この日から」以後の日を入力してください。" in page
    assert "令和8年2月29日" not in page


def test_pamphlets_have_their_own_list(browser, officer):
    assert browser(officer).get("/board/?kind=pamphlet").url == "/board/pamphlets/"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=物産展&prefecture=大阪府&from=municipality&ward=131083&mine=posted",
        "prefecture=大阪府&from=municipality&ward=131083&state=recruiting&theme=industry&sort=replies",
    ],
)
def test_filtered_lists_cost_the_same_with_one_and_three_rows(browser, officer, koto, make_topic, query):
    client = browser(officer)

    def cost() -> int:
        client.get(f"/board/?{query}")
        with CaptureQueriesContext(connection) as seen:
            page = client.get(f"/board/?{query}").content.decode()
        assert page.count('class="ledger__row') == Topic.objects.count()
        return len(seen)

    refresh_index_now(make_topic(officer))
    one = cost()
    for _ in range(2):
        refresh_index_now(make_topic(officer))
    assert cost() == one
    assert one <= 12


def test_the_wards_to_choose_from_are_asked_once_a_minute(browser, stranger, koto, topic):
    client = browser(stranger)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            page = client.get("/board/").content.decode()
        assert '<option value="131083">江東区</option>' in page
        return sum("ORDER BY" in query["sql"] and "special_ward" in query["sql"] for query in seen)

    assert [asked(), asked()] == [1, 0]
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=61)):
        assert asked() == 1


@pytest.mark.parametrize("query", ["", "kind=call", "sort=newest"])
def test_deep_pages_show_what_is_there_to_each_viewer(
    officer, ward_officer, stranger, secretariat, make_topic, monkeypatch, query
):
    """Also after a topic came, was hidden, pinned, or is for some only."""
    monkeypatch.setattr(pagination, "COUNT_CAP", 2)
    monkeypatch.setattr(pagination, "DEEP", 1)
    topics = [make_topic(officer, CALL, title=f"題{number}") for number in range(6)]
    rows = Topic.objects
    for change in (
        lambda: rows.none(),
        lambda: make_topic(stranger, CALL),
        lambda: rows.filter(pk=topics[2].pk).update(audience="wards"),
        lambda: rows.filter(pk=topics[4].pk).update(
            hidden_at=timezone.now(), hidden_by=secretariat, hidden_reason="重複"
        ),
        lambda: rows.filter(pk=topics[5].pk).update(
            pinned_at=timezone.now(), pinned_by=secretariat, pinned_until=in_days(3)
        ),
    ):
        change()
        for user in (officer, ward_officer, stranger, secretariat):
            chosen = TopicFilter.of(query)
            whole = chosen.apply(Topic.objects.listed_for(user).without_talks(), user)
            whole = whole.not_pinned(today()) if chosen.is_plain else whole
            for number in (1, 2, 3):
                request = RequestFactory().get("/", {"page": number})
                page = pagination.paginate(topics_of_list(chosen, user), request, 2)
                assert page.rows == list(whole[page.number * 2 - 2 : page.number * 2])
