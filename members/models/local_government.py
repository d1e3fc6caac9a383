import unicodedata

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Concat

KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def plain_reading(text: str) -> str:
    """What was typed, made comparable with stored readings: NFKC, hiragana, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).translate(KATAKANA_TO_HIRAGANA).split())


class LocalGovernmentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(abolished_on__isnull=True)

    def search(self, text):
        """Those whose name, with or without its prefecture, or reading contains the text."""
        words = plain_reading(text)
        if not words:
            return self.none()
        return self.annotate(whole_name=Concat("prefecture", "name")).filter(
            models.Q(whole_name__contains=words) | models.Q(name_kana__contains=words)
        )


class LocalGovernment(models.Model):
    """A prefecture or municipality of Japan (地方公共団体), master data by the MIC's six-digit code."""

    class Kind(models.TextChoices):
        PREFECTURE = "prefecture", "都道府県"
        CITY = "city", "市"
        TOWN = "town", "町"
        VILLAGE = "village", "村"
        SPECIAL_WARD = "special_ward", "特別区"

    code = models.CharField(
        "団体コード",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{6}$", "6桁の数字で入力してください。")],
    )
    prefecture = models.CharField("都道府県", max_length=4)
    prefecture_kana = models.CharField("都道府県の読み", max_length=20)
    name = models.CharField("名称", max_length=40)
    name_kana = models.CharField("読み", max_length=80)
    kind = models.CharField("種別", max_length=12, choices=Kind)
    district = models.CharField("郡", max_length=20, blank=True)
    designated_city = models.BooleanField("政令指定都市", default=False)
    website = models.URLField("公式サイト", max_length=300, blank=True)
    source = models.CharField("出典", max_length=300)
    abolished_on = models.DateField("廃止日", null=True, blank=True)

    objects = LocalGovernmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地方公共団体"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["prefecture", "name"],
                condition=models.Q(abolished_on__isnull=True),
                name="localgovernment_name_in_prefecture",
                violation_error_message="同じ都道府県に同じ名称の団体があります。",
            )
        ]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name that is unique in the country: with its prefecture (大阪府堺市)."""
        return self.name if self.kind == self.Kind.PREFECTURE else f"{self.prefecture}{self.name}"

    @property
    def prefecture_code(self) -> str:
        """Two digits of the prefecture, "01" to "47"."""
        return self.code[:2]
