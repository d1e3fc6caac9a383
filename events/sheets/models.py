"""What a body says of itself at an event, and that it was reminded to."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from common.attachments.models import StoredFile
from common.japanese_calendar import as_date, is_working_day, today
from common.paired_fields import filled_when, person_field
from correspondence.answer_links.models import BaseAnswerLink
from correspondence.reminders.models import FIRST, BaseReminder
from correspondence.reminders.queries import reminded_until
from events.events.models import Event
from events.participations.models import Participation
from members.sections.models import Section


class SheetState(models.TextChoices):
    DRAFT = "draft", "未提出"
    SUBMITTED = "submitted", "提出"
    RETURNED = "returned", "差戻し"
    CONFIRMED = "confirmed", "確認済"


OWED = (SheetState.DRAFT, SheetState.RETURNED)


class ExhibitorSheetQuerySet(models.QuerySet):
    def public(self):
        """Confirmed, of a body that takes part in a published event; each picture with words and rights."""
        own = {"owner_type__app_label": "events", "owner_type__model": "exhibitorsheet"}
        bare = StoredFile.objects.filter(Q(alt="") | Q(rights=""), owner_id=OuterRef("pk"), **own)
        return self.filter(
            ~Exists(bare),
            state=SheetState.CONFIRMED,
            participation__in=Participation.objects.shown(),
            participation__event__in=Event.objects.published(),
        )

    def visible_to(self, user):
        """What is public to everybody; the body and who runs the event see more, the secretariat all."""
        if user.is_authenticated and user.is_secretariat:
            return self
        shown = Q(pk__in=self.model.objects.public().values("pk"))
        if not user.is_authenticated or not user.is_member or not user.section_id:
            return self.filter(shown)
        own = user.section.organization
        is_theirs = Q(participation__organization=own) | Q(participation__event__owner=own)
        if own.local_government_id:
            is_theirs |= Q(participation__local_government=own.local_government_id)
        return self.filter(shown | is_theirs)

    def owed_by(self, organization):
        """What the body was asked for, or began, and did not hand in; also after its `deadline_day`."""
        on = Event.objects.published().exclude(holding__in=[Event.Holding.CANCELLED, Event.Holding.POSTPONED])
        shown = Participation.objects.shown().filter(organization=organization, event__in=on)
        return self.with_deadline().filter(participation__in=shown, state__in=OWED)

    def submitted_to(self, events):
        """What waits for those who run these events."""
        return self.filter(participation__event__in=events, state=SheetState.SUBMITTED)

    def with_deadline(self):
        day = Coalesce("due_on", "participation__event__exhibitor_call__sheet_due_on")
        return self.annotate(deadline_day=day)

    def reminder_due(self, now):
        """Of bodies that owe it, where a reminder may be due today: the deadline is near."""
        day = as_date(now)
        if not is_working_day(day):
            return self.none()
        latest = reminded_until(day, FIRST)
        rows = self.with_deadline().filter(deadline_day__gte=day, deadline_day__lte=latest, state__in=OWED)
        return rows.filter(participation__in=Participation.objects.shown()).order_by("pk")


class ExhibitorSheet(models.Model):
    """What a body tells visitors of itself, and the organiser of its needs (紹介シート); one picture."""

    participation = models.OneToOneField(
        Participation, verbose_name="出展・参加自治体", on_delete=models.CASCADE, related_name="sheet"
    )
    headline = models.CharField("見出し", max_length=60, blank=True)
    body = models.TextField("紹介文", max_length=1000, blank=True)
    needs = models.TextField("主催者への連絡", max_length=2000, blank=True)
    state = models.CharField("状態", max_length=9, choices=SheetState, default=SheetState.DRAFT)
    due_on = models.DateField("個別の提出期限", null=True, blank=True)
    created_at = models.DateTimeField("作成日時", default=timezone.now, editable=False)
    changed_at = models.DateTimeField("更新日時", auto_now=True)
    edition = models.PositiveIntegerField("版", default=1, editable=False)  # of what is to be confirmed
    submitted_at = models.DateTimeField("提出日時", null=True, blank=True, editable=False)
    submitted_by = person_field("提出した人", editable=False)  # None: from the section's mail
    submitted_by_name = models.CharField("提出した人（当時）", max_length=100, blank=True, editable=False)
    returned_at = models.DateTimeField("差戻しの日時", null=True, blank=True, editable=False)
    returned_by = person_field("差し戻した人", editable=False)
    returned_note = models.TextField("差戻しの理由", max_length=1000, blank=True, editable=False)
    confirmed_at = models.DateTimeField("確認日時", null=True, blank=True, editable=False)
    confirmed_by = person_field("確認した人", editable=False)

    objects = ExhibitorSheetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "紹介シート"
        ordering = ["participation", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SheetState.DRAFT) | Q(headline__regex=r"\S", body__regex=r"\S"),
                name="exhibitorsheet_submitted_with_text",
                violation_error_message="提出する紹介シートには、見出しと紹介文が必要です。",
            ),
            filled_when(
                ~Q(state=SheetState.DRAFT),
                "submitted_at",
                texts=["submitted_by_name"],
                message="提出には、日時と提出した人の名前が必要です。",
            ),
            filled_when(
                Q(state=SheetState.RETURNED),
                "returned_at",
                "returned_by",
                texts=["returned_note"],
                message="差戻しには、日時、人、理由が必要です。",
            ),
            filled_when(
                Q(state=SheetState.CONFIRMED),
                "confirmed_at",
                "confirmed_by",
                message="確認には、日時と人が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.participation}の紹介シート"

    def get_absolute_url(self):
        """Where its body writes it."""
        return reverse("events:sheet-edit", args=[self.participation.event_id])

    @property
    def public_url(self) -> str:
        """Where everybody reads it, alone."""
        page = reverse("events:introduction-list", args=[self.participation.event_id])
        return f"{page}?body={self.participation_id}"

    @property
    def deadline(self):
        """The day until which it is handed in; None where no day is set."""
        call = getattr(self.participation.event, "exhibitor_call", None)
        return self.due_on or (call.sheet_due_on if call else None)

    @property
    def is_late(self) -> bool:
        return self.deadline is not None and self.deadline < today()

    @property
    def is_owed(self) -> bool:
        return self.state in OWED

    # what answering from a mailbox asks of an answer
    @property
    def organization_id(self):
        return self.participation.organization_id

    @property
    def answered_at(self):
        return self.submitted_at

    @property
    def answered_by_name(self) -> str:
        return self.submitted_by_name


class SheetReminder(BaseReminder):
    """That a body was reminded of its sheet (紹介シートの督促)."""

    answer = models.ForeignKey(
        ExhibitorSheet, verbose_name="紹介シート", on_delete=models.CASCADE, related_name="reminders"
    )

    class Meta(BaseReminder.Meta):
        verbose_name = verbose_name_plural = "紹介シートの督促"


class SheetLink(BaseAnswerLink):
    """The way a mailbox has into a sheet (メールからの紹介シート).

    Without a section it is the address that a body gave which is no member.
    """

    PURPOSE = "exhibitor_sheet"

    answer = models.ForeignKey(
        ExhibitorSheet, verbose_name="紹介シート", on_delete=models.CASCADE, related_name="links"
    )
    section = models.ForeignKey(
        Section, verbose_name="担当部署", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(BaseAnswerLink.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "section"],
                name="sheetlink_once",
                nulls_distinct=False,
                violation_error_message="この部署への紹介シートのメールは既にあります。",
            )
        ]

    def __str__(self):
        return str(self.answer)

    @classmethod
    def with_answers(cls):
        part = "answer__participation"
        return cls.objects.select_related(
            f"{part}__event__exhibitor_call",
            f"{part}__event__owner__local_government",
            f"{part}__organization__local_government",
            f"{part}__local_government",
            "section__organization",
        )

    @property
    def item(self) -> ExhibitorSheet:
        return self.answer

    @property
    def must_answer(self) -> bool:
        return self.answer.is_owed

    is_owed = must_answer

    @property
    def mailbox(self) -> str:
        return self.section.mailbox if self.section else self.answer.participation.contact_email

    @property
    def is_theirs(self) -> bool:
        return super().is_theirs if self.section else self.answer.organization_id is None

    @property
    def held_reason(self) -> str:
        return self.section.held_reason if self.section else ""
