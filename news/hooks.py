"""What this room registers with the rooms below it; called once at start."""

from common.links.registry import Linkable, register_linkable
from common.subject_imports import import_registering
from members.login.backends import register_secretariat_permissions
from news.news.models import Announcement, NewsIssue


def _may_edit(user, row) -> bool:
    return user.is_secretariat


LINKABLES = (
    Linkable(
        "announcement",
        Announcement,
        "お知らせ",
        "news:announcement-detail",
        may_edit=_may_edit,
        is_public=True,
    ),
    Linkable(
        "newsissue", NewsIssue, "全国連携NEWS", "news:newsissue-detail", may_edit=_may_edit, is_public=True
    ),
)


def register() -> None:
    import_registering("news")
    register_secretariat_permissions("news", "view", "add", "change", "delete")
    for linkable in LINKABLES:
        register_linkable(linkable)
