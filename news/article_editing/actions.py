"""Writing the articles of an issue, their order, and their publication in an issue that is public already."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from common.attachments.actions import discard_files, replace_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.publication.actions import NOT_PUBLIC
from common.refusals import ActionRefused, NothingToDo
from common.search.actions import refresh_index
from common.text import render_body
from common.versions import refuse_stale
from news.issues.models import Article, NewsIssue
from news.issues.rules import article_problem, can_edit_newsletter

MAX_ARTICLES = 60
FULL = f"1つの号の記事は{MAX_ARTICLES}件までです。"
ORDER_IS_PUBLIC = "公開した号の記事の順番は、ページのアドレスが変わるため変えられません。"
PUBLIC = "公開している記事は削除できません。先に公開を取り下げてください。"


def locked_issue(issue: NewsIssue, by) -> NewsIssue:
    """What changes an issue or its articles waits for the one before."""
    row = NewsIssue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    if not can_edit_newsletter(by):
        raise PermissionDenied
    return row


def _locked(article: Article, by) -> Article:
    issue = locked_issue(article.issue, by)
    row = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    row.issue = issue
    return row


@transaction.atomic
def create_article(*, issue: NewsIssue, by, values: Mapping, files=()) -> Article:
    """Behind the others, as a draft. Raises ActionRefused where there are too many."""
    issue = locked_issue(issue, by)
    if issue.articles.count() >= MAX_ARTICLES:
        raise ActionRefused(FULL)
    last = issue.articles.aggregate(last=Max("order"))["last"] or 0
    row = Article(issue=issue, order=last + 1, **values)
    row.body_html = render_body(row.body)
    row.save(force_insert=True)
    replace_files(files, to=row)
    record(by=by, verb="news.article_created", obj=row)
    return row


@transaction.atomic
def edit_article(*, article: Article, by, values: Mapping, files, version: str = "") -> Article:
    """Keep it with exactly these files. Raises StaleVersion where somebody saved something else since."""
    row = _locked(article, by)
    refuse_stale(row, values, version)
    had = files_of(row)
    changes = {
        Article._meta.get_field(name).verbose_name: [str(getattr(row, name) or ""), str(value or "")]
        for name, value in values.items()
        if getattr(row, name) != value
    }
    if not changes and [file.pk for file in had] == [file.pk for file in files]:
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.body_html = render_body(row.body)
    row.save()
    replace_files(files, to=row)
    record(by=by, verb="news.article_edited", obj=row, changes=changes)
    refresh_index(row)
    return row


@transaction.atomic
def move_article(*, article: Article, by, up: bool) -> None:
    """Change places with the one before or behind it; at the end of the row nothing moves."""
    row = _locked(article, by)
    if row.issue.is_published:
        raise ActionRefused(ORDER_IS_PUBLIC)
    others = row.issue.articles.exclude(pk=row.pk)
    if up:
        other = others.filter(order__lt=row.order).order_by("-order").first()
    else:
        other = others.filter(order__gt=row.order).order_by("order").first()
    if other is None:
        raise NothingToDo("これより先へは動かせません。")
    row.order, other.order = other.order, row.order
    Article.objects.bulk_update([row, other], ["order"])
    record(by=by, verb="news.article_moved", obj=row, order=row.order)


@transaction.atomic
def publish_article(*, article: Article, by) -> None:
    """In an issue that is public; the second press changes nothing."""
    row = _locked(article, by)
    if not row.issue.is_published:
        raise ActionRefused("記事は、号と一緒に公開されます。")
    if row.published_at:
        return
    if problem := article_problem(row):
        raise ActionRefused(problem)
    row.published_at, row.published_by = timezone.now(), by
    _save(row, "published", by)


@transaction.atomic
def withdraw_article(*, article: Article, by) -> None:
    row = _locked(article, by)
    if not row.is_published:
        raise NothingToDo(f"この記事は、{NOT_PUBLIC}")
    row.published_at = row.published_by = None
    _save(row, "withdrawn", by)


@transaction.atomic
def delete_article(*, article: Article, by) -> None:
    row = _locked(article, by)
    if row.is_published:
        raise ActionRefused(PUBLIC)
    record(by=by, verb="news.article_deleted", obj=row)
    refresh_index(row, narrowed=True)
    discard_files(files_of(row))
    row.delete()


def _save(row: Article, verb: str, by) -> None:
    row.save()
    record(by=by, verb=f"news.article_{verb}", obj=row)
    refresh_index(row, narrowed=not row.is_published)
