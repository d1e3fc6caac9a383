"""Any filtered list of topics as a sheet (XLSX)."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, QuerySet
from django.db.models.functions import Concat

from board.topics.audience import Audience
from board.topics.models import Topic
from common.search.kana import in_kana_order
from common.spreadsheets.writing import Sheet
from members.organizations.profile import Theme

MAX_ROWS = 50_000
HEADER = ["番号", "種類", "状態", "件名", "団体コード", "都道府県", "団体", "部署", "投稿者(投稿時)"]
HEADER += ["投稿日時", "最終更新", "期限", "始まり", "終わり", "テーマ", "希望する区"]
HEADER += ["公開範囲", "公開する団体", "返信数", "添付数", "抜粋", "アドレス"]
TEXT_COLUMNS = [HEADER.index("団体コード")]
TOO_MANY_ROWS = (
    f"{MAX_ROWS:,}件を超えるため、ここまでを書き出しました。条件を絞り込んで、書き出し直してください。"
)
_THEMES = dict(Theme.choices)
FIELDS = ["kind", "state", "stage", "title", "author_name", "published_at", "last_activity_at", "deadline"]
FIELDS += ["starts_on", "ends_on", "themes", "all_wards", "audience", "reply_count", "file_count", "excerpt"]
FIELDS += ["hidden_at", "merged_into", "organization__kind", "organization__name", "organization__prefecture"]
FIELDS += ["organization__local_government__code", "section__name"]


def sheet_of(topics: QuerySet) -> Sheet:
    return Sheet("掲示板の投稿", HEADER, rows_of(topics), TEXT_COLUMNS)


def rows_of(topics: QuerySet) -> Iterator[list]:
    """One row for each topic, in the order of the list; then a sentence where there are more."""
    wards, chosen = Topic.wards.through.objects, Topic.audience_organizations.through.objects
    found = (
        topics.select_related("organization__local_government", "section")
        .only(*FIELDS)
        .annotate(
            ward_names=_names(wards, F("organization__name")),
            chosen_names=_names(
                chosen, Concat("organization__prefecture", "organization__name", output_field=CharField())
            ),
        )
    )
    for place, topic in enumerate(found[: MAX_ROWS + 1].iterator(1000)):
        if place == MAX_ROWS:
            yield [TOO_MANY_ROWS]
            return
        yield _row(topic)


def _names(through, name) -> ArraySubquery:
    rows = through.filter(topic=OuterRef("pk")).order_by(
        "organization__local_government__code",
        *in_kana_order("organization__name_kana"),
        "organization_id",
    )
    return ArraySubquery(rows.values_list(name, flat=True))


def _wards(topic: Topic) -> str:
    if topic.kind != Topic.Kind.PROPOSAL:
        return ""
    return "すべての区" if topic.all_wards else "、".join(topic.ward_names)


def _row(topic: Topic) -> list:
    organization = topic.organization
    return [
        topic.pk,
        topic.get_kind_display(),
        topic.state_label,
        topic.title,
        organization.local_government.code if organization.local_government else "",
        organization.prefecture,
        organization.full_name,
        topic.section.name,
        topic.author_name,
        topic.published_at,
        topic.last_activity_at,
        topic.deadline,
        topic.starts_on,
        topic.ends_on,
        "、".join(_THEMES[theme] for theme in topic.themes),
        _wards(topic),
        topic.get_audience_display(),
        "、".join(topic.chosen_names) if topic.audience == Audience.CHOSEN else "",
        topic.reply_count,
        topic.file_count,
        topic.excerpt,
        f"{settings.SITE_URL}{topic.get_absolute_url()}",
    ]
