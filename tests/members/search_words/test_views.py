import pytest

from common.audit_log.models import AuditEntry
from common.search.actions import refresh_index_now
from common.search.models import LookBehind, Synonym
from members.registers.actions import save_row
from news.announcements.models import Announcement

pytestmark = pytest.mark.django_db
PAGE = "/members/search-words/"
KINDS = {"synonyms": (Synonym, "means"), "look-behinds": (LookBehind, "not_after")}


@pytest.fixture
def client(browser, secretariat):
    return browser(secretariat)


@pytest.mark.parametrize("key", KINDS)
def test_added_changed_and_removed_with_a_trace(client, secretariat, key):
    kind, second = KINDS[key]
    assert client.post(f"{PAGE}{key}/new/", {"term": "鯨", second: "く"}).status_code == 302
    row = kind.objects.get(term="鯨")
    assert "鯨" in client.get(PAGE).text
    twice = client.post(f"{PAGE}{key}/new/", {"term": "鯨", second: "く"})
    assert twice.status_code == 400
    assert "同じ組み合わせが登録されています。" in twice.text
    client.post(f"{PAGE}{key}/{row.pk}/", {"term": "くじら", second: "く"})
    row.refresh_from_db()
    assert row.norm == "クジラ"
    client.post(f"{PAGE}{key}/{row.pk}/remove/")
    assert not kind.objects.filter(pk=row.pk).exists()
    traced = AuditEntry.objects.order_by("pk").values_list("verb", "by")
    name = kind._meta.model_name
    assert list(traced) == [
        (f"common.{name}_{what}", secretariat.pk) for what in ("added", "changed", "deleted")
    ]


@pytest.mark.parametrize("typed", [{}, {"term": "鯨"}, {"term": "鯨", "means": "\u202e"}])
def test_a_bad_form_writes_nothing(client, typed):
    before = Synonym.objects.count()
    assert client.post(f"{PAGE}synonyms/new/", typed).status_code == 400
    assert Synonym.objects.count() == before


def test_a_try_says_how_much_it_would_find_and_keeps_nothing(client):
    for title in ("えびの祭り", "海老の市"):
        public = {"state": "published", "published_at": "2026-11-01T09:00+09:00"}
        refresh_index_now(Announcement.objects.create(title=title, body="本文", **public))
    before = Synonym.objects.count()
    page = client.post(f"{PAGE}synonyms/new/", {"term": "海老", "means": "えび", "try": "1"})
    assert page.status_code == 200
    assert "「海老」で探すと、いま1件、保存すると2件です。" in page.text
    assert 'value="えび"' in page.text
    assert Synonym.objects.count() == before
    assert "<strong>1件</strong>" in client.get(PAGE, {"q": "海老"}).text
    behind = {"term": "の市", "not_after": "老", "try": "1"}
    assert "いま1件、保存すると0件です。" in client.post(f"{PAGE}look-behinds/new/", behind).text


def test_the_same_once_more_leaves_no_trace(secretariat):
    row = Synonym.objects.create(term="海老", means="えび")
    save_row(row=row, by=secretariat, values={"term": "海老", "means": "えび"})
    assert not AuditEntry.objects.exists()


def test_another_kind_is_none(client):
    assert client.get(f"{PAGE}others/new/").status_code == 404
