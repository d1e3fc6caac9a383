"""A mail of those who run it to many who signed up, and to whom it went."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from django.urls import reverse

from common.paired_fields import both_or_neither, person_field
from sign_ups.sign_ups.models import SignUp

State = SignUp.State
LONGEST_TEXT = 5000


class Mailing(models.Model):
    """A text to many who signed up (一斉メール): a draft, then sent once."""

    class Audience(models.TextChoices):
        """Which of the sign-ups (宛先)."""

        CONFIRMED = "confirmed", "確定している人"
        CAME = "came", "受付を済ませた人"
        OFFERED = "offered", "空席を案内中の人"
        WAITING = "waiting", "空き待ちの人"
        APPLIED = "applied", "決定を待っている人"
        STANDING = "standing", "取消しと見送りを除くすべての人"

    slot = models.ForeignKey(
        "sign_ups.Slot", verbose_name="受付枠", on_delete=models.PROTECT, related_name="mailings"
    )
    audience = models.CharField("宛先", max_length=10, choices=Audience, default=Audience.CONFIRMED)
    all_slots = models.BooleanField("同じ催しのすべての受付枠に送る", default=False)
    subject = models.CharField("件名", max_length=100)
    text = models.TextField("本文", max_length=LONGEST_TEXT)
    made_by = person_field("作成した人")
    made_at = models.DateTimeField("作成日時", auto_now_add=True)
    sent_at = models.DateTimeField("送信した日時", null=True, blank=True)
    sent_by = person_field("送信した人")

    EDITED = ("audience", "all_slots", "subject", "text")
    PERSONAL = ("subject", "text")  # may name people; they go on the day of `Slot.purge_on`

    class Meta:
        verbose_name = verbose_name_plural = "一斉メール"
        ordering = ["-pk"]
        constraints = [both_or_neither("sent_at", "sent_by", message="送信した日時と人の両方が必要です。")]

    def __str__(self):
        return f"一斉メール {self.pk}"  # the register keeps it for good, and a subject may name somebody

    def get_absolute_url(self):
        return reverse("sign_ups:mailing-detail", args=[self.slot_id, self.pk])

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None

    @property
    def states(self) -> Sequence[str]:
        """Those of a sign-up that it is for; of `CAME` somebody must have come besides."""
        if self.audience == self.Audience.STANDING:
            return [state for state in State if state not in SignUp.OVER]
        if self.audience == self.Audience.CAME:
            return [State.CONFIRMED]
        return [self.audience]

    def is_for(self, sign_up: SignUp) -> bool:
        """Whether a sign-up stands so as those whom it is for."""
        came = self.audience != self.Audience.CAME or sign_up.came > 0
        return came and sign_up.state in self.states


class MailingRecipient(models.Model):
    """A sign-up that a mailing went to (一斉メールの宛先); its name and address stand in the sign-up."""

    mailing = models.ForeignKey(
        Mailing, verbose_name="一斉メール", on_delete=models.CASCADE, related_name="recipients"
    )
    sign_up = models.ForeignKey(
        "sign_ups.SignUp", verbose_name="参加申込", on_delete=models.PROTECT, related_name="+"
    )
    # how the mail ended, kept when the mails themselves lose their addresses
    outcome = models.CharField("送信の結果", max_length=10, blank=True, default="", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "一斉メールの宛先"
        ordering = ["mailing", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "sign_up"],
                name="mailing_once_to_a_sign_up",
                violation_error_message="この申込には、すでに送っています。",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=("", "queued", "sent", "failed", "skipped")),
                name="mailing_outcome_known",
                violation_error_message="送信の結果が正しくありません。",
            ),
        ]

    def __str__(self):
        return f"一斉メールの宛先 {self.pk}"
