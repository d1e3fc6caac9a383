"""What a ward or the secretariat asks of other organisations."""

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from common import japanese_calendar
from members.organizations.historic_names import HistoricOrganizationName, by_whom
from members.organizations.models import Organization
from members.sections.models import Section

MOST_ADDRESSED = 2_000


class InquiryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The asking organisation, drafts too; once sent the asked ones and the secretariat.

        Templates (ひな形) are seen by all who may ask.
        """
        if not user.is_authenticated or not user.is_member or not user.section_id:
            return self.none()
        own = Q(organization=user.organization, is_template=False)
        sent = ~Q(state=Inquiry.State.DRAFT)
        if user.is_secretariat:
            return self.filter(own | sent | Q(is_template=True))
        answers = apps.get_model("inquiries", "InquiryAnswer").objects.filter(
            inquiry=OuterRef("pk"), organization=user.organization
        )
        seen = own | (sent & Q(Exists(answers)))
        return self.filter(seen | Q(is_template=True) if user.is_special_ward else seen)

    def sent(self):
        """Inquiries that went out: no drafts, no templates."""
        return self.exclude(state=Inquiry.State.DRAFT)

    def drafts_of(self, user):
        """Drafts of his organisation; a reader (閲覧) continues none."""
        if not user.is_authenticated or not user.is_member or not user.acts:
            return self.none()
        return self.filter(organization=user.organization, state=Inquiry.State.DRAFT, is_template=False)

    def templates(self):
        """What the secretariat keeps for everybody who asks (ひな形)."""
        return self.filter(is_template=True)

    def for_list(self, user):
        """With what a row of the list shows of his organisation's answer (`own_…`)."""
        rows = self.select_related("organization__local_government")
        organization_id = user.section.organization_id if user.section_id else 0  # an administrator of none
        own = FilteredRelation("answers", condition=Q(answers__organization=organization_id))
        return rows.alias(own_answer=own).annotate(
            own_state=F("own_answer__state"),
            own_delegate=F("own_answer__delegated_to__name"),
            own_delegate_id=F("own_answer__delegated_to_id"),
            own_answered_at=F("own_answer__answered_at"),
            own_proposed_at=F("own_answer__proposed_at"),
            own_questions=F("own_answer__questions_version"),
        )

    def with_question_count(self):
        """With `question_count`, of the questions that are asked now."""
        current = Q(questions__retired_in__isnull=True)
        return self.annotate(question_count=Count("questions", filter=current))

    def waiting_for(self, user):
        """Open inquiries that his organisation has not answered yet, the earliest due date first."""
        if not user.is_authenticated or not user.is_member or not user.section_id:
            return self.none()
        owed = apps.get_model("inquiries", "InquiryAnswer").objects.owed()
        own = owed.filter(inquiry=OuterRef("pk"), organization=user.organization)
        return self.filter(Exists(own), state=Inquiry.State.OPEN).order_by("answer_due", "pk")


