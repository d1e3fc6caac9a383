"""What a ward or the secretariat asks of other organisations."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, FilteredRelation, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from common.search.kana import in_kana_order
from correspondence.requests.models import UNSENT, BaseRequest, BaseRequestQuerySet
from correspondence.requests.words import Words
from members.organizations.models import Organization

MAX_ADDRESSED = 2_000
NOBODY_ASKED = "照会先の団体がありません。照会先を選び直してください。"
NO_QUESTIONS = "質問がありません。質問を1つ以上入力してください。"
NOT_A_TEMPLATE = "ひな形は照会できません。ひな形から下書きを作ってください。"


class InquiryQuerySet(BaseRequestQuerySet):
    def visible_to(self, user):
        """Templates (ひな形) are seen by all who may ask, besides what is visible of every request."""
        if not user.is_authenticated or not user.is_member or not user.section_id:
            return self.none()
        seen = super().visible_to(user)
        return seen | self.templates() if user.is_special_ward or user.is_secretariat else seen

    def drafts_of(self, user):
        return super().drafts_of(user).filter(is_template=False)

    def templates(self):
        """What the secretariat keeps for everybody who asks (ひな形)."""
        return self.filter(is_template=True)

    def for_list(self, user):
        """With what a row of the list shows of their organisation's answer (`own_…`)."""
        rows = self.select_related("organization__local_government")
        organization_id = user.section.organization_id if user.section_id else 0  # an administrator of none
        own = FilteredRelation("answers", condition=Q(answers__organization=organization_id))
        return rows.alias(own_answer=own).annotate(
            own_state=F("own_answer__state"),
            own_delegate=Coalesce("own_answer__delegated_to__name", "own_answer__delegated_section__name"),
            own_delegate_id=F("own_answer__delegated_to_id"),
            own_delegate_section_id=F("own_answer__delegated_section_id"),
            own_answered_at=F("own_answer__answered_at"),
            own_proposed_at=F("own_answer__proposed_at"),
            own_questions=F("own_answer__questions_version"),
        )

    def with_question_count(self):
        """With `question_count`, of the questions that are asked now."""
        current = Q(questions__retired_in__isnull=True)
        return self.annotate(question_count=Count("questions", filter=current))


class Inquiry(BaseRequest):
    """Typed questions of a ward or the secretariat to chosen organisations (照会); the asking one owns it."""

    ROOM, NAME = "inquiries", "inquiry"
    CHOSEN = "chosen"
    WORDS = Words(noun="照会", numbered="照会", asker="照会元", asked="団体")

    class Reach(models.TextChoices):
        """Whom it asks (照会先); the asking organisation itself is never among them."""

        MEMBERS = "members", "すべての会員"
        WARDS = "wards", "23区すべて"
        PREFECTURES = "prefectures", "都道府県で選ぶ"
        CHOSEN = "chosen", "団体を選ぶ"

    class Shown(models.TextChoices):
        """What the asked organisations see of the results (結果の公開)."""

        NOBODY = "nobody", "見せない"
        COUNTS = "counts", "集計だけ"
        ALL = "all", "団体ごとの回答まで"

    reach = models.CharField("照会先", max_length=12, choices=Reach, default=Reach.WARDS)
    prefectures = ArrayField(
        models.CharField(max_length=4), verbose_name="都道府県", default=list, blank=True
    )
    chosen = models.ManyToManyField(Organization, verbose_name="選んだ団体", blank=True, related_name="+")
    results_shown = models.CharField("結果の公開", max_length=8, choices=Shown, default=Shown.NOBODY)
    needs_representative = models.BooleanField("代表担当者による確認を求める", default=False)
    is_template = models.BooleanField("ひな形", default=False)
    copied_from = models.ForeignKey(
        "self", verbose_name="複製元", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # of its questions since it was sent
    questions_version = models.PositiveIntegerField("質問の版", default=1)
    # until when its section knows from mails who has answered
    progress_told_at = models.DateTimeField("回答の状況を知らせた日時", null=True, blank=True)

    objects = InquiryQuerySet.as_manager()

    class Meta(BaseRequest.Meta):
        verbose_name = verbose_name_plural = "照会"
        constraints = [
            *BaseRequest.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=UNSENT) | Q(is_template=False),
                name="inquiry_no_template_sent",
                violation_error_message="ひな形は出せません。",
            ),
        ]

    def get_absolute_url(self):
        return reverse("inquiries:inquiry-detail", args=[self.pk])

    @staticmethod
    def may_ask(user) -> bool:
        """The 23 wards and the secretariat ask; the others answer."""
        return bool(
            user.is_member and user.acts_for_section and (user.is_special_ward or user.is_secretariat)
        )

    def addressees(self) -> list[Organization]:
        """Whom it asks, or will ask, without the asking organisation; at most a few queries for 1,788."""
        organizations = Organization.objects.members()
        match self.reach:
            case self.Reach.WARDS:
                organizations = Organization.objects.special_wards()
            case self.Reach.PREFECTURES:
                organizations = organizations.filter(prefecture__in=self.prefectures)
            case self.Reach.CHOSEN:
                among = organizations | Organization.objects.secretariats()
                organizations = among.filter(pk__in=self.chosen.values("pk"))
        rows = organizations.exclude(pk=self.organization_id).select_related("local_government")
        return list(rows.order_by("local_government__code", *in_kana_order("name_kana"), "pk"))

    def why_not_sent(self, addressees) -> str:
        if self.is_template:
            return NOT_A_TEMPLATE
        if not addressees:
            return NOBODY_ASKED
        return "" if self.questions.exists() else NO_QUESTIONS

    @property
    def asks_chosen(self) -> bool:
        return self.reach == self.Reach.CHOSEN

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
