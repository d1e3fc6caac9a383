"""Making an issue of the newsletter, publishing it with its articles now or at a set time, withdrawing it."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.attachments.actions import discard_files, replace_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.publication.actions import drop_plan, is_due, plan_publication, set_published, set_withdrawn
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from common.versions import refuse_stale
from news.article_editing.actions import locked_issue
from news.issues.models import Article, NewsIssue
from news.issues.rules import can_edit_newsletter, publication_problem
from news.paper_pages.actions import discard_reading

TAKEN = "この号はもう登録されています。"
VOLUME_IS_PUBLIC = "公開した号の号数は、ページのアドレスが変わるため変えられません。"


@transaction.atomic
def create_issue(*, by, values: Mapping, files) -> NewsIssue:
    if not can_edit_newsletter(by):
        raise PermissionDenied
    _refuse_taken(values["volume"])
    row = NewsIssue(**values)
    row.save(force_insert=True)
    replace_files(files, to=row)
    record(by=by, verb="news.newsissue_created", obj=row)
    return row


@transaction.atomic
def edit_issue(*, issue: NewsIssue, by, values: Mapping, files, version: str = "") -> NewsIssue:
    """Keep it with exactly these files. Raises StaleVersion where somebody saved something else since."""
    row = locked_issue(issue, by)
    refuse_stale(row, values, version)
    if values["volume"] != row.volume:
        if row.is_published:
            raise ValidationError({"volume": VOLUME_IS_PUBLIC})
        _refuse_taken(values["volume"])
    had = files_of(row)
    changes = {
        NewsIssue._meta.get_field(name).verbose_name: [str(getattr(row, name) or ""), str(value or "")]
        for name, value in values.items()
        if getattr(row, name) != value
    }
    if not changes and [file.pk for file in had] == [file.pk for file in files]:
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    replace_files(files, to=row)
    record(by=by, verb="news.newsissue_edited", obj=row, changes=changes)
    refresh_index(row)
    return row


def _refuse_taken(volume: int) -> None:
    if NewsIssue.objects.filter(volume=volume).exists():
        raise ValidationError({"volume": TAKEN})


@transaction.atomic
def publish_issue(*, issue: NewsIssue, by) -> None:
    """Show it to everybody with its articles; the second press changes nothing."""
    row = locked_issue(issue, by)
    if not row.is_published:
        _publish(row, by, timezone.now())


@transaction.atomic
def publish_due_issue(*, issue: NewsIssue) -> bool:
    """Its time has come: whoever set it is the one who publishes."""
    row = NewsIssue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    if not is_due(row):
        return False
    _publish(row, row.publish_by, row.publish_at)
    return True


def _publish(row: NewsIssue, by, at: datetime.datetime) -> None:
    _refuse_unready(row)
    set_published(row, by=by, at=at)
    Article.objects.filter(issue=row, published_at=None).update(published_at=at, published_by=by)
    discard_reading(row)
    _save(row, "published", by)


@transaction.atomic
def schedule_issue(*, issue: NewsIssue, by, at: datetime.datetime) -> None:
    """Publish it at this moment; another moment moves it, the same once more changes nothing."""
    row = locked_issue(issue, by)
    if plan_publication(row, by=by, at=at):
        _refuse_unready(row)
        _save(row, "scheduled", by, at=at.isoformat())


@transaction.atomic
def unschedule_issue(*, issue: NewsIssue, by) -> None:
    row = locked_issue(issue, by)
    drop_plan(row)
    _save(row, "unscheduled", by)


@transaction.atomic
def withdraw_issue(*, issue: NewsIssue, by) -> None:
    """Take it back from the public with all its articles; it is a draft again."""
    row = locked_issue(issue, by)
    set_withdrawn(row)
    _save(row, "withdrawn", by)


@transaction.atomic
def delete_issue(*, issue: NewsIssue, by) -> None:
    """Only what nobody else has read."""
    row = locked_issue(issue, by)
    if row.is_published:
        raise ActionRefused("公開している号は削除できません。先に公開を取り下げてください。")
    record(by=by, verb="news.newsissue_deleted", obj=row)
    for article in row.articles.all():
        discard_files(files_of(article))
    discard_reading(row)
    discard_files(files_of(row))
    row.delete()


def _refuse_unready(row: NewsIssue) -> None:
    if problem := publication_problem(row):
        raise ActionRefused(problem)


def _save(row: NewsIssue, verb: str, by, **facts) -> None:
    row.save()
    record(by=by, verb=f"news.newsissue_{verb}", obj=row, **facts)
    refresh_index(row, narrowed=not row.is_published)
    for article in row.articles.select_related("issue"):
        refresh_index(article, narrowed=not row.is_published)
