"""On the page of a body: what the newsletter and the announcements say of it by its name."""

import re

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string

from common.compiled_queries.compiled import compiled
from members.organizations.body_panels import BodyPanel, register_body_panel
from news.announcements.models import Announcement
from news.issues.models import Article, NewsIssue

SHOWN = 10


def news_of_body(government, organization, user) -> str:
    body = organization or government
    named = _pattern(body.name, body.prefecture)
    articles = _articles(named=named)
    told = {article.issue_id for article in articles}
    issues = [issue for issue in _issues(named=named) if issue.pk not in told]
    found = [*articles, *issues, *_announcements(named=named)]
    return render_to_string("portal/body_news/_panel.html", {"news": found[:SHOWN]}) if found else ""


def _pattern(name: str, prefecture: str) -> str:
    """Its name, where no other kanji stands before it but its prefecture: 唐津市 is not 津市."""
    return f"(^|[^一-龠々ヶ]|{re.escape(prefecture)}){re.escape(name)}"


@compiled
def _articles(*, named):
    rows = Article.objects.published().select_related("issue").order_by("-issue__volume", "order")
    return _naming(rows, named, "headline", "lead", "body")[:SHOWN]


@compiled
def _issues(*, named):
    return _naming(NewsIssue.objects.published(), named, "topics").newest_first()[:SHOWN]


@compiled
def _announcements(*, named):
    return _naming(Announcement.objects.current(), named, "title", "body").newest_first()[:SHOWN]


def _naming(rows: QuerySet, named, *columns: str) -> QuerySet:
    wanted = Q()
    for column in columns:
        wanted |= Q(**{f"{column}__regex": named})
    return rows.filter(wanted)


register_body_panel(BodyPanel(news_of_body, (NewsIssue, Article, Announcement), place=1))
