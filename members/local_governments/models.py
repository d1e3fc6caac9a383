import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from common.search.name_keys import name_keys
from members.local_governments.names import bears


class FormerName(models.Model):
    """A name that leads to a body of today (旧名称): written by a change, or typed by the secretariat."""

    local_government = models.ForeignKey(
        "members.LocalGovernment",
        verbose_name="現在の団体",
        on_delete=models.PROTECT,
        related_name="former_names",
    )
    prefecture = models.CharField("都道府県", max_length=4)
    name = models.CharField("旧名称", max_length=40)
    name_kana = models.CharField("読み", max_length=80, blank=True)
    until = models.DateField("いつまで", null=True, blank=True, help_text="分からないときは空欄にします。")
    remark = models.CharField("備考", max_length=200, blank=True)
    source = models.CharField("出典", max_length=300)
    change = models.ForeignKey(
        "members.GovernmentChange",
        verbose_name="変更",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="former_names",
        help_text="登録した変更から自動で作られたもの。空欄は事務局が入力したものです。",
    )

    names = name_keys(("name",), ("prefecture", "name"), ("name_kana",))

    class Meta:
        verbose_name = verbose_name_plural = "旧名称"
        ordering = [models.F("until").desc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["local_government", "prefecture", "name"],
                name="formername_once",
                violation_error_message="この旧名称はすでに登録されています。",
            )
        ]

    def __str__(self):
        return f"{self.prefecture}{self.name}"

    @property
    def is_typed(self) -> bool:
        """Whether the secretariat typed it, and may take it away."""
        return self.change_id is None


class LocalGovernmentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(abolished_on__isnull=True)

    def in_force_on(self, day):
        """Those that existed on that day, as far as the data reach back."""
        return self.filter(
            Q(established_on__isnull=True) | Q(established_on__lte=day),
            Q(abolished_on__isnull=True) | Q(abolished_on__gt=day),
        )

    def by_codes(self, codes) -> "LocalGovernmentsByCode":
        """The rows of these codes: a code may have been kept by a body under another name."""
        return LocalGovernmentsByCode(self.filter(code__in=codes))

    def search(self, text):
        """Those whose name, reading or code holds the text, now or earlier.

        `found_as` is the former name (旧名称) that holds it, where the present one does not.
        """
        former = FormerName.objects.filter(bears(text), local_government=OuterRef("pk"))
        return self.filter(bears(text) | Exists(former)).annotate(
            found_as=models.Case(
                models.When(bears(text), then=models.Value(None)),
                default=Subquery(former.values("name")[:1]),
            )
        )

    def called(self, text):
        """Those whose whole name, reading or code this is, now or, where none is, earlier."""
        now = self.filter(bears(text, lookup="whole"))
        if now:
            return now
        former = FormerName.objects.filter(bears(text, lookup="whole"))
        return self.filter(pk__in=former.values("local_government"))


class LocalGovernmentsByCode:
    """Local governments by their code, at a day."""

    def __init__(self, rows):
        self._rows: dict[str, list[LocalGovernment]] = {}
        for row in rows.order_by(F("abolished_on").desc(nulls_first=True), "-pk"):
            self._rows.setdefault(row.code, []).append(row)

    def get(self, code: str, day: datetime.date | None = None):
        """The row of the code at that day, or else the present one, or the last one; None where unknown."""
        rows = self._rows.get(code)
        if not rows:
            return None
        return next((row for row in rows if day and row.was_in_force_on(day)), rows[0])


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
    established_on = models.DateField(
        "設置日", null=True, blank=True, help_text="空欄は、データを作る前からあることを表します。"
    )
    abolished_on = models.DateField("廃止日", null=True, blank=True)
    names = name_keys(
        *(("name",), ("prefecture", "name"), ("district", "name"), ("prefecture", "district", "name")),
        *(("name_kana",), ("prefecture_kana", "name_kana"), ("code",)),
    )

    objects = LocalGovernmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地方公共団体"
        ordering = ["code", "pk"]
        indexes = [models.Index(fields=["code"], name="localgovernment_code")]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(abolished_on__isnull=True),
                name="localgovernment_code_in_force",
                violation_error_message="この団体コードは、いまある団体が使っています。",
            ),
            models.CheckConstraint(
                condition=models.Q(established_on__isnull=True)
                | models.Q(abolished_on__isnull=True)
                | models.Q(abolished_on__gte=models.F("established_on")),
                name="localgovernment_days_in_order",
                violation_error_message="廃止日は設置日以後にしてください。",
            ),
            models.UniqueConstraint(
                fields=["prefecture", "name"],
                condition=models.Q(abolished_on__isnull=True),
                name="localgovernment_name_in_prefecture",
                violation_error_message="同じ都道府県に同じ名称の団体があります。",
            ),
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("members:government-detail", args=[self.pk])

    @property
    def full_name(self) -> str:
        """Name that is unique in the country: with its prefecture (大阪府堺市)."""
        return self.name if self.kind == self.Kind.PREFECTURE else f"{self.prefecture}{self.name}"

    @property
    def prefecture_code(self) -> str:
        """Two digits of the prefecture, "01" to "47"."""
        return self.code[:2]

    @property
    def is_in_force(self) -> bool:
        return self.abolished_on is None

    def was_in_force_on(self, day: datetime.date) -> bool:
        """The same as `in_force_on` for one row."""
        was_established = self.established_on is None or self.established_on <= day
        return was_established and (self.abolished_on is None or self.abolished_on > day)

    @property
    def present(self) -> "LocalGovernment | None":
        """The local government that took its place: itself, or what followed it; None where nothing did."""
        row = self
        while row is not None and row.abolished_on:
            step = row.followed_by.filter(change__state="done").select_related("successor").first()
            row = step and step.successor
        return row
