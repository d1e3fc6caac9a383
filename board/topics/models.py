from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from board.topics.audience import Audience
from board.topics.constraints import CONSTRAINTS, INDEXES
from board.topics.querysets import TopicQuerySet
from common.paired_fields import person_field
from common.retractions.models import Retractable
from members.organizations.historic_names import HistoricOrganizationName
from members.organizations.models import Organization
from members.organizations.profile import Theme

EXCERPT_LENGTH = 120


class HideablePost(Retractable):
    """A topic or reply that the secretariat can take off the board (非表示), or its organisation (撤回).

    What its organisation took back is hidden as well, and stays away where it was purged.
    """

    hidden_at = models.DateTimeField("非表示の日時", null=True, blank=True)
    hidden_by = person_field("非表示にした人")
    hidden_reason = models.CharField("非表示の理由", max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None


class Topic(HideablePost, HistoricOrganizationName):
    """A post on the members' board (投稿), owned by a section; its number is what people write on paper."""

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", "連携提案"
        CALL = "call", "参加募集"
        NOTICE = "notice", "事業の周知"
        PROMOTION = "promotion", "広報誌・動画の紹介"
        TALK = "talk", "相談"  # begun from another topic; its two organisations and the secretariat read it

    # what is put on the board through a form; a talk is begun from a topic
    POSTED_KINDS = (Kind.PROPOSAL, Kind.CALL, Kind.NOTICE, Kind.PROMOTION)

    class State(models.TextChoices):
        DRAFT = "draft", "下書き"
        OPEN = "open", "受付中"
        CLOSED = "closed", "終了"

    class Stage(models.TextChoices):
        """How far a proposal has come (提案の段階)."""

        RECRUITING = "recruiting", "募集中"
        TALKING = "talking", "協議中"
        AGREED = "agreed", "成立"
        DROPPED = "dropped", "見送り"
        DONE = "done", "実施済"

    kind = models.CharField("種類", max_length=12, choices=Kind)
    state = models.CharField("状態", max_length=8, choices=State, default=State.DRAFT)
    organization = models.ForeignKey(
        Organization, verbose_name="団体", on_delete=models.PROTECT, related_name="topics"
    )
    section = models.ForeignKey(
        "members.Section", verbose_name="担当部署", on_delete=models.PROTECT, related_name="topics"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="作成者", on_delete=models.PROTECT, related_name="topics"
    )
    author_name = models.CharField("作成者名（当時）", max_length=60)

    stage = models.CharField(
        "提案の段階", max_length=12, choices=Stage, blank=True, default="", db_default=""
    )
    audience = models.CharField(
        "公開範囲", max_length=8, choices=Audience, default=Audience.ALL, db_default=Audience.ALL.value
    )
    audience_organizations = models.ManyToManyField(
        Organization, verbose_name="公開する団体", blank=True, related_name="topics_for_us"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="相談のもとの投稿",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="talks",
    )
    asks_read_receipts = models.BooleanField("既読の団体を記録する", default=False, db_default=False)

    title = models.CharField("件名", max_length=100, blank=True)
    body = models.TextField("本文", max_length=10_000, blank=True)
    themes = ArrayField(
        models.CharField(max_length=12, choices=Theme), verbose_name="テーマ", default=list, blank=True
    )
    offer = models.TextField("こちらから提供できること", max_length=2_000, blank=True)
    seek = models.TextField("相手に求めること", max_length=2_000, blank=True)
    starts_on = models.DateField("始まり", null=True, blank=True)
    ends_on = models.DateField("終わり", null=True, blank=True)
    period_note = models.CharField("時期の補足", max_length=100, blank=True)
    all_wards = models.BooleanField("すべての区", default=True)
    wards = models.ManyToManyField(
        Organization, verbose_name="希望する区", blank=True, related_name="topics_addressed_to_us"
    )
    place = models.CharField("場所", max_length=200, blank=True)
    places = models.PositiveIntegerField("募集数", null=True, blank=True)
    deadline = models.DateField("期限", null=True, blank=True)
    link = models.URLField("リンク", max_length=500, blank=True)
    budget = models.CharField("予算の考え方", max_length=200, blank=True, default="", db_default="")
    programme = models.CharField("事業名", max_length=100, blank=True, default="", db_default="")
    event_path = models.CharField("関連するイベント", max_length=100, blank=True, default="", db_default="")

    # rendered once, so that a page with many rows renders nothing again
    excerpt = models.CharField("抜粋", max_length=EXCERPT_LENGTH + 1, blank=True)
    body_html = models.TextField("表示用の本文", blank=True)

    created_at = models.DateTimeField("作成日時", default=timezone.now)
    saved_at = models.DateTimeField("最終保存日時", default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="最終保存者", on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField("版", default=1)
    saved_from = models.UUIDField("最後に保存した画面", null=True, blank=True, editable=False)
    unparsed = models.JSONField(
        "読み取れなかった入力",
        default=dict,
        db_default={},
        blank=True,
        help_text="項目名から入力のままの値へ",
    )
    published_at = models.DateTimeField("公開日時", null=True, blank=True)
    published_by = person_field("公開した人")
    publish_at = models.DateTimeField("公開の予約", null=True, blank=True)
    scheduled_by = person_field("公開を予約した人")
    schedule_problem = models.CharField(
        "予約どおりに公開できなかった理由", max_length=200, blank=True, default="", db_default=""
    )
    review_asked_at = models.DateTimeField("承認を求めた日時", null=True, blank=True)
    review_asked_by = person_field("承認を求めた人")
    approved_at = models.DateTimeField("承認日時", null=True, blank=True)
    approved_by = person_field("承認した人")
    edited_at = models.DateTimeField("公開後の更新日時", null=True, blank=True)
    edit_no = models.BigIntegerField("更新の活動番号", null=True, blank=True, editable=False)
    closed_at = models.DateTimeField("終了日時", null=True, blank=True)
    closed_by = person_field("終了した人")

    locked_at = models.DateTimeField("書込み停止の日時", null=True, blank=True)
    locked_by = person_field("書込みを止めた人")
    locked_reason = models.CharField(
        "書込み停止の理由", max_length=500, blank=True, default="", db_default=""
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name="統合先",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_topics",
    )
    merged_at = models.DateTimeField("統合日時", null=True, blank=True)
    merged_by = person_field("統合した人")
    pinned_at = models.DateTimeField("固定表示の日時", null=True, blank=True)
    pinned_by = person_field("固定した人")
    pinned_until = models.DateField("固定表示の終わり", null=True, blank=True)

    reply_count = models.PositiveIntegerField("返信数", default=0)
    file_count = models.PositiveSmallIntegerField("添付数", default=0)
    last_activity_at = models.DateTimeField("最終更新", null=True, blank=True)
    activity_no = models.BigIntegerField("活動番号", null=True, blank=True, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投稿"
        ordering = ["-id"]
        indexes = INDEXES
        constraints = CONSTRAINTS

    def __str__(self):
        return f"{self.number_name} {self.title or '（件名なし）'}"

    def get_absolute_url(self):
        draft = "board:topic-preview" if self.is_draft and self.stands_still else "board:topic-edit"
        return reverse(draft if self.is_draft else "board:topic-detail", args=[self.pk])

    @property
    def number_name(self) -> str:
        """What people write on paper and type into the site search."""
        return f"掲示板 第{self.pk}号"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether it may still be answered and edited."""
        return (
            self.state == self.State.OPEN
            and not self.hidden_at
            and not self.locked_at
            and not self.merged_into_id
        )

    @property
    def is_expired(self) -> bool:
        """Whether its deadline closed it, and no person."""
        return self.state == self.State.CLOSED and self.closed_by_id is None

    @property
    def latest_no(self) -> int:
        """The number up to which one who reads it now has read it, its last change included."""
        return max(self.activity_no or 0, self.edit_no or 0)

    @property
    def is_scheduled(self) -> bool:
        return self.publish_at is not None

    @property
    def awaits_approval(self) -> bool:
        """Whether it is a draft that a representative of its organisation is asked to approve (承認待ち)."""
        return self.review_asked_at is not None

    @property
    def stands_still(self) -> bool:
        """Whether nobody may change this draft: it waits for approval, or is published later as approved."""
        return self.awaits_approval or (self.is_scheduled and self.approved_at is not None)

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def is_pinned(self) -> bool:
        """The same as `Topic.objects.pinned()` for one row that is on the board."""
        return self.pinned_until is not None and self.pinned_until >= timezone.localdate()

    @property
    def is_talk(self) -> bool:
        return self.kind == self.Kind.TALK

    @cached_property
    def partner(self) -> Organization | None:
        """The other organisation of a talk (相談の相手); None for all other kinds."""
        return self.audience_organizations.first() if self.is_talk else None

    @property
    def readers_phrase(self) -> str:
        """Who reads it, as part of a sentence; its own organisation and the secretariat always do."""
        return {
            Audience.ALL: "会員のすべての団体",
            Audience.WARDS: "特別区と、投稿した団体、事務局",
            Audience.CHOSEN: "選んだ団体と、投稿した団体、事務局",
        }[Audience(self.audience)]

    @property
    def state_label(self) -> str:
        """The one label that a list shows; a proposal says how far it has come."""
        if self.hidden_at:
            return "非表示"
        if self.is_draft and self.awaits_approval:
            return "承認待ち"
        if self.merged_into_id:
            return "統合済"  # it stays open or closed, for the day the merge is undone
        ended_early = self.state == self.State.CLOSED and self.stage in (
            self.Stage.RECRUITING,
            self.Stage.TALKING,
        )
        return self.get_stage_display() if self.stage and not ended_early else self.get_state_display()

    @property
    def state_tone(self) -> str:
        """Tone of the state's tag; the label is always shown beside the colour."""
        if self.hidden_at:
            return "error"
        if self.merged_into_id:
            return "muted"
        if self.state == self.State.OPEN and self.stage == self.Stage.AGREED:
            return "key"
        return {"open": "success", "draft": "warning"}.get(self.state, "muted")

    @property
    def theme_names(self) -> str:
        return "、".join(Theme(theme).label for theme in self.themes)


MANY_TO_MANY = ["wards", "audience_organizations"]
