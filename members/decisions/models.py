"""What the secretariat approves or declines: who decided it and when, and why not."""

from django.db import models
from django.db.models import Q

from common import japanese_calendar
from common.paired_fields import filled_when, person_field
from common.work_items import Standing
from members.access.querysets import SecretariatQuerySet

DECIDED = ("approved", "declined")  # states


class DecidedQuerySet(SecretariatQuerySet):
    def waiting(self):
        """Verified and not decided: what waits for the secretariat, the oldest first."""
        return self.filter(state="waiting").order_by("verified_at", "id")


class DecidedMixin(models.Model):
    """Asked for by mail, verified, then decided (審査); a child has `state` and `verified_at`."""

    NOUN: str  # what it is called in a sentence

    decided_at = models.DateTimeField("審査日時", null=True, blank=True)
    decided_by = person_field("審査した人")
    reason = models.TextField("見送りの理由", max_length=1000, blank=True)

    class Meta:
        abstract = True
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "verified_at"], name="%(class)s_queue")]
        constraints = [
            filled_when(
                ~Q(state="unverified"),
                "verified_at",
                message="確認日時は、確認が済んだものだけにあります。",
            ),
            filled_when(
                Q(state__in=DECIDED),
                "decided_at",
                "decided_by",
                message="審査の結果には日時と審査した人の両方が必要です。",
            ),
            filled_when(
                Q(state="declined"), texts=["reason"], message="見送りのときは理由を入力してください。"
            ),
        ]

    @property
    def is_unverified(self) -> bool:
        return self.state == "unverified"

    @property
    def is_waiting(self) -> bool:
        return self.state == "waiting"

    @property
    def waiting_days(self) -> int:
        """Working days since it was verified; 0 for one that does not wait."""
        return working_days_since(self.verified_at) if self.is_waiting else 0

    @property
    def standing(self) -> Standing:
        """How it stands: since when it waits, or who decided it."""
        if self.decided_at:
            at = japanese_calendar.wareki_time(self.decided_at)
            return Standing(f"{at}に{self.decided_by.name}さんが「{self.get_state_display()}」にしました")
        if self.is_waiting:
            days = self.waiting_days
            return Standing(f"{f'受付から{days}開庁日' if days else '今日の受付'}、審査を待っています")
        return Standing("メールの確認を待っています")


def working_days_since(moment) -> int:
    return japanese_calendar.working_days_between(
        japanese_calendar.as_date(moment), japanese_calendar.today()
    )
