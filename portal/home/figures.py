"""The three numbers that must not be confused, each with its date and source."""

import re
from dataclasses import dataclass

from common.page_cache.values import kept_for_visitors
from members.metrics.models import Metric

FIGURES = (
    (
        Metric.Name.MEMBERS,
        "会員",
        "このプロジェクトに登録した自治体・団体",
        "/members/",
    ),
    (
        Metric.Name.PARTNER_MUNICIPALITIES,
        "連携自治体",
        "いずれかの特別区と、事業や協定でつながりのある自治体",
        "/about/#words",
    ),
    (
        Metric.Name.AGREEMENT_REGIONS,
        "協定地域",
        "特別区長会と広域連携協定を結んだ市長会・町村会の地域",
        "/about/#words",
    ),
)
NUMBER_FIRST = re.compile(r"([0-9,]+)(.*)", re.DOTALL)


@dataclass(frozen=True)
class PublishedFigure:
    """One of them; `metric` is None where nothing was published."""

    name: str
    meaning: str
    url: str
    metric: Metric | None

    @property
    def parts(self) -> tuple[str, str]:
        """Its published wording, what is written large and the rest: 390, を超える自治体・団体."""
        words = self.metric.qualifier or f"{self.metric.value:,}" if self.metric else "不明"
        found = NUMBER_FIRST.fullmatch(words)
        return found.groups() if found else (words, "")


@kept_for_visitors(Metric)
def published_figures(user) -> list[PublishedFigure]:
    """Newest published figure of each name. One query."""
    newest = Metric.objects.latest_of([name for name, *_ in FIGURES])
    return [
        PublishedFigure(label, meaning, url, newest.get(name.value)) for name, label, meaning, url in FIGURES
    ]
