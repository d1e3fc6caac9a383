"""What newsletter and announcements say of a body stands on its page."""

import pytest
from django.utils import timezone

from news.announcements.models import Announcement
from news.issues.models import Article, NewsIssue

pytestmark = pytest.mark.django_db
HEADING = "この団体が載っているお知らせ・NEWS"


def published(model, **fields):
    return model.objects.create(state="published", published_at=timezone.now(), **fields)


def test_a_member_is_found_by_its_name(visitor, sakai, kushiro):
    issue = published(NewsIssue, volume=13, topics="第2回全国連携展示（堺市）", source="試験")
    notice = published(Announcement, title="件名", body="大阪府堺市の展示を開きます。")
    page = visitor.get(sakai.get_absolute_url()).text
    assert HEADING in page
    assert f'href="{issue.get_absolute_url()}"' in page
    assert f'href="{notice.get_absolute_url()}"' in page
    assert HEADING not in visitor.get(kushiro.get_absolute_url()).text


def test_an_article_is_named_in_place_of_its_issue(visitor, sakai):
    issue = published(NewsIssue, volume=13, topics="展示（堺市）", source="試験")
    facts = {
        "issue": issue,
        "order": 1,
        "kind": "exhibition",
        "body": "堺市の展示",
        "body_html": "堺市の展示",
    }
    article = Article.objects.create(headline="展示のようす", published_at=timezone.now(), **facts)
    page = visitor.get(sakai.get_absolute_url()).text
    assert f'href="{article.get_absolute_url()}">展示のようす' in page
    assert f'href="{issue.get_absolute_url()}"' not in page


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("三重県津市と", True),
        ("津市", True),
        ("唐津市の祭り", False),
        ("大津市、津市", True),
        ("津 市", False),
    ],
)
def test_a_part_of_another_name_is_not_its_name(visitor, make_organization, text, is_found):
    tsu = make_organization("津市", code="242012", prefecture="三重県", kind="municipality")
    published(Announcement, title="件名", body=text)
    assert (HEADING in visitor.get(tsu.get_absolute_url()).text) == is_found


def test_what_is_not_published_or_over_is_not_told(visitor, sakai):
    Announcement.objects.create(title="堺市", body="堺市")
    NewsIssue.objects.create(volume=14, topics="堺市", source="試験")
    published(Announcement, title="堺市", body="堺市", ended_at=timezone.now())
    assert HEADING not in visitor.get(sakai.get_absolute_url()).text


def test_signs_of_a_pattern_in_a_name_are_letters(visitor, make_organization):
    body = make_organization("見本(株)*[", kind="association", prefecture="東京都")
    published(Announcement, title="見本(株)*[の展示", body="本文")
    assert HEADING in visitor.get(body.get_absolute_url()).text
