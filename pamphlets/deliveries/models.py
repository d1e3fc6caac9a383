"""What happens to the accepted copies: they leave, they arrive, they are handed out."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from common.paired_fields import empty, filled, person_field
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import COPIES_MAX, PamphletRequest

BOXES_MAX = 10_000
LEFT, ARRIVED, ENDED = "dispatched", "received", "finished"
WORDS = {LEFT: "発送済", ARRIVED: "受領", ENDED: "配布終了"}

RECEIVED = ("received_on", "received_count", "received_by")
FINISHED = ("finished_on", "handed_out", "left_over", "finished_by")


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Its ward, the asking organisation, the secretariat; other asked wards where answers are open."""
        if not user.is_authenticated or not user.is_member:
            return self.none()
        if user.is_secretariat:
            return self
        own = user.organization
        asked = WardAnswer.objects.filter(organization=own).values("pamphlet")
        shared = Q(answer__pamphlet__answers_shown=PamphletRequest.Shown.ALL, answer__pamphlet__in=asked)
        return self.filter(Q(answer__organization=own) | Q(answer__pamphlet__organization=own) | shared)


class Delivery(models.Model):
    """The way of one ward's copies (発送・受領・配布終了); it exists from the day they left."""

    answer = models.OneToOneField(
        WardAnswer, verbose_name="回答", on_delete=models.CASCADE, related_name="delivery"
    )
    dispatched_on = models.DateField("発送日")
    dispatched_at = models.DateTimeField("発送の記録日時", default=timezone.now)
    dispatched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="発送した人", on_delete=models.PROTECT, related_name="+"
    )
    dispatched_by_name = models.CharField("発送した人（当時）", max_length=60)
    boxes = models.PositiveIntegerField("箱の数", null=True, blank=True)
    carrier = models.CharField("運送会社", max_length=60, blank=True)
    slip_number = models.CharField("伝票番号", max_length=60, blank=True)
    received_on = models.DateField("受領日", null=True, blank=True)
    received_count = models.PositiveIntegerField("受け取った部数", null=True, blank=True)
    received_by = person_field("受け取った人")
    received_by_name = models.CharField("受け取った人（当時）", max_length=60, blank=True)
    finished_on = models.DateField("配布を終えた日", null=True, blank=True)
    handed_out = models.PositiveIntegerField("配布した部数", null=True, blank=True)
    left_over = models.PositiveIntegerField("残った部数", null=True, blank=True)
    remark = models.TextField("報告の備考", max_length=500, blank=True)
    finished_by = person_field("配布終了を報告した人")
    finished_by_name = models.CharField("配布終了を報告した人（当時）", max_length=60, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "発送と受領"
        ordering = ["answer"]
        constraints = [
            models.CheckConstraint(
                condition=Q(boxes__isnull=True) | Q(boxes__gte=1, boxes__lte=BOXES_MAX),
                name="delivery_boxes_positive",
                violation_error_message="箱の数は1箱以上、10,000箱以下にしてください。",
            ),
            models.CheckConstraint(
                condition=empty(RECEIVED)
                | filled(RECEIVED) & Q(received_count__gte=1, received_count__lte=10 * COPIES_MAX),
                name="delivery_received_whole",
                violation_error_message="受領には日付、1部以上の部数、人のすべてが必要です。",
            ),
            models.CheckConstraint(
                condition=empty(FINISHED) | filled([*FINISHED, "received_on"]),
                name="delivery_finished_whole",
                violation_error_message="配布終了には、受領のあとの日付、部数、人のすべてが必要です。",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("dispatched_on")),
                name="delivery_received_after_leaving",
                violation_error_message="受領日は、発送日以後にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True) | Q(finished_on__gte=F("received_on")),
                name="delivery_finished_after_receiving",
                violation_error_message="配布を終えた日は、受領日以後にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(handed_out__isnull=True)
                | Q(received_count=F("handed_out") + F("left_over"))
                | ~Q(remark=""),
                name="delivery_counts_add_up",
                violation_error_message="部数の合計が受け取った部数と違うときは、備考に理由が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.answer.organization.name} {self.word}"

    def get_absolute_url(self):
        return self.answer.pamphlet.get_absolute_url()

    @property
    def step(self) -> str:
        """The last thing that happened to the copies."""
        if self.finished_on:
            return ENDED
        return ARRIVED if self.received_on else LEFT

    @property
    def word(self) -> str:
        return WORDS[self.step]

    @property
    def tone(self) -> str:
        return {LEFT: "warning", ARRIVED: "neutral", ENDED: "success"}[self.step]


def has_left(pamphlet) -> bool:
    """Whether copies for any ward are on their way or there."""
    return Delivery.objects.filter(answer__pamphlet=pamphlet).exists()
