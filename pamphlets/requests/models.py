"""What a member asks of the wards: to hand out pamphlets."""

from django.db import models
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from common import japanese_calendar
from correspondence.requests.models import UNSENT, BaseRequest, BaseRequestQuerySet
from correspondence.requests.words import Words
from members.organizations.models import Organization

COPIES_MAX = 1_000_000
OWED = ("waiting", "asked")  # states of a ward's answer in which it still owes one


def _count_of(answers) -> Coalesce:
    """How many of these answers a request has."""
    # a subquery, not GROUP BY: counted for the rows of one page, not for the whole table
    own = answers.filter(pamphlet=OuterRef("pk")).order_by().values("pamphlet")
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)


class PamphletRequestQuerySet(BaseRequestQuerySet):
    def for_rows(self):
        """What a row of a list shows: the owner, how many wards were asked, how many are waited for."""
        answers = self.model._meta.get_field("answers").related_model.objects.all()
        return self.select_related("organization__local_government").annotate(
            asked=_count_of(answers), silent=_count_of(answers.awaited())
        )

    def with_answer_of(self, user):
        """Adds `own_state` and `own_copies` of the user's ward; what still waits for it comes first."""
        own = self._answers_of(user)
        waits = Q(state=PamphletRequest.State.OPEN, own_state__in=OWED)
        return self.annotate(
            own_state=Subquery(own.values("state")[:1]),
            own_copies=Subquery(own.values("copies")[:1]),
            rank=Case(When(waits, then=Value(0)), default=Value(1), output_field=IntegerField()),
            due_first=Case(When(waits, then="answer_due")),
        ).order_by("rank", "due_first", "-pk")

    def waiting_for(self, user):
        """Only wards are asked."""
        asked = user.is_authenticated and user.is_special_ward
        return super().waiting_for(user) if asked else self.none()


class PamphletRequest(BaseRequest):
    """A request that wards hand out pamphlets (パンフレット配布依頼); the asking organisation owns it."""

    ROOM, NAME = "pamphlets", "pamphlet"
    CHOSEN = "wards"
    WORDS = Words(noun="依頼", numbered="配布依頼", asker="依頼元", asked="区")

    class Shown(models.TextChoices):
        """What the asked wards see of each other's answers (他区への公開)."""

        NOBODY = "nobody", "見せない"
        NAMES = "names", "回答した区の名前だけ"
        ALL = "all", "回答の内容まで"

    size = models.CharField("大きさ", max_length=100, blank=True)
    grams = models.PositiveIntegerField("1部の重さ（g）", null=True, blank=True)
    copies_per_box = models.PositiveIntegerField("1箱の部数", null=True, blank=True)
    copies_available = models.PositiveIntegerField("配布できる部数", null=True, blank=True)
    copies_accepted = models.PositiveIntegerField("受け入れの合計", default=0)
    minimum_per_ward = models.PositiveIntegerField("1区あたりの最少部数", null=True, blank=True)
    period_from = models.DateField("配布の開始", null=True, blank=True)
    period_until = models.DateField("配布の終了", null=True, blank=True)
    deliver_by = models.DateField("納品の期限", null=True, blank=True)
    all_wards = models.BooleanField("23区すべて", default=True, db_default=True)
    wards = models.ManyToManyField(Organization, verbose_name="依頼する区", blank=True, related_name="+")
    answers_shown = models.CharField(
        "他区の回答", max_length=8, choices=Shown, default=Shown.ALL, db_default=Shown.ALL.value
    )

    objects = PamphletRequestQuerySet.as_manager()

    class Meta(BaseRequest.Meta):
        verbose_name = verbose_name_plural = "パンフレット配布依頼"
        indexes = [*BaseRequest.Meta.indexes, models.Index(fields=["sent_at"], name="pamphlet_sent_at")]
        constraints = [
            *BaseRequest.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=UNSENT) | Q(copies_available__isnull=False),
                name="pamphlet_copies_when_sent",
                violation_error_message="依頼を出すには、部数が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(copies_available__gte=1, copies_available__lte=COPIES_MAX),
                name="pamphlet_copies_positive",
                violation_error_message="配布できる部数は1部以上、1,000,000部以下にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(copies_accepted__lte=F("copies_available")),
                name="pamphlet_not_oversold",
                violation_error_message="受け入れの合計が配布できる部数を超えています。",
            ),
            models.CheckConstraint(
                condition=Q(minimum_per_ward__isnull=True)
                | Q(minimum_per_ward__gte=1, minimum_per_ward__lte=F("copies_available")),
                name="pamphlet_minimum_within_copies",
                violation_error_message="最少部数は、配布できる部数以下にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(period_from__isnull=True)
                | Q(period_until__isnull=True)
                | Q(period_until__gte=F("period_from")),
                name="pamphlet_period_in_order",
                violation_error_message="配布の終了は、開始の日以後にしてください。",
            ),
        ]

    def get_absolute_url(self):
        return reverse("pamphlets:pamphlet-detail", args=[self.pk])

    @property
    def period(self) -> str:
        """The wished period of handing out, in Japanese; empty where none was named."""
        start = f"{japanese_calendar.wareki(self.period_from)}から" if self.period_from else ""
        end = f"{japanese_calendar.wareki(self.period_until)}まで" if self.period_until else ""
        return start + end

    @staticmethod
    def may_ask(user) -> bool:
        """Members may ask the wards; a ward answers and the secretariat looks on, they do not ask."""
        organization = user.organization
        return bool(
            user.is_member
            and user.acts_for_section
            and organization
            and not organization.is_special_ward
            and not organization.is_secretariat
        )

    def addressees(self) -> list[Organization]:
        """The wards that the draft is meant for."""
        wards = Organization.objects.special_wards()
        return list(wards if self.all_wards else wards.filter(pk__in=self.wards.values("pk")))

    @property
    def asks_chosen(self) -> bool:
        return not self.all_wards

    @property
    def copies_left(self) -> int:
        return (self.copies_available or 0) - self.copies_accepted
