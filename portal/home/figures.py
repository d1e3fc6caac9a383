"""The three numbers that must not be confused, each with its date and source."""

from members.metrics.models import Metric

FIGURES = (
    (
        Metric.Name.MEMBERS,
        "会員",
        "このプロジェクトに登録し、掲示板などを使う自治体・団体",
    ),
    (
        Metric.Name.PARTNER_MUNICIPALITIES,
        "連携自治体",
        "いずれかの特別区と、事業や協定でつながりのある自治体",
    ),
    (
        Metric.Name.AGREEMENT_REGIONS,
        "協定地域",
        "特別区長会と広域連携協定を結んだ市長会・町村会の地域",
    ),
)


def published_figures() -> list[dict]:
    """Newest published figure of each name: `name`, `meaning`, `metric` (None where unknown). One query."""
    newest = Metric.objects.latest_of([name for name, _, _ in FIGURES])
    return [
        {"name": label, "meaning": meaning, "metric": newest.get(name.value)}
        for name, label, meaning in FIGURES
    ]
