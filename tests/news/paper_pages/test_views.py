"""Articles are made of a page of the paper: accepted, cut, joined, ordered; nothing is public before that."""

import uuid

import pytest

from common.audit_log.queries import entries_of
from news.issues.models import Article
from news.paper_pages.models import PaperPage, PaperReading

pytestmark = pytest.mark.django_db
AT = "/news/issues/13/pages/1/"
BLOCKS = [
    {"role": "headline", "text": "展示を開きました"},
    {"role": "lead", "text": "十の自治体が並びました。"},
    {"role": "body", "text": "最初の段落\n次の段落"},
    {"role": "unused", "text": "3"},
]


@pytest.fixture
def client(browser, secretariat):
    return browser(secretariat)


@pytest.fixture
def page(make_issue):
    reading = PaperReading.objects.create(issue=make_issue(13, draft=True))
    return reading.pages.create(number=1, blocks=BLOCKS)


def form_of(client, blocks=BLOCKS, **more):
    """What a browser sends of the page with these blocks."""
    shown = client.get(AT).context["form"]
    typed = {"role": [block["role"] for block in blocks], "text": [block["text"] for block in blocks]}
    return {"version": shown["version"].value(), "idempotency_key": str(uuid.uuid4()), **typed, **more}


def test_the_whole_page_becomes_drafts_that_nobody_else_sees(client, visitor, clients, page, secretariat):
    answer = client.post(AT, form_of(client, kind="exhibition", do="next"))
    assert answer["Location"] == AT
    row = Article.objects.get()
    assert (row.headline, row.lead, row.kind, row.page) == (
        "展示を開きました",
        "十の自治体が並びました。",
        "exhibition",
        1,
    )
    assert row.body == "最初の段落\n\n次の段落"
    assert row.published_at is None
    page.refresh_from_db()
    assert page.blocks == BLOCKS[3:]
    shown = client.get(AT).text
    assert f"/news/articles/{row.pk}/edit/" in shown
    assert "まだ公開していません" in shown
    for other in (visitor, clients["officer"]):
        assert other.get("/news/issues/13/1/").status_code == 404
        assert "展示を開きました" not in other.get("/search/?q=展示を開").text
    assert [entry.verb for entry in entries_of(row)] == ["news.article_created"]


def test_pressed_twice_it_is_made_once(client, page):
    typed = form_of(client, do="next")
    for _ in range(2):
        assert client.post(AT, typed)["Location"] == AT
    assert Article.objects.count() == 1


def test_what_goes_on_from_the_page_before_is_added_to_its_article(client, page, make_article):
    row = make_article(page.reading.issue, "前のページの記事", draft=True, lead="要約", body="始まり")
    blocks = [{"role": "lead", "text": "の続き"}, {"role": "body", "text": "続き"}, *BLOCKS]
    client.post(AT, form_of(client, blocks, before=row.pk, do="next"))
    row.refresh_from_db()
    assert (row.lead, row.body) == ("要約の続き", "始まり\n\n続き")
    assert "<p>続き</p>" in row.body_html
    assert Article.objects.count() == 2
    assert [entry.verb for entry in entries_of(row)] == ["news.article_edited"]


@pytest.mark.parametrize("is_public", [True, False])
def test_nothing_is_added_to_what_is_public_or_of_another_issue(
    client, page, make_issue, make_article, is_public
):
    issue = page.reading.issue if is_public else make_issue(14, draft=True)
    row = make_article(issue, draft=not is_public, body="本文")
    answer = client.post(AT, form_of(client, BLOCKS[2:], before=row.pk, do="next"))
    assert answer.status_code == 400
    row.refresh_from_db()
    assert row.body == "本文"


@pytest.mark.parametrize(
    ("command", "order"),
    [("down-1", [1, 0, 2, 3]), ("up-3", [0, 2, 1, 3])],
)
def test_a_button_only_rearranges(client, page, command, order):
    answer = client.post(AT, form_of(client, do=command))
    assert answer.status_code == 200
    assert "まだ保存されていません" in answer.text
    assert [piece.kept for piece in answer.context["form"].pieces] == [BLOCKS[at] for at in order]
    page.refresh_from_db()
    assert page.blocks == BLOCKS
    assert not Article.objects.exists()


