from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, Value

from common.attachments.models import StoredFile


class Theme(models.TextChoices):
    """A field of partnership (テーマ): what a topic is about, what a member offers or looks for."""

    INDUSTRY = "industry", "産業"
    TOURISM = "tourism", "観光"
    CULTURE = "culture", "文化"
    SPORTS = "sports", "スポーツ"
    EDUCATION = "education", "教育"
    ENVIRONMENT = "environment", "環境"
    DISASTER = "disaster", "防災"
    HEALTH = "health", "健康"
    WELFARE = "welfare", "福祉"
    MIGRATION = "migration", "移住・定住"
    PUBLICITY = "publicity", "情報発信"
    GENERAL = "general", "総合"


def _themes_field(label: str) -> ArrayField:
    return ArrayField(
        models.CharField(max_length=12, choices=Theme),
        verbose_name=label,
        default=list,
        db_default=Value("{}"),
        blank=True,
    )


def _text_field(label: str, max_length: int, field=models.CharField):
    return field(label, max_length=max_length, blank=True, default="", db_default="")


class Profile(models.Model):
    """What an organisation says about itself on its public page (団体の紹介); all of it is its own choice."""

    introduction = models.TextField("紹介文", max_length=1000, blank=True)
    head_title = _text_field("メッセージを述べる人", 60)
    head_message = _text_field("首長からのメッセージ", 600, models.TextField)
    themes_offer = _themes_field("提供できるテーマ")
    offer = _text_field("提供できること", 200)
    themes_seek = _themes_field("求めているテーマ")
    seek = _text_field("求めていること", 200)
    website = models.URLField("公式サイト", max_length=300, blank=True)
    newsletter_url = _text_field("ニュースレター", 300, models.URLField)
    video_url = _text_field("動画", 300, models.URLField)
    x_url = _text_field("X（旧Twitter）", 100, models.URLField)
    picture = models.OneToOneField(
        StoredFile,
        verbose_name="写真・キャラクター",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    picture_alt = _text_field("写真の説明", 120)
    picture_credit = _text_field("写真の権利表記", 120)

    class Meta:
        abstract = True
        indexes = [
            GinIndex(fields=["themes_offer"], name="organization_themes_offer"),
            GinIndex(fields=["themes_seek"], name="organization_themes_seek"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(picture__isnull=True, picture_alt="", picture_credit="")
                | (Q(picture__isnull=False) & ~Q(picture_alt="") & ~Q(picture_credit="")),
                name="organization_picture_whole",
                violation_error_message="写真には、写真の説明と権利表記の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(head_message="", head_title="") | (~Q(head_message="") & ~Q(head_title="")),
                name="organization_message_whole",
                violation_error_message="首長からのメッセージには、述べる人の役職が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(x_url="") | Q(x_url__startswith="https://x.com/"),
                name="organization_x_address",
                violation_error_message="Xのアドレスは https://x.com/ から始まります。",
            ),
        ]

    @property
    def offer_themes(self) -> list[tuple[str, str]]:
        """(key, Japanese word) of what it offers, for tags that lead to the directory."""
        return [(key, Theme(key).label) for key in self.themes_offer]

    @property
    def seek_themes(self) -> list[tuple[str, str]]:
        return [(key, Theme(key).label) for key in self.themes_seek]

    @property
    def links(self) -> list[tuple[str, str, str]]:
        """(word, address, host) of its pages elsewhere."""
        named = (
            ("公式サイト", self.website),
            ("ニュースレター", self.newsletter_url),
            ("動画", self.video_url),
            ("X（旧Twitter）", self.x_url),
        )
        return [(word, address, urlsplit(address).hostname or "") for word, address in named if address]

    @property
    def has_wishes(self) -> bool:
        return bool(self.themes_offer or self.themes_seek or self.offer or self.seek)
