import datetime

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from common import japanese_calendar
from common.paired_fields import person_field
from common.search.kana import in_kana_order
from common.search.name_keys import name_keys
from members.access.querysets import OwnedQuerySet
from members.organizations.profile import Profile

# calendar days after which whoever has not answered in a round is marked 要確認
UNCONFIRMED_AFTER_DAYS = 60
CONFIRMED_FOR = datetime.timedelta(days=365)
NEVER = models.Value(datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC))


class OrganizationQuerySet(models.QuerySet):
    def members(self):
        """Organisations that are registered now (会員): the 23 wards by nature, others since `joined_on`.

        The secretariat runs the project and is no member: it is neither listed nor counted.
        """
        return (
            self.filter(withdrawn_on__isnull=True)
            .filter(models.Q(joined_on__isnull=False) | models.Q(kind=Organization.Kind.SPECIAL_WARD))
            .exclude(kind=Organization.Kind.SECRETARIAT)
        )

    def special_wards(self):
        """The 23 special wards (特別区), in code order."""
        return self.filter(kind=Organization.Kind.SPECIAL_WARD).order_by("local_government__code")

    def unconfirmed(self):
        """Members marked 要確認: a section let a round pass for 60 days, and nobody confirmed since."""
        started_by_day = japanese_calendar.today() - datetime.timedelta(days=UNCONFIRMED_AFTER_DAYS)
        unanswered = (
            apps.get_model("members", "Section")
            .objects.open()
            .filter(
                organization=models.OuterRef("pk"),
                confirmation_entries__state="waiting",
                confirmation_entries__round__started_at__date__lte=started_by_day,
                confirmation_entries__round__started_at__gt=Coalesce(models.OuterRef("confirmed_at"), NEVER),
            )
        )
        return self.members().filter(models.Exists(unanswered))

    def secretariats(self):
        return self.filter(kind=Organization.Kind.SECRETARIAT, withdrawn_on__isnull=True)

    def unrepresented(self):
        """Members that have had people and have no representative (代表担当者) now."""
        # sets, not a question for each row: quick also where the planner knows nothing of the tables yet
        people = get_user_model().objects.filter(section__isnull=False).order_by()
        ever = people.values("section__organization")
        return (
            self.members()
            .filter(pk__in=ever)
            .exclude(pk__in=people.representatives().values("section__organization"))
        )

    def visible_to(self, user):
        """The directory is public: everybody sees members; the secretariat also sees former ones."""
        if user.is_authenticated and user.is_secretariat:
            return self
        return self.members()


