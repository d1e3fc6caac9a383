"""Which bodies were invited to exhibit, when they were last told, and the way their mailboxes answer."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.paired_fields import both_or_neither, person_field
from correspondence.answer_links.models import BaseAnswerLink
from events.calls.models import ExhibitorCall
from events.participations.models import Participation
from members.sections.models import Section


class InvitationQuerySet(models.QuerySet):
    def silent(self):
        """Of bodies that have not answered yet."""
        return self.filter(participation__in=Participation.objects.silent())


class Invitation(models.Model):
    """That an organiser invited a body to exhibit at an event (出展の招待)."""

    participation = models.OneToOneField(
        Participation, verbose_name="出展・参加自治体", on_delete=models.CASCADE, related_name="invitation"
    )
    # of a body that is no member; what it gives as its contact when it applies may be another one
    email = models.EmailField("招待したメールアドレス", max_length=254, blank=True)
    invited_at = models.DateTimeField("招待した日時", default=timezone.now)
    invited_by = person_field("招待した人", editable=False)
    told_at = models.DateTimeField("最後に知らせた日時", default=timezone.now)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "出展の招待"
        ordering = ["participation", "pk"]
        constraints = [
            both_or_neither("invited_at", "invited_by", message="招待には、日時と人の両方が必要です。"),
            models.CheckConstraint(
                condition=Q(told_at__gte=models.F("invited_at")),
                name="invitation_told_after_invited",
                violation_error_message="最後に知らせた日時は、招待した日時以後にしてください。",
            ),
        ]

    def __str__(self):
        return f"{self.participation}の招待"


class InvitationLink(BaseAnswerLink):
    """The way a mailbox has into the answer to an invitation (招待へのメールからの回答).

    Without a section it is the address that the organiser typed, of a body that is no member.
    """

    PURPOSE = "exhibitor_invitation"

    answer = models.ForeignKey(
        Participation, verbose_name="出展・参加自治体", on_delete=models.CASCADE, related_name="links"
    )
    section = models.ForeignKey(
        Section, verbose_name="担当部署", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(BaseAnswerLink.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "section"],
                name="invitationlink_once",
                nulls_distinct=False,
                violation_error_message="この部署への招待のメールは既にあります。",
            )
        ]

    def __str__(self):
        return f"{self.answer}の招待への回答"

    @classmethod
    def with_answers(cls):
        return cls.objects.select_related(
            "answer__event__exhibitor_call",
            "answer__event__owner__local_government",
            "answer__event__venue",
            "answer__invitation",
            "answer__organization__local_government",
            "answer__local_government",
            "section__organization",
        )

    @property
    def item(self) -> ExhibitorCall:
        return self.answer.event.exhibitor_call

    @property
    def must_answer(self) -> bool:
        return self.answer.answered_at is None

    is_owed = must_answer

    @property
    def answer_shown(self) -> str:
        return "、".join(map(str, self.answer.roles.all()))

    @property
    def mailbox(self) -> str:
        return self.section.mailbox if self.section else self.answer.invitation.email

    @property
    def is_theirs(self) -> bool:
        return super().is_theirs if self.section else self.answer.organization_id is None

    @property
    def held_reason(self) -> str:
        return self.section.held_reason if self.section else ""
