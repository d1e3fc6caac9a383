"""The home page as a visitor meets it, and the line above it for who is logged in."""

import datetime
import re

import pytest
from django.utils import timezone

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.topics.models import Topic
from common.append_only.actions import record_new
from common.attachments.actions import attach_files, store_upload
from disaster.disasters.models import Disaster
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from events.events.models import Event
from members.metrics.models import Metric
from portal.home.figures import PublishedFigure
from portal.home.queries import LAYERS
from tests import sample_files
from tests.board.conftest import VALUES

pytestmark = pytest.mark.django_db


def page_of(client) -> str:
    return client.get("/").text


def coming(days: int, **fields) -> Event:
    day = timezone.localdate() + datetime.timedelta(days=days)
    facts = {"kind": "exhibition", "source": "試験", "state": "published", "published_at": timezone.now()}
    return Event.objects.create(starts_on=day, ends_on=day, **facts | fields)


def test_order_of_the_page(visitor, sakai):
    """Where it stands, what people come for, how to join; then what happens."""
    page = page_of(visitor)
    heads = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", page, re.DOTALL)
    assert "23区から全国へ" in heads[0]
    assert heads[1:] == [
        "どのようなご用件ですか",
        "会員になるには",
        "最近のイベント・展示",
        "災害のときの支援",
        "お知らせ・全国連携NEWS",
    ]


def test_visitors_read_what_members_can_do_and_members_do_it(visitor, browser, officer):
    """No task leads somebody who is not logged in to a login."""
    links = re.compile(r'<h3 class="card__title"><a href="([^"]+)">(?:うちの|23区と)')
    for_visitors = links.findall(page_of(visitor))
    assert for_visitors == ["/guide/join/#part-1", "/guide/join/#part-2"]
    guide = visitor.get("/guide/join/").text
    assert '<h2 id="part-1">パンフレットを23区に置いてもらう</h2>' in guide
    assert '<h2 id="part-2">23区に連携を提案する</h2>' in guide
    assert 'href="/members/apply/"' in guide
    assert links.findall(page_of(browser(officer))) == ["/board/new/pamphlet/", "/board/new/proposal/"]


def test_the_map_tells_members_agreements_and_partners(visitor, sakai, kushiro):
    page = page_of(visitor)
    tile = re.search(r'<li class="tile tile--01[^"]*">.*?</li>', page)[0]
    assert 'href="/members/?prefecture=01"' in tile
    assert "広域連携協定の地域の自治体144団体" in tile
    assert "区と連携のある自治体10団体" in tile
    osaka = re.search(r'<li class="tile tile--27[^"]*">.*?</li>', page)[0]
    assert "mark--" not in osaka
    assert re.search(r"北海道</th><td[^>]*>1</td><td[^>]*>144</td><td[^>]*>10</td>", page)


def test_agreement_regions_are_those_that_were_published():
    assert sum(LAYERS[0].numbers.values()) == 372


def test_numbers_are_large_with_their_day_and_never_contradict_each_other(visitor, sakai):
    for name, value, words in (
        ("members", 390, "390を超える自治体・団体"),
        ("partner_municipalities", 1100, "1,100を超える自治体"),
    ):
        Metric.objects.create(name=name, as_of="2026-03-30", value=value, qualifier=words, source="試験")
    page = page_of(visitor)
    assert '<a href="/members/"><b>390</b>を超える自治体・団体</a>' in page
    assert "<b>1,100</b>を超える自治体" in page
    assert page.count("令和8年3月30日(月)時点") == 2
    assert "会員は現在" not in page


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("13地域372自治体", ("13", "地域372自治体")),
        ("約300自治体", ("約300自治体", "")),
        ("", ("1,234", "")),
    ],
)
def test_what_is_written_large(words, parts):
    metric = Metric(value=1234, qualifier=words)
    assert PublishedFigure("", "", "", metric).parts == parts


def test_the_next_event_is_in_the_first_part_with_its_picture_below(visitor, officer):
    later, sooner = coming(9, title="あとの催し"), coming(2, title="次の催し")
    (file,) = attach_files(
        [store_upload(sample_files.upload("海.jpg", sample_files.picture()), by=officer)], to=sooner
    )
    assert "<img" not in page_of(visitor).split("<main")[1]  # nothing is told of it yet
    file.alt, file.rights = "海", "提供 見本市"
    file.save()
    page = page_of(visitor)
    assert page.index("次の催し") < page.index("どのようなご用件ですか") < page.index("あとの催し")
    assert page.count("あとの催し") == 1
    assert f'src="/files/{file.pk}/w320/" alt="海"' in page
    assert "提供 見本市" in page
    assert later.get_absolute_url() in page


def test_drafts_are_not_shown(visitor, browser, officer):
    coming(2, title="下書きの催し", state="draft", published_at=None)
    assert "下書きの催し" not in page_of(visitor)
    assert "下書きの催し" not in page_of(browser(officer))


def test_who_is_supported_now_is_told_with_the_number_and_its_basis(visitor, sakai):
    disaster = Disaster.objects.create(
        key="x",
        name="見本の地震",
        began_on="2026-01-01",
        source="試験",
        state="published",
        published_at=timezone.now(),
    )
    told = {"kind": "staff", "sender": "江東区", "basis": "heads", "state": "on_duty", "source": "試験"}
    told |= {"recipient": "石川県七尾市", "people": 3, "period_start": timezone.localdate()}
    record_new(SupportRecordVersion, [(SupportRecord.objects.create(disaster=disaster), told)], by=None)
    page = page_of(visitor)
    assert "いま支援している地域" in page
    assert 'href="/disaster/figures/dispatch-on-duty/"><b>3</b>人</a>' in page
    assert "分かっている個票1件から数えました" in page
    assert "石川県七尾市" in page
    Disaster.objects.update(state="draft", published_at=None)
    assert "いま支援している地域" not in page_of(visitor)


def test_who_is_logged_in_sees_first_what_waits(browser, visitor, officer, ward_officer):
    assert "work-strip" not in page_of(visitor)
    page = page_of(browser(officer))
    assert "ほかに対応が必要なこと 1件" in page  # the yearly confirmation
    assert 'href="/mypage/">マイページを開く' in page
    assert "会員になるには" not in page
    kind = Topic.Kind.PROPOSAL
    publish_topic(topic=draft_topic(by=ward_officer, kind=kind, values=VALUES[kind]), by=ward_officer)
    page = page_of(browser(officer))
    assert "未読の投稿 1件" in page
    assert page.index("未読の投稿") < page.index("<h1")


def test_the_page_asks_the_same_for_one_event_and_three(visitor, django_assert_num_queries):
    for number in (1, 2):
        for day in range(number):
            coming(day + 1, title="催し")
        page_of(visitor)
        with django_assert_num_queries(HOME_QUERIES):
            page_of(visitor)


HOME_QUERIES = 10
