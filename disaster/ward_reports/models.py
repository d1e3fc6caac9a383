"""What wards report of their own support before it is a record."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse

from common.append_only.models import Reason
from common.paired_fields import both_or_neither, person_field
from disaster.disasters.models import Disaster
from disaster.support_records.models import Told


class State(models.TextChoices):
    RETURNED = "returned", "差戻し"
    DRAFT = "draft", "下書き"
    WAITING = "waiting", "確認待ち"
    ACCEPTED = "accepted", "受理"
    WITHDRAWN = "withdrawn", "取下げ"


class SupportReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The secretariat sees what was handed in once; a ward its own.

        Of disasters that it may see, also on the page of the one that a draft was merged into.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_secretariat:
            return self.filter(Q(submitted_at__isnull=False) | Q(returned_at__isnull=False))
        if not user.is_special_ward:
            return self.none()
        seen = Q(disaster__in=Disaster.objects.visible_to(user))
        seen |= Q(disaster__in=Disaster.objects.told_to(user))
        return self.filter(seen, organization=user.organization)

    def waiting(self):
        """For the secretariat."""
        return self.filter(submitted_at__isnull=False, accepted_at__isnull=True, withdrawn_at__isnull=True)

    def open_of(self, organization):
        """What that ward still has to hand in: drafts and what was sent back."""
        own = self.filter(organization=organization, submitted_at__isnull=True, withdrawn_at__isnull=True)
        disasters = Disaster.objects
        return own.filter(Q(disaster__in=disasters.published()) | Q(disaster__in=disasters.told_in_public()))

    def with_names(self):
        return self.select_related(
            *("disaster", "organization__local_government"),
            *("sender_government", "recipient_government"),
        )

    def waiting_first(self):
        """What waits from the oldest, then the others from the newest."""
        waits = Q(submitted_at__isnull=False, accepted_at__isnull=True, withdrawn_at__isnull=True)
        since = Case(When(waits, then=F("submitted_at")))
        return self.order_by(since.asc(nulls_last=True), "-pk")

    def by_state(self):
        """What the ward has to do first, each from the newest."""
        place = Case(
            When(withdrawn_at__isnull=False, then=Value(4)),
            When(accepted_at__isnull=False, then=Value(3)),
            When(submitted_at__isnull=False, then=Value(2)),
            When(returned_at__isnull=False, then=Value(0)),
            default=Value(1),
        )
        return self.order_by(place, "-pk")


class SupportReport(Told):
    """One act of support that a ward tells the secretariat (区からの報告); accepted it is a record."""

    organization = models.ForeignKey(
        "members.Organization", verbose_name="報告した区", on_delete=models.PROTECT, related_name="+"
    )
    disaster = models.ForeignKey(
        "disaster.Disaster", verbose_name="災害", on_delete=models.PROTECT, related_name="reports"
    )
    corrects = models.ForeignKey(
        "disaster.SupportRecordVersion",
        verbose_name="訂正する版",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    correction_reason = models.CharField("訂正の理由", max_length=13, choices=Reason, blank=True)
    correction_words = models.CharField("訂正の説明", max_length=500, blank=True)
    edition = models.PositiveIntegerField("版", default=1, editable=False)
    made_at = models.DateTimeField("作成日時", auto_now_add=True)
    made_by = person_field("作成した人")
    submitted_at = models.DateTimeField("提出日時", null=True, blank=True)
    submitted_by = person_field("提出した人")
    returned_at = models.DateTimeField("差戻し日時", null=True, blank=True)
    returned_by = person_field("差し戻した人")
    returned_note = models.CharField("差戻しの理由", max_length=500, blank=True)
    accepted_at = models.DateTimeField("受理日時", null=True, blank=True)
    accepted_by = person_field("受理した人")
    record = models.ForeignKey(
        "disaster.SupportRecord",
        verbose_name="受理した個票",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
    )
    withdrawn_at = models.DateTimeField("取下げ日時", null=True, blank=True)
    withdrawn_by = person_field("取り下げた人")

    objects = SupportReportQuerySet.as_manager()

    class Meta(Told.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "区からの報告"
        ordering = ["-pk"]
        constraints = [
            *Told.Meta.constraints,
            both_or_neither(
                "submitted_at", "submitted_by", message="提出した人と提出日時は、そろえて記録してください。"
            ),
            both_or_neither(
                *("returned_at", "returned_by"),
                texts=["returned_note"],
                message="差戻しには、差し戻した人、日時、理由が必要です。",
            ),
            both_or_neither(
                *("accepted_at", "accepted_by", "record"),
                message="受理には、受理した人、日時、個票が必要です。",
            ),
            both_or_neither(
                "withdrawn_at", "withdrawn_by", message="取り下げた人と日時は、そろえて記録してください。"
            ),
            both_or_neither(
                "corrects",
                texts=["correction_reason", "correction_words"],
                message="訂正の報告には、理由と説明を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True)
                | Q(submitted_at__isnull=False, withdrawn_at__isnull=True),
                name="supportreport_accepted_of_submitted",
                violation_error_message="受理できるのは、提出されていて取り下げられていない報告だけです。",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(submitted_at__isnull=True),
                name="supportreport_returned_or_submitted",
                violation_error_message="差し戻した報告は、提出をやり直すまで確認待ちになりません。",
            ),
        ]

    def __str__(self):
        return f"{self.from_to}の{self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("disaster:report-detail", args=[self.pk])

    @property
    def current_state(self) -> State:
        if self.withdrawn_at:
            return State.WITHDRAWN
        if self.accepted_at:
            return State.ACCEPTED
        if self.submitted_at:
            return State.WAITING
        return State.RETURNED if self.returned_at else State.DRAFT

    @property
    def is_waiting(self) -> bool:
        return self.current_state == State.WAITING

    @property
    def is_open(self) -> bool:
        """Whether the ward can still write in it."""
        return self.current_state in (State.DRAFT, State.RETURNED)

    @property
    def facts(self) -> dict:
        """{column: value} of what the record would say."""
        return {name: getattr(self, name) for name in self.COLUMNS}

    @property
    def is_overtaken(self) -> bool:
        """Whether what it corrects was corrected by somebody meanwhile."""
        return bool(self.corrects_id) and self.corrects.superseded_at is not None
