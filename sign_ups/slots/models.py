"""What people sign up for: so many places at a time, of an event or of a call on the board."""

import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from common.japanese_calendar import wareki_time
from common.paired_fields import person_field
from sign_ups.slots.carriers import Carrier, carrier_called, carrier_of

LARGEST = 100_000  # places
LARGEST_GROUP = 10  # people of one sign-up


class SlotQuerySet(models.QuerySet):
    def of(self, row: models.Model):
        """Those of an event, of a topic …"""
        return self.filter(carrier=carrier_of(type(row)).key, carrier_id=row.pk)

    def shown(self):
        """What is no draft."""
        return self.exclude(state=Slot.State.DRAFT)

    def with_queue(self):
        """Adds `has_queue`: whether somebody waits for a place."""
        waiting = self.model._meta.get_field("sign_ups").related_model.objects.waiting()
        return self.annotate(has_queue=Exists(waiting.filter(slot=OuterRef("pk"))))

    def keeping_too_long(self, now: datetime.datetime):
        """Those that keep free places for the head of their list, past the day on which that ends."""
        return self.filter(keeps_places=True, state=Slot.State.OPEN, closes_at__lte=now + Slot.KEPT_UNTIL)

    def purge_due(self, now: datetime.datetime):
        """Those whose sign-ups lose their personal data now."""
        return self.filter(purged_at__isnull=True, purge_on__lte=timezone.localdate(now))


class Slot(models.Model):
    """Places at one time for which people sign up (受付枠): of an event, or a call on the board."""

    KEPT_UNTIL = datetime.timedelta(hours=72)  # before the closing; until then freed places wait for a head
    OFFER_HOLDS = datetime.timedelta(hours=48)
    LAST_OFFER = datetime.timedelta(hours=2)  # before the start

    class State(models.TextChoices):
        DRAFT = "draft", "準備中"
        OPEN = "open", "受付中"
        CLOSED = "closed", "受付を終了"

    class Audience(models.TextChoices):
        """Who may sign up (申し込める人)."""

        PUBLIC = "public", "どなたでも"
        MEMBERS = "members", "会員だけ（ログインが必要）"

    class Method(models.TextChoices):
        """How a place is given (決め方)."""

        FIRST_COME = "first_come", "先着順"
        APPROVAL = "approval", "主催者が決める"

    # a key of the registered carriers, and the row: the room of it is not known here
    carrier = models.CharField("受付するもの", max_length=20)
    carrier_id = models.BigIntegerField("その番号")
    title = models.CharField("受付枠の名称", max_length=200)
    state = models.CharField("状態", max_length=8, choices=State, default=State.DRAFT)
    starts_at = models.DateTimeField("開始日時")
    ends_at = models.DateTimeField("終了日時", null=True, blank=True)
    place = models.CharField("場所", max_length=200, blank=True)
    guidance = models.TextField("参加者への案内", max_length=2000, blank=True)
    contact = models.CharField("問い合わせ先", max_length=200)
    audience = models.CharField("申し込める人", max_length=8, choices=Audience, default=Audience.PUBLIC)
    method = models.CharField("決め方", max_length=12, choices=Method, default=Method.FIRST_COME)
    group_max = models.PositiveSmallIntegerField("1件の申込の人数の上限", default=5)
    opens_at = models.DateTimeField("受付の開始", null=True, blank=True)
    closes_at = models.DateTimeField("申込期限")

    capacity = models.PositiveIntegerField("定員")
    extra = models.PositiveIntegerField("増やした席", default=0)
    extra_reason = models.CharField("席を増やした理由", max_length=200, blank=True, default="")
    taken = models.PositiveIntegerField("確定または案内中の席", default=0, editable=False)
    walk_ins = models.PositiveIntegerField("申込なしの来場", default=0, editable=False)
    keeps_places = models.BooleanField("先頭の組のために席を取っておく", default=False, editable=False)

    purpose = models.CharField("個人情報の利用目的", max_length=200)
    purge_on = models.DateField("個人情報を削除する日")
    purged_at = models.DateTimeField("個人情報を削除した日時", null=True, blank=True, editable=False)
    made_by = person_field("作成した人")
    made_at = models.DateTimeField("作成日時", default=timezone.now)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "受付枠"
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["carrier", "carrier_id"], name="slot_of_carrier"),
            models.Index(fields=["closes_at"], condition=Q(keeps_places=True), name="slot_keeping"),
            models.Index(fields=["purge_on"], condition=Q(purged_at__isnull=True), name="slot_to_purge"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity") + F("extra")),
                name="slot_not_oversold",
                violation_error_message="確定した人数が定員を超えています。",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=LARGEST, extra__lte=LARGEST),
                name="slot_capacity_in_range",
                violation_error_message="定員は1人以上、100,000人以下にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(extra=0, extra_reason="") | (Q(extra__gte=1) & ~Q(extra_reason="")),
                name="slot_extra_has_reason",
                violation_error_message="席を増やすときは、理由を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(group_max__gte=1, group_max__lte=LARGEST_GROUP),
                name="slot_group_in_range",
                violation_error_message="1件の申込の人数は1人以上、10人以下にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="slot_ends_after_start",
                violation_error_message="終了日時は、開始日時より後にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__lte=F("starts_at"))
                & (Q(opens_at__isnull=True) | Q(opens_at__lt=F("closes_at"))),
                name="slot_closes_before_start",
                violation_error_message="申込期限は、受付の開始より後、開始日時以前にしてください。",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of those who run it."""
        return reverse("sign_ups:slot-detail", args=[self.pk])

    @property
    def the_carrier(self) -> Carrier | None:
        return carrier_called(self.carrier)

    @property
    def called_off(self) -> str:
        """That its event is not held as planned, as a sentence; "" where it is, or is gone."""
        carrier = self.the_carrier
        row = carrier.model.objects.filter(pk=self.carrier_id).first() if carrier else None
        return carrier.called_off(row) if row else ""

    @property
    def places(self) -> int:
        return self.capacity + self.extra

    @property
    def left(self) -> int:
        return self.places - self.taken

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def by_approval(self) -> bool:
        return self.method == self.Method.APPROVAL

    @property
    def is_purged(self) -> bool:
        """Whether names and addresses are gone; the numbers are there still."""
        return self.purged_at is not None

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def when(self) -> str:
        """令和9年1月9日(土) 10:00から12:00まで."""
        start = wareki_time(self.starts_at)
        if not self.ends_at:
            return f"{start}から"
        end = timezone.localtime(self.ends_at)
        same_day = end.date() == timezone.localdate(self.starts_at)
        return f"{start}から{f'{end.hour}:{end.minute:02}' if same_day else wareki_time(self.ends_at)}まで"

    @property
    def state_tone(self) -> str:
        return {"draft": "warning", "open": "key"}.get(self.state, "muted")