class Inquiry(HistoricOrganizationName):
    """Typed questions of a ward or the secretariat to chosen organisations (照会); the asking one owns it."""

    class State(models.TextChoices):
        DRAFT = "draft", "下書き"
        OPEN = "open", "受付中"
        CLOSED = "closed", "締切"
        WITHDRAWN = "withdrawn", "取下げ"

    class Reach(models.TextChoices):
        """Whom it asks (照会先); the asking organisation itself is never among them."""

        MEMBERS = "members", "すべての会員"
        WARDS = "wards", "23区すべて"
        PREFECTURES = "prefectures", "都道府県で選ぶ"
        CHOSEN = "chosen", "団体を選ぶ"

    class Shown(models.TextChoices):
        """What the asked organisations see of the results (結果の見え方)."""

        NOBODY = "nobody", "見せない"
        COUNTS = "counts", "集計だけ"
        ALL = "all", "団体ごとの回答まで"

    organization = models.ForeignKey(
        Organization, verbose_name="照会元", on_delete=models.PROTECT, related_name="+"
    )
    section = models.ForeignKey(Section, verbose_name="担当部署", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="担当者", on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField("担当者名(当時)", max_length=60)
    title = models.CharField("件名", max_length=100, blank=True)
    description = models.TextField("趣旨・内容", max_length=5000, blank=True)
    reach = models.CharField("照会先", max_length=12, choices=Reach, default=Reach.WARDS)
    prefectures = ArrayField(
        models.CharField(max_length=4), verbose_name="都道府県", default=list, blank=True
    )
    chosen = models.ManyToManyField(Organization, verbose_name="選んだ団体", blank=True, related_name="+")
    answer_due = models.DateField("回答期限", null=True, blank=True)
    results_shown = models.CharField("結果の見え方", max_length=8, choices=Shown, default=Shown.NOBODY)
    needs_representative = models.BooleanField("代表による確認を求める", default=False)
    is_template = models.BooleanField("ひな形", default=False)
    copied_from = models.ForeignKey(
        "self", verbose_name="写した元", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField("状態", max_length=10, choices=State, default=State.DRAFT)
    # of the draft's text, for two who write at once; and of its questions since it was sent
    version = models.PositiveIntegerField("版", default=1)
    questions_version = models.PositiveIntegerField("質問の版", default=1)
    created_at = models.DateTimeField("作成日時", default=timezone.now)
    saved_at = models.DateTimeField("最終保存日時", default=timezone.now)
    saved_by = by_whom("最終保存者")
    sent_at = models.DateTimeField("照会日時", null=True, blank=True)
    sent_by = by_whom("照会した人")
    closed_at = models.DateTimeField("締切日時", null=True, blank=True)
    closed_by = by_whom("締め切った人")
    # until when its section knows from mails who has answered
    progress_told_at = models.DateTimeField("回答の状況を知らせた日時", null=True, blank=True)
    withdrawn_at = models.DateTimeField("取下げ日時", null=True, blank=True)
    withdrawn_by = by_whom("取り下げた人")
    withdrawn_reason = models.CharField("取下げの理由", max_length=500, blank=True)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "照会"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organization", "-id"], name="inquiry_owner"),
            models.Index(fields=["state", "answer_due"], name="inquiry_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", sent_at__isnull=True, sent_by__isnull=True)
                | Q(
                    ~Q(state="draft"),
                    ~Q(title=""),
                    ~Q(description=""),
                    answer_due__isnull=False,
                    sent_at__isnull=False,
                    sent_by__isnull=False,
                    is_template=False,
                ),
                name="inquiry_whole_when_sent",
                violation_error_message="照会を出すには、件名、趣旨、回答期限が必要です。ひな形は出せません。",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, state__in=["draft", "open"])
                | Q(closed_at__isnull=False, closed_by__isnull=False, state="closed")
                | Q(state="withdrawn"),
                name="inquiry_closed_with_state",
                violation_error_message="締切には日時と人の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(withdrawn_reason=""),
                    state="withdrawn",
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                )
                | Q(
                    ~Q(state="withdrawn"),
                    withdrawn_at__isnull=True,
                    withdrawn_by__isnull=True,
                    withdrawn_reason="",
                ),
                name="inquiry_withdrawn_whole",
                violation_error_message="取下げには日時、人、理由のすべてが必要です。",
            ),
        ]

    def __str__(self):
        return self.title or "(件名なし)"

    def get_absolute_url(self):
        return reverse("inquiries:inquiry-detail", args=[self.pk])

    @property
    def number_name(self) -> str:
        """What people write on paper and type into the search to find the page without its link."""
        return f"照会 第{self.pk}号"

    @property
    def reach_words(self) -> str:
        """Whom it asks, as a fact: the words of the choice are those of a form."""
        match self.reach:
            case self.Reach.PREFECTURES:
                return f"{'、'.join(self.prefectures) or '都道府県'}の会員"
            case self.Reach.CHOSEN:
                return "選んだ団体"
        return self.get_reach_display()

    @property
    def shown_words(self) -> str:
        """Who sees the results, for those who answer."""
        return {
            self.Shown.COUNTS: "照会を受けた団体にも、集計だけを見せます",
            self.Shown.ALL: "照会を受けた団体にも、団体ごとの回答まで見せます",
        }.get(self.results_shown, "照会元だけが見ます")

    @property
    def saver(self) -> str:
        """Name of whoever saved it last."""
        return self.saved_by.name if self.saved_by else self.author_name

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_withdrawn(self) -> bool:
        return self.state == self.State.WITHDRAWN

    @property
    def state_tone(self) -> str:
        """Tone of the state's tag; the word always stands beside the colour."""
        return {"open": "success", "withdrawn": "error", "draft": "warning"}.get(self.state, "muted")

    @property
    def is_overdue(self) -> bool:
        """Whether the due date has passed while answers are still taken: late ones are better than none."""
        return self.is_open and self.answer_due < japanese_calendar.today()
