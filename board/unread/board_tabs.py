"""The lists of the board as tabs, which each of them shows."""

from functools import cache

from django.urls import reverse

from board.unread import queries

ROWS_PER_PAGE = 20


def board_tabs(request, current: str) -> list[dict]:
    """With how much is unread."""
    unread = queries.unread_count(request.user)
    counts = {"board:unread-list": f"{queries.CAP}+" if unread > queries.CAP else unread}
    labels = {
        "board:topic-list": "すべての投稿",
        "board:unread-list": "未読",
        "board:talk-list": "相談",
        "board:assignment-list": "担当",
        "board:bookmark-list": "しおり",
        "board:draft-list": "下書き",
        "board:subscription-edit": "通知メールの設定",
    }
    if not request.user.acts_for_section:  # a reader (閲覧) has no drafts to continue
        del labels["board:draft-list"]
    return [
        {"label": label, "url": _url(name), "current": name == current, "count": counts.get(name)}
        for name, label in labels.items()
    ]


@cache
def _url(name: str) -> str:
    return reverse(name)
