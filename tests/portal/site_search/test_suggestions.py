"""もしかして, the card of a municipality, pages without a record, and the words that found nothing."""

import pytest
import time_machine
from django.core.cache import cache

from common.clock_runs.actions import run_clock_job
from common.search import misses
from common.search.models import SearchMiss, Synonym
from common.search.suggestions import MOST
from members.local_governments.models import LocalGovernment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_kept_words():
    cache.clear()
    yield
    cache.clear()


def asked(client, q, **query):
    return client.get("/search/", {"q": q, **query}).context


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("シンポジューム", ["シンポジウム"]),
        ("東北絆まつりり", ["東北絆まつり"]),
        ("能登半頭地震 支援", ["能登半島地震 支援"]),
        ("くしろう", ["釧路市"]),
        ("鯨汁", []),
        ("あ", []),
        ("", []),
        ("&|!()", []),
    ],
)
def test_nearly_the_same_word_is_offered(put, visitor, kushiro, typed, offered):
    put("全国連携シンポジウム")
    put("東北絆まつり")
    put("令和6年能登半島地震", "支援")
    put("釧路市の物産")
    assert asked(visitor, typed).get("suggestions", []) == offered


def test_a_word_that_only_others_may_find_is_not_offered(put, visitor, browser, officer):
    put("ひょうたん島の計画", audiences=["members"])
    assert asked(visitor, "ひょうたん鳥").get("suggestions") == []
    assert asked(browser(officer), "ひょうたん鳥")["suggestions"][-1] == "ひょうたん島"


def test_at_most_three_are_offered_and_none_where_enough_is_found(put, visitor):
    for n in range(5):
        put(f"温泉まつり{'一二三四五'[n]}")
    assert "suggestions" not in asked(visitor, "温泉まつり")
    put("防災訓練甲")
    put("防災訓練乙")
    put("防災訓練丙")
    put("防災訓練丁")
    assert len(asked(visitor, "防災訓練戊")["suggestions"]) == MOST


@pytest.mark.parametrize(
    "typed", ["堺市", "堺", "さかい", "サカイシ", "sakai", "Sakai-shi", "大阪府堺市", "「堺市」"]
)
def test_a_municipality_has_a_card_before_what_was_found(visitor, sakai, typed):
    (body,) = asked(visitor, typed)["bodies"]
    assert body.government.full_name == "大阪府堺市"
    assert body.member == sakai


def test_who_is_no_member_is_said_to_be_none(visitor, sakai):
    sakai.withdrawn_on = "2026-01-01"
    sakai.save()
    (body,) = asked(visitor, "堺市")["bodies"]
    assert body.member is None
    assert "会員登録はありません" in visitor.get("/search/", {"q": "堺市"}).text


def test_a_name_that_many_bear_is_no_card(visitor, db):
    for n in range(5):
        LocalGovernment.objects.create(
            code=f"99{n}000", prefecture=f"{n}県", name="泉町", name_kana="いずみまち", kind="town"
        )
    assert asked(visitor, "泉町")["bodies"] == []


@pytest.mark.parametrize("typed", ["問い合わせ", "お問合せ", "連絡先", "toiawase contact", "電話番号"])
def test_pages_without_a_record_are_found(visitor, typed):
    named = [title for title, _ in asked(visitor, typed.split()[-1])["pages"]]
    assert "お問い合わせ" in named


def test_pages_of_members_are_found_by_members_alone(visitor, browser, officer):
    assert ("掲示板の投稿", "/board/") in asked(browser(officer), "掲示板")["pages"]
    assert "掲示板の投稿" not in [title for title, _ in asked(visitor, "掲示板")["pages"]]


def test_what_found_nothing_is_counted_without_a_person(visitor, browser, officer):
    with time_machine.travel("2026-11-10 10:00+09:00", tick=False):
        for client in (visitor, browser(officer)):
            asked(client, "鯨汁")
        asked(visitor, "鯨汁", kind="お知らせ")  # narrowed: nothing is said of the word
        asked(visitor, "鯨汁", page="2")
    (miss,) = SearchMiss.objects.all()
    assert (miss.word, str(miss.month), miss.times) == ("鯨汁", "2026-11-01", 2)
    assert {field.name for field in SearchMiss._meta.fields} == {"id", "word", "month", "times"}


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "hanako@city.example",
            "花子＠city",
            "03-5210-9747",
            "０９０１２３４５６７８",
            "https://a.example/鯨",
        ),
        *("鯨" * 31, "鯨", "", "\x00"),
    ],
)
def test_what_may_name_a_person_is_not_kept(visitor, typed):
    visitor.get("/search/", {"q": typed})
    assert not SearchMiss.objects.exists()


def test_a_flood_of_words_fills_no_table(visitor, monkeypatch):
    monkeypatch.setattr(misses, "MAX_WORDS_OF_MONTH", 2)
    for word in ("鯨汁一", "鯨汁二", "鯨汁三", "鯨汁一"):
        misses.record_miss(word)
    assert dict(misses.recent_misses(9)) == {"鯨汁一": 2, "鯨汁二": 1}


def test_words_are_forgotten_after_a_year(db):
    for month in ("2025-11-01", "2025-12-01", "2026-10-01"):
        SearchMiss.objects.create(word="鯨汁", month=month, times=1)
    with time_machine.travel("2026-12-01 10:00+09:00", tick=False):
        run_clock_job("common.nightly_cleanup")
        assert SearchMiss.objects.count() == 2
        assert dict(misses.recent_misses(9)) == {"鯨汁": 1}


def test_one_press_makes_a_missed_word_a_synonym(put, visitor, browser, secretariat):
    put("令和6年能登半島地震")
    SearchMiss.objects.create(word="能登半頭地震", month=misses.months_before(misses.today(), 0), times=3)
    client = browser(secretariat)
    page = client.get("/members/search-words/").text
    assert "見つからなかった言葉" in page
    assert 'name="means" value="能登半島地震"' in page
    told = client.post(
        "/members/search-words/misses/", {"word": "能登半頭地震", "means": "能登半島地震"}, follow=True
    )
    assert "「能登半頭地震」で探した人に「能登半島地震」も見つかるようにしました。" in told.text
    assert [row.title for row in asked(visitor, "能登半頭地震")["result"].rows] == ["令和6年能登半島地震"]
    assert not SearchMiss.objects.exists()
    client.post("/members/search-words/misses/", {"word": "能登半頭地震", "means": "能登半島地震"})
    assert Synonym.objects.filter(term="能登半頭地震").count() == 1


@pytest.mark.parametrize("typed", [{}, {"word": ""}, {"word": "鯨" * 31}, {"word": "\x00", "means": "鯨"}])
def test_a_bad_press_writes_nothing(browser, secretariat, typed):
    before = Synonym.objects.count()
    assert browser(secretariat).post("/members/search-words/misses/", typed).status_code == 400
    assert Synonym.objects.count() == before
