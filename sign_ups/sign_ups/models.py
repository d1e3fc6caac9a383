"""Who signed up for a slot, and how they stand."""

import datetime
import unicodedata

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common.paired_fields import person_field
from sign_ups.sign_ups.codes import new_code
from sign_ups.slots.models import LARGEST_GROUP


class SignUpQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=SignUp.State.WAITING)

    def in_queue(self):
        """Those who wait, in the order of queueing."""
        # the row is written while the slot is locked: keys rise in that order
        return self.waiting().order_by("pk")

    def standing(self):
        """Neither cancelled nor declined."""
        return self.exclude(state__in=SignUp.OVER)

    def offer_lapsed(self, now: datetime.datetime):
        """Those whose offer was not answered in time."""
        return self.filter(state=SignUp.State.OFFERED, offered_until__lte=now)


class SignUp(models.Model):
    """One application for a slot, for one or several people (参加申込)."""

    class State(models.TextChoices):
        APPLIED = "applied", "決定待ち"
        CONFIRMED = "confirmed", "確定"
        WAITING = "waiting", "空き待ち"
        OFFERED = "offered", "空席を案内中"
        CANCELLED = "cancelled", "取消し"
        DECLINED = "declined", "見送り"

    HOLDING = (State.CONFIRMED, State.OFFERED)  # those whose places are counted as taken
    OVER = (State.CANCELLED, State.DECLINED)
    PERSONAL = ("name", "email", "telephone", "remark")  # what goes on the day of `Slot.purge_on`

    class GroupRule(models.TextChoices):
        """What several people do where there are too few places (席が足りないとき)."""

        WHOLE = "whole", "全員分の席が空くまで待つ"
        PART = "part", "一部の人だけでも参加する"

    slot = models.ForeignKey(
        "sign_ups.Slot", verbose_name="受付枠", on_delete=models.PROTECT, related_name="sign_ups"
    )
    code = models.CharField("申込番号", max_length=10, unique=True, default=new_code, editable=False)
    state = models.CharField("状態", max_length=10, choices=State)
    name = models.CharField("申込者の氏名", max_length=60)
    email = models.EmailField("メールアドレス", max_length=254)
    telephone = models.CharField("電話番号", max_length=30, blank=True)
    section = models.ForeignKey(
        "members.Section",
        verbose_name="担当部署",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    made_by = person_field("申し込んだ会員")
    remark = models.TextField("主催者への連絡", max_length=500, blank=True)
    group_rule = models.CharField(
        "席が足りないとき", max_length=5, choices=GroupRule, default=GroupRule.WHOLE
    )
    size = models.PositiveSmallIntegerField("人数")
    passed = models.PositiveSmallIntegerField("先に案内された回数", default=0, editable=False)
    offered_places = models.PositiveSmallIntegerField("案内した席", null=True, blank=True, editable=False)
    offered_until = models.DateTimeField("返事の期限", null=True, blank=True, editable=False)
    came = models.PositiveSmallIntegerField("来た人数", default=0, editable=False)
    came_at = models.DateTimeField("受付日時", null=True, blank=True, editable=False)
    edition = models.PositiveIntegerField("通知の版", default=1, editable=False)
    made_at = models.DateTimeField("申込日時", default=timezone.now)
    decided_by = person_field("決めた人")
    ended_at = models.DateTimeField("取消し・見送りの日時", null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参加申込"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["slot", "state", "id"], name="signup_of_slot"),
            models.Index(fields=["offered_until"], condition=Q(state="offered"), name="signup_offered"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state="offered",
                    offered_places__isnull=False,
                    offered_places__gte=1,
                    offered_places__lte=models.F("size"),
                    offered_until__isnull=False,
                )
                | (~Q(state="offered") & Q(offered_places__isnull=True, offered_until__isnull=True)),
                name="signup_offer_whole",
                violation_error_message="空席の案内には、席の数と返事の期限の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("cancelled", "declined"), ended_at__isnull=False)
                | (~Q(state__in=("cancelled", "declined")) & Q(ended_at__isnull=True)),
                name="signup_ended_whole",
                violation_error_message="取消しと見送りには日時が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(came=0, came_at__isnull=True)
                | Q(state="confirmed", came__gte=1, came__lte=models.F("size"), came_at__isnull=False),
                name="signup_came_of_confirmed",
                violation_error_message="来た人数は、確定した申込の人数までです。",
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=LARGEST_GROUP),
                name="signup_size_in_range",
                violation_error_message="人数は1人以上、10人以下にしてください。",
            ),
        ]

    def __str__(self):
        return self.code_shown  # the register keeps it for good: no name

    def get_absolute_url(self):
        """Their own page, which needs no login."""
        return reverse("own_sign_up:sign-up", args=[self.code])

    @property
    def code_shown(self) -> str:
        return f"{self.code[:5]}-{self.code[5:]}"

    @property
    def takes_part(self) -> bool:
        """Whether some of the group would come where there are too few places."""
        return self.group_rule == self.GroupRule.PART

    @property
    def places_held(self) -> int:
        """How many places are counted as taken for it."""
        if self.state == self.State.OFFERED:
            return self.offered_places
        return self.size if self.state == self.State.CONFIRMED else 0

    @property
    def is_over(self) -> bool:
        return self.state in self.OVER

    @property
    def names(self) -> list[str]:
        """Of the people who would come, or came."""
        return [person.name for person in self.people.all()]

    @property
    def state_tone(self) -> str:
        tones = {"applied": "warning", "offered": "warning", "confirmed": "success"}
        return tones.get(self.state, "muted")


class Person(models.Model):
    """Somebody for whom a sign-up asks a place (参加者)."""

    sign_up = models.ForeignKey(
        SignUp, verbose_name="参加申込", on_delete=models.CASCADE, related_name="people"
    )
    # of the sign-up, here once more: the database holds that nobody stands twice in one slot
    slot = models.ForeignKey(
        "sign_ups.Slot", verbose_name="受付枠", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("氏名", max_length=60)
    key = models.CharField("照合用", max_length=400, editable=False)
    stands = models.BooleanField("有効", default=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "参加者"
        ordering = ["sign_up", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "key"],
                condition=Q(stands=True),
                name="person_once_in_a_slot",
                violation_error_message="同じメールアドレスと氏名の申込が、すでにあります。",
            )
        ]

    def __str__(self):
        return f"参加者 {self.pk}"


def key_of(email: str, name: str) -> str:
    """The same for the same person: their mailbox, which others may share, and their name (NFKC)."""
    plain = "".join(unicodedata.normalize("NFKC", name).split()).casefold()
    return f"{email.strip().lower()} {plain}"
