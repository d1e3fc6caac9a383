from django.db.models import Prefetch

from common.japanese_calendar import wareki
from members.directory.filters import THEMES, DirectoryFilter
from members.sections.models import Section

SHEET_HEADER = [
    "団体コード",
    "都道府県",
    "名称",
    "読み",
    "種別",
    "担当部署",
    "電話番号",
    "郵便番号",
    "所在地",
    "共通アドレス",
    "公式サイト",
    "会員登録日",
    "紹介文",
    "提供できるテーマ",
    "提供できること",
    "求めているテーマ",
    "求めていること",
    "首長からのメッセージ",
    "ニュースレター",
    "動画",
    "X",
]


def sheet_rows(chosen: DirectoryFilter, user):
    """Header and rows, one per section; never names or addresses of persons."""
    sections = Prefetch("sections", Section.objects.open().order_by("id"))
    return SHEET_HEADER, [
        [
            organization.local_government.code if organization.local_government_id else "",
            organization.prefecture,
            organization.name,
            organization.name_kana,
            organization.get_kind_display(),
            *_section_cells(section),
            organization.website,
            wareki(organization.joined_on) if organization.joined_on else "",
            *_profile_cells(organization),
        ]
        for organization in chosen.organizations(user)
        .select_related("local_government")
        .prefetch_related(sections)
        for section in (organization.sections.all() or [None])
    ]


def _section_cells(section):
    if section is None:
        return [""] * 5
    return [section.name, section.telephone, section.postal_code, section.address, section.mailbox]


def _profile_cells(organization) -> list[str]:
    return [
        organization.introduction,
        "、".join(THEMES[key] for key in organization.themes_offer),
        organization.offer,
        "、".join(THEMES[key] for key in organization.themes_seek),
        organization.seek,
        organization.head_message,
        organization.newsletter_url,
        organization.video_url,
        organization.x_url,
    ]
