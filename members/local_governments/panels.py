from django.urls import reverse

from common.formats import select_options
from members.local_governments.prefectures import NAME_OF


def words_of(query) -> str:
    """`?q=`, as far as it is of use."""
    return query.get("q", "")[:60].replace("\0", "").strip()


class PlaceFilter:
    """A list narrowed by prefecture and words, as the query string asks; anything unknown is ignored."""

    def __init__(self, query):
        self.prefecture = query.get("prefecture", "") if query.get("prefecture") in NAME_OF else ""
        self.q = words_of(query)

    @property
    def prefecture_options(self):
        return select_options(tuple(NAME_OF.items()), self.prefecture)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.prefecture or self.q)


def local_government_tabs(current: str) -> list[dict]:
    labels = {
        "members:government-list": "地方公共団体",
        "members:government-change-list": "合併・名称変更",
        "members:merge-list": "重複の統合",
    }
    return [
        {"label": label, "url": reverse(name), "current": name == current} for name, label in labels.items()
    ]