def test_what_is_saved_waits_for_another_day(client, page):
    typed = [{"role": "body", "text": "直した文章"}, {"role": "unused", "text": " \n"}]
    assert client.post(AT, form_of(client, typed, do="save"))["Location"] == AT
    page.refresh_from_db()
    assert page.blocks == typed[:1]
    assert "直した文章" in client.get(AT).text


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ({"role": "headline", "text": "あ" * 101}, "見出しは100文字まで"),
        ({"role": "lead", "text": "あ" * 301}, "要約は300文字まで"),
        ({"role": "body", "text": "あ" * 1_000_000}, "本文は10,000文字まで"),
        ({"role": "body", "text": "本文\x00"}, "NUL"),
        ({"role": "body", "text": "本文\u202e"}, "制御文字"),
        ({"role": "nothing", "text": "本文"}, "使い方を選んでください"),
    ],
)
def test_a_bad_piece_is_named_and_everything_typed_stays(client, page, block, told):
    answer = client.post(AT, form_of(client, [*BLOCKS, block], do="next"))
    assert answer.status_code == 400
    assert told in answer.text
    assert '<a href="#text-5">' in answer.text
    assert "最初の段落" in answer.text
    page.refresh_from_db()
    assert page.blocks == BLOCKS
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("blocks", "more", "told"),
    [
        (BLOCKS[2:], {}, "最初の見出しより前に文章があります"),
        (BLOCKS[3:], {}, "記事にする文章がありません"),
        ([BLOCKS[0], *[{"role": "body", "text": "あ" * 6_000}] * 2], {}, "本文が10,000文字を超えて"),
        ([{"role": "body", "text": "文"}] * 201, {}, "200個まで"),
        (BLOCKS, {"kind": "nothing"}, "正しく選択してください"),
        (BLOCKS, {"before": "99999999999999999999"}, "正しく選択してください"),
    ],
)
def test_what_makes_no_article_is_refused(client, page, blocks, more, told):
    answer = client.post(AT, form_of(client, blocks, do="next", **more))
    assert answer.status_code == 400
    assert told in answer.text
    assert not Article.objects.exists()


def test_a_full_article_takes_no_more(client, page, make_article):
    row = make_article(page.reading.issue, draft=True, body="あ" * 9_999)
    answer = client.post(AT, form_of(client, BLOCKS[2:], before=row.pk, do="next"))
    assert answer.status_code == 400
    assert "10,000文字まで" in answer.text
    page.refresh_from_db()
    assert page.blocks == BLOCKS


def test_two_who_work_on_one_page_are_told(client, page):
    first, second = form_of(client, BLOCKS[:1], do="save"), form_of(client, BLOCKS[:2], do="next")
    client.post(AT, first)
    answer = client.post(AT, second)
    assert answer.status_code == 409
    assert "ほかの人が先に保存しました" in answer.text
    assert "十の自治体が並びました。" in answer.text
    assert not Article.objects.exists()
    again = second | {"version": answer.context["form"]["version"].value(), "idempotency_key": ""}
    assert client.post(AT, again).status_code == 302
    assert Article.objects.get().lead == "十の自治体が並びました。"


def test_a_page_that_was_read_anew_meanwhile_is_refused_in_words(client, page, secretariat):
    typed = form_of(client, do="save")
    PaperPage.objects.all().delete()
    assert client.post(AT, typed).status_code == 404


def test_an_empty_page_offers_a_headline_and_a_text(client, page):
    PaperPage.objects.update(blocks=[], reason="このページには文字の情報がありません。")
    roles = [piece.role for piece in client.get(AT).context["form"].pieces]
    assert roles == ["headline", "body"]
    typed = [{"role": "headline", "text": "手で書いた見出し"}, {"role": "body", "text": "手で書いた本文"}]
    client.post(AT, form_of(client, typed, do="next"))
    assert Article.objects.get().body == "手で書いた本文"


def test_an_article_of_a_public_issue_is_a_draft_too(client, visitor, make_issue):
    reading = PaperReading.objects.create(issue=make_issue(13))
    reading.pages.create(number=1, blocks=BLOCKS)
    client.post(AT, form_of(client, do="next"))
    assert Article.objects.get().published_at is None
    assert visitor.get("/news/issues/13/1/").status_code == 404
