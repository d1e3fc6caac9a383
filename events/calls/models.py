"""What an event asks bodies that want to exhibit, and what they answered."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from common.japanese_calendar import today
from common.paired_fields import both_or_neither, person_field
from correspondence.questions.models import BaseAnswerValue, BaseQuestion, question_constraints
from events.events.models import Event
from events.participations.models import Participation, Role


class ExhibitorCallQuerySet(models.QuerySet):
    def announced(self):
        """Those that were opened, of published events: every member reads them."""
        return self.filter(opened_at__isnull=False, event__in=Event.objects.published())

    def not_over(self, day):
        """Those that take applications that day or later."""
        called_off = [Event.Holding.CANCELLED, Event.Holding.POSTPONED]
        to_come = Q(event__last_day__isnull=True) | Q(event__last_day__gte=day)
        return self.announced().filter(to_come, apply_until__gte=day).exclude(event__holding__in=called_off)

    def open(self, day=None):
        """Those that take applications that day (today)."""
        day = today() if day is None else day
        return self.not_over(day).filter(Q(opens_on__isnull=True) | Q(opens_on__lte=day))


class ExhibitorCall(models.Model):
    """An event's call for exhibitors (出展募集): until when, for which roles, with which questions."""

    event = models.OneToOneField(
        Event, verbose_name="イベント", on_delete=models.CASCADE, related_name="exhibitor_call"
    )
    guidance = models.TextField("募集の案内", max_length=5000, blank=True)
    opens_on = models.DateField("申込の開始日", null=True, blank=True)
    apply_until = models.DateField("申込期限", null=True, blank=True)
    sheet_due_on = models.DateField("紹介シートの提出期限", null=True, blank=True)
    questions_version = models.PositiveIntegerField("質問の版", default=1, editable=False)
    version = models.PositiveIntegerField("版", default=0, editable=False)  # 0: nobody saved it yet
    saved_by = person_field("保存した人", editable=False)
    opened_at = models.DateTimeField("募集を始めた日時", null=True, blank=True, editable=False)
    opened_by = person_field("募集を始めた人", editable=False)

    objects = ExhibitorCallQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "出展募集"
        ordering = ["apply_until", "pk"]
        constraints = [
            both_or_neither("opened_at", "opened_by", message="募集を始めた日時と人の両方が必要です。"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(apply_until__isnull=False),
                name="exhibitorcall_open_until",
                violation_error_message="募集を始める前に、申込期限を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True)
                | Q(apply_until__isnull=True)
                | Q(opens_on__lte=F("apply_until")),
                name="exhibitorcall_days_in_order",
                violation_error_message="申込期限は、申込の開始日以後にしてください。",
            ),
        ]

    def __str__(self):
        return f"{self.event}の出展募集"

    def get_absolute_url(self):
        return reverse("events:call-detail", args=[self.event_id])

    @property
    def is_draft(self) -> bool:
        return self.opened_at is None

    @property
    def is_open(self) -> bool:
        """As `open()` of the queryset."""
        event = self.event
        takes = event.is_published and not event.is_called_off and not self.is_draft
        return takes and (self.opens_on is None or self.opens_on <= today()) and not self.is_over

    @property
    def is_over(self) -> bool:
        """Whether its deadline has passed, or the event itself."""
        last, day = self.event.last_day, today()
        return self.apply_until < day or (last is not None and last < day)

    @property
    def saver(self) -> str:
        return self.saved_by.name if self.saved_by else ""


class CallRole(models.Model):
    """A role that a call offers (募集する区分), with how many it takes and how many were accepted."""

    call = models.ForeignKey(
        ExhibitorCall, verbose_name="出展募集", on_delete=models.CASCADE, related_name="roles"
    )
    role = models.CharField("区分", max_length=8, choices=Role)
    capacity = models.PositiveIntegerField("募集数", null=True, blank=True)
    taken = models.PositiveIntegerField("決定した数", default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "募集する区分"
        ordering = ["call", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "role"],
                name="callrole_once",
                violation_error_message="同じ区分がもうあります。",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")),
                name="callrole_within_capacity",
                violation_error_message="募集数を超えて決定することはできません。",
            ),
        ]

    def __str__(self):
        return self.get_role_display()

    @property
    def left(self) -> int | None:
        """How many more can be accepted; None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def is_full(self) -> bool:
        return self.left == 0


class CallQuestion(BaseQuestion):
    """A typed question of a call for exhibitors (出展募集の質問)."""

    call = models.ForeignKey(
        ExhibitorCall, verbose_name="出展募集", on_delete=models.CASCADE, related_name="questions"
    )

    class Meta(BaseQuestion.Meta):
        ordering = ["call", "position", "line", "version"]
        constraints = question_constraints("call")


class ParticipationValueQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(answer__in=Participation.objects.visible_to(user))


class ParticipationValue(BaseAnswerValue):
    """What a body answered to one question of a call (出展の申込の回答の値)."""

    answer = models.ForeignKey(
        Participation, verbose_name="出展・参加自治体", on_delete=models.CASCADE, related_name="values"
    )
    question = models.ForeignKey(
        CallQuestion, verbose_name="質問", on_delete=models.PROTECT, related_name="values"
    )

    objects = ParticipationValueQuerySet.as_manager()

    class Meta(BaseAnswerValue.Meta):
        pass
