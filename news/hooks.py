"""What this room registers with the rooms below it; called once at start."""

from django.urls import reverse

from common.labels import register_labels
from common.links.registry import Linkable, register_linkable
from common.subject_imports import import_registering
from members.login.backends import register_secretariat_permissions
from members.task_queue.queries import Group, TaskQueue, register_task_queues
from news.announcements.models import Announcement
from news.editing.rules import can_edit_announcement
from news.issue_editing.desk_links import DeskLink, register_desk_link
from news.issues.models import Article, NewsIssue
from news.issues.queries import article_at
from news.issues.rules import can_edit_newsletter

VERBS = {
    "news.announcement_scheduled": "お知らせの公開の予約",
    "news.announcement_unscheduled": "お知らせの公開の予約の取消し",
    "news.announcement_ended": "お知らせの掲載の終了",
    "news.announcement_resumed": "お知らせの再掲載",
    "news.newsissue_scheduled": "全国連携NEWSの公開の予約",
    "news.newsissue_unscheduled": "全国連携NEWSの公開の予約の取消し",
    "news.article_created": "記事の作成",
    "news.article_edited": "記事の編集",
    "news.article_moved": "記事の順番の変更",
    "news.article_published": "記事の公開",
    "news.article_withdrawn": "記事の公開の取下げ",
    "news.article_deleted": "記事の削除",
    "news.paper_reading_requested": "紙面の読取りの依頼",
    "news.paper_reading_deleted": "紙面から読み取った文章の削除",
}
TASK_QUEUE = TaskQueue(
    "お知らせ",
    "お知らせを書き、見え方を確かめて、いま、または日時を決めて公開します。",
    "news:announcement-register",
    group=Group.REGISTER,
    add=("お知らせを書く", "news:announcement-new"),
)
ISSUES_QUEUE = TaskQueue(
    "全国連携NEWS",
    "号を登録して記事を書き、いま、または日時を決めて公開します。",
    "news:newsissue-register",
    group=Group.REGISTER,
    add=("号を登録する", "news:newsissue-new"),
)

LINKABLES = (
    Linkable(
        "announcement",
        Announcement,
        "お知らせ",
        "news:announcement-detail",
        may_edit=can_edit_announcement,
        is_public=True,
    ),
    Linkable(
        "newsissue",
        NewsIssue,
        "全国連携NEWS",
        "news:newsissue-detail",
        may_edit=can_edit_newsletter,
        is_public=True,
    ),
    Linkable(
        "article",
        Article,
        "全国連携NEWSの記事",
        "news:article-detail",
        may_edit=can_edit_newsletter,
        is_public=True,
        reads=("issue",),
        row_at=lambda user, address: article_at(**address, user=user),
    ),
)
PAPER = DeskLink(
    "紙面のPDFから記事をつくる", lambda issue: reverse("news:paperreading-detail", args=[issue.volume])
)


def register() -> None:
    register_labels(verbs=VERBS)
    register_task_queues(TASK_QUEUE, ISSUES_QUEUE)
    import_registering("news")
    register_desk_link(PAPER)
    register_secretariat_permissions("news", "view", "add", "change", "delete")
    for linkable in LINKABLES:
        register_linkable(linkable)