class Organization(Profile):
    """A body that takes part (会員自治体・団体): municipality, ward, prefecture, association, secretariat."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", "市町村"
        PREFECTURE = "prefecture", "都道府県"
        SPECIAL_WARD = "special_ward", "特別区"
        ASSOCIATION = "association", "団体"
        SECRETARIAT = "secretariat", "事務局"

    kind = models.CharField("種別", max_length=12, choices=Kind)
    local_government = models.OneToOneField(
        "members.LocalGovernment",
        verbose_name="地方公共団体",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organization",
    )
    prefecture = models.CharField("都道府県", max_length=4, blank=True)
    name = models.CharField("名称", max_length=60)
    name_kana = models.CharField("読み", max_length=120, blank=True)
    joined_on = models.DateField(
        "会員登録日",
        null=True,
        blank=True,
        help_text="特別区は事業の実施主体のため、登録日がなくても会員です。",
    )
    withdrawn_on = models.DateField("退会日", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name="統合先",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        help_text="合併や重複の整理で、登録を引き継いだ会員です。",
    )
    confirmed_at = models.DateTimeField("登録内容の確認日時", null=True, blank=True)
    confirmed_by = person_field(
        "登録内容の確認者", help_text="共通アドレスに届いたメールから回答したときは空欄です。"
    )
    created_at = models.DateTimeField("作成日時", default=timezone.now)
    names = name_keys(("name",), ("prefecture", "name"), ("name_kana",))

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会員自治体・団体"
        ordering = ["local_government__code", *in_kana_order("name_kana")]
        indexes = Profile.Meta.indexes
        constraints = [
            *Profile.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True)
                | models.Q(joined_on__isnull=False)
                | models.Q(kind__in=["special_ward", "secretariat"]),
                name="organization_withdrawn_after_joined",
                violation_error_message="退会日があるときは会員登録日も必要です。",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | models.Q(confirmed_at__isnull=False),
                name="organization_confirmed_when",
                violation_error_message="登録内容の確認者があるときは、確認日時も必要です。",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True)
                | (
                    (models.Q(withdrawn_on__isnull=False) | models.Q(joined_on__isnull=True))
                    & ~models.Q(merged_into=models.F("pk"))
                ),
                name="organization_merged_is_no_member",
                violation_error_message="統合された団体は、会員のままにできません。退会日を入力してください。",
            ),
            models.UniqueConstraint(
                fields=["prefecture", "name"],
                condition=models.Q(local_government__isnull=True),
                name="organization_body_name",
                violation_error_message="同じ都道府県に同じ名称の団体があります。",
            ),
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("members:organization-detail", args=[self.slug])

    @property
    def slug(self) -> str:
        """The part of its address: the six-digit code, or the plain id of a body without code."""
        return self.local_government.code if self.local_government_id else str(self.pk)

    @property
    def full_name(self) -> str:
        """Name with its prefecture (大阪府堺市); special wards and bodies that carry it need none."""
        if self.kind == self.Kind.MUNICIPALITY and not self.name.startswith(self.prefecture):
            return f"{self.prefecture}{self.name}"
        return self.name

    @property
    def is_member(self) -> bool:
        """The same as `Organization.objects.members()` for one row."""
        if self.withdrawn_on or self.is_secretariat:
            return False
        return self.is_special_ward or bool(self.joined_on)

    @property
    def present(self) -> "Organization":
        """The organisation that took it over (統合先), or itself."""
        row = self
        while row.merged_into_id:
            row = row.merged_into
        return row

    @property
    def confirmation_is_due(self) -> bool:
        """Whether its record was last confirmed (登録内容の確認) over a year ago, or never."""
        if self.confirmed_at is None:
            return True
        return timezone.now() - self.confirmed_at > CONFIRMED_FOR

    @property
    def is_unconfirmed(self) -> bool:
        """The same as `Organization.objects.unconfirmed()` for one row; asks the database."""
        return Organization.objects.unconfirmed().filter(pk=self.pk).exists()

    @property
    def is_special_ward(self) -> bool:
        return self.kind == self.Kind.SPECIAL_WARD

    @property
    def is_secretariat(self) -> bool:
        return self.kind == self.Kind.SECRETARIAT


class MembershipQuerySet(OwnedQuerySet):
    def open(self):
        return self.filter(withdrawn_on__isnull=True)


class Membership(models.Model):
    """A time during which an organisation was registered (会員期間); coming back opens another one.

    `Organization.joined_on` and `.withdrawn_on` are those of the newest period.
    """

    organization = models.ForeignKey(
        "members.Organization", verbose_name="団体", on_delete=models.PROTECT, related_name="memberships"
    )
    joined_on = models.DateField("会員登録日")
    joined_by = person_field("登録した人")
    application = models.ForeignKey(
        "members.Application",
        verbose_name="会員登録申請",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    withdrawn_on = models.DateField("退会日", null=True, blank=True)
    withdrawn_by = person_field("退会を処理した人")
    reason = models.TextField("退会の理由", max_length=1000, blank=True)
    created_at = models.DateTimeField("記録日時", default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会員期間"
        ordering = ["-joined_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(withdrawn_on__isnull=True),
                name="membership_one_open",
                violation_error_message="この団体には、続いている会員期間がすでにあります。",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("joined_on")),
                name="membership_ends_after_start",
                violation_error_message="退会日には、会員登録日以後の日付を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=False) | Q(withdrawn_by__isnull=True, reason=""),
                name="membership_end_whole",
                violation_error_message="退会の理由と処理した人は、退会日のある期間だけにあります。",
            ),
        ]

    def __str__(self):
        return f"{self.organization} {self.joined_on:%Y-%m-%d}"
