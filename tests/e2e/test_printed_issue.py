"""The secretariat makes articles of the printed paper: read, arranged, drafted, looked at, published."""

import pytest

from members.organizations import seed_data
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User
from news.issues.models import Article
from news.paper_pages.actions import read_paper
from news.paper_pages.models import PaperPage, PaperReading
from tests import sample_files
from tests.conftest import PASSWORD
from tests.news.paper_pages.papers import TWO_COLUMNS

pytestmark = pytest.mark.e2e


@pytest.fixture
def office(site):
    seed_data.load_seed_data()
    body = Organization.objects.get(name="特別区長会事務局")
    section = Section.objects.create(organization=body, name="企画課", mailbox="desk@tokyo.example")
    return User.objects.create_user("jimu@tokyo.example", PASSWORD, name="事務 五子", section=section)


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "第14号.pdf"
    path.write_bytes(sample_files.newsletter(*TWO_COLUMNS))
    return path


def texts_on(page):
    return [area.input_value() for area in page.locator("textarea[name=text]").all()]


def test_the_paper_becomes_a_public_article(person, office, paper):
    secretary, visitor = person("secretariat"), person("visitor")
    secretary.log_in(office.email)
    page = secretary.open("/news/issues/new/")
    secretary.field("号数").fill("14")
    secretary.field("出典").fill("全国連携NEWS 第14号（紙面）")
    page.locator("input[type=file]").set_input_files(paper)
    secretary.press("下書きを保存する")
    secretary.press("紙面のPDFから記事をつくる")
    secretary.press("紙面を読み取る")
    read_paper(PaperReading.objects.get().pk)  # as the worker does, which is told of no file of a test
    if not secretary.javascript:
        secretary.press("進み具合を更新する")
    page.locator(".paper-pages").wait_for()
    secretary.press("1ページ")
    headline, lead, left, right, number = texts_on(page)
    assert (headline, number) == (TWO_COLUMNS[0][3], "3")
    came = secretary.count_pages()

    page.locator("textarea[name=text]").nth(2).fill("手で直した文章です。\n\n分けた後の文章です。")
    secretary.redraw("文章3を空行で分ける")
    secretary.redraw("文章3を後ろへ")
    secretary.redraw("文章4を次とつなぐ")
    joined = "手で直した文章です。\n" + right
    assert texts_on(page) == [headline, lead, "分けた後の文章です。", joined, number]
    assert not (came and secretary.javascript), came
    assert PaperPage.objects.get().blocks[2]["text"] == left  # nothing is kept before it is saved

    page.get_by_label("新しい記事の種類").select_option("exhibition")
    secretary.press("記事の下書きをつくる")
    article = Article.objects.get()
    assert (article.headline, article.lead, article.page) == (headline, lead, 1)
    assert article.body == "\n\n".join(["分けた後の文章です。", *joined.split("\n")])
    hidden = visitor.context.request.get(visitor.site + article.get_absolute_url())
    assert hidden.status == 404
    secretary.press(headline)
    secretary.press("保存しないで戻る")
    secretary.press("見え方")
    assert "分けた後の文章です。" in secretary.text()
    secretary.open("/news/issues/14/desk/")
    secretary.press("いま公開する")
    assert "分けた後の文章です。" in visitor.open(article.get_absolute_url()).locator("main").inner_text()
    assert not PaperPage.objects.exists()
