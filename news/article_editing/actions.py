"""Writing the articles of an issue, their order, and their publication in an issue that is public already."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from common.attachments.actions import discard_files, replace_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.publication.actions import NOT_PUBLIC
from common.refusals import ActionRefused, NothingToDo
from common.search.actions import refresh_index
from common.text import render_prose
from common.versions import refuse_stale
from news.issues.models import Article, NewsIssue
from news.issues.rules import article_problem, can_edit_newsletter

MAX_ARTICLES = 60
FULL = f"1つの号の記事は{MAX_ARTICLES}件までです。"
NOT_A_DRAFT = "文章を入れられるのは、この号の公開していない記事だけです。"
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
    (row,) = _create(locked_issue(issue, by), by, [values])
    replace_files(files, to=row)
    return row


@transaction.atomic
def write_articles(
    *, issue: NewsIssue, by, texts: Iterable[Mapping], before: Article | None
) -> list[Article]:
    """Drafts of several texts at once; one without a headline is added to `before`, behind what that says."""
    issue, texts = locked_issue(issue, by), list(texts)
    added = [_add_to(before, issue, by, text) for text in texts if "headline" not in text]
    return added + _create(issue, by, [text for text in texts if "headline" in text])


def _create(issue: NewsIssue, by, texts: list[Mapping]) -> list[Article]:
    there = issue.articles.aggregate(number=Count("pk"), last=Max("order"))
    if there["number"] + len(texts) > MAX_ARTICLES:
        raise ActionRefused(FULL)
    rows = []
    for order, values in enumerate(texts, (there["last"] or 0) + 1):
        row = Article(issue=issue, order=order, **values)
        row.body_html = render_prose(row.body)
        row.save(force_insert=True)
        record(by=by, verb="news.article_created", obj=row)
        rows.append(row)
    return rows


def _add_to(article: Article | None, issue: NewsIssue, by, text: Mapping[str, str]) -> Article:
    drafts = issue.articles.select_for_update().filter(published_at=None)
    row = drafts.filter(pk=article.pk).first() if article else None
    if row is None:
        raise ActionRefused(NOT_A_DRAFT)
    whole = {
        "lead": row.lead + text["lead"],
        "body": "\n\n".join(filter(None, [row.body, text["body"]])),
    }
    for name, words in whole.items():
        field = Article._meta.get_field(name)
        if len(words) > field.max_length:
            raise ActionRefused(
                f"記事「{row.headline}」の{field.verbose_name}は{field.max_length:,}文字までです。"
                f"合わせると{len(words):,}文字になります。"
            )
    _change(row, by, whole)
    return row


def _change(row: Article, by, values: Mapping) -> None:
    changes = {
        Article._meta.get_field(name).verbose_name: [str(getattr(row, name) or ""), str(value or "")]
        for name, value in values.items()
        if getattr(row, name) != value
    }
    for name, value in values.items():
        setattr(row, name, value)
    row.body_html = render_prose(row.body)
    row.save()
    record(by=by, verb="news.article_edited", obj=row, changes=changes)
    refresh_index(row)


@transaction.atomic
def edit_article(*, article: Article, by, values: Mapping, files, version: str = "") -> Article:
    """Keep it with exactly these files. Raises StaleVersion where somebody saved something else since."""
    row = _locked(article, by)
    refuse_stale(row, values, version)
    is_same = all(getattr(row, name) == value for name, value in values.items())
    if is_same and [file.pk for file in files_of(row)] == [file.pk for file in files]:
        return row
    replace_files(files, to=row)
    _change(row, by, values)
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
