"""What each asked organisation answers, whatever it was asked."""

from django.db import models
from django.db.models import Q

from common import japanese_calendar
from common.paired_fields import both_or_neither, person_field
from common.search.kana import in_kana_order
from members.organizations.historic_names import HistoricOrganizationName, section_field
from members.users.queries import without_contact


class BaseAnswerQuerySet(models.QuerySet):
    def owed(self):
        """Of which nothing has been answered yet."""
        return self.filter(state__in=self.model.OWED)

    def given(self):
        return self.exclude(state__in=self.model.OWED)

    def of_those_here(self):
        """Of organisations that are still there: neither left nor gone over into another."""
        return self.filter(organization__withdrawn_on__isnull=True, organization__merged_into__isnull=True)

    def awaited(self):
        """Owed by organisations that are still there: the others owe nothing."""
        return self.owed().of_those_here()

    def silent(self):
        """Of whom we have heard nothing: a room in which one may ask back narrows it."""
        return self.awaited()

    def to_be_written(self):
        """What is still to be answered, also anew: a room whose questions change widens it."""
        return self.awaited()

    def late(self, day=None):
        """Awaited by an open request whose due date is over, today if no other day is given."""
        parent, day = self.model.PARENT, japanese_calendar.today() if day is None else day
        overdue = {f"{parent}__state": "open", f"{parent}__answer_due__lt": day}
        return self.awaited().filter(**overdue)

    def without_contact(self):
        """Awaited by an open request, of organisations that no mail reaches (連絡先なし)."""
        awaited = self.awaited().filter(**{f"{self.model.PARENT}__state": "open"})
        return awaited.filter(organization__in=without_contact(awaited.values("organization")))

    def in_order(self):
        """By the code of the organisation; those without one, in the order of their readings, come last."""
        return self.order_by(
            "organization__local_government__code", *in_kana_order("organization__name_kana"), "pk"
        )


class Via(models.TextChoices):
    """How an answer was told that somebody else entered (聞き取りの方法)."""

    TELEPHONE = "telephone", "電話"
    FAX = "fax", "FAX"
    OTHER = "other", "面談・郵送など"


class BaseAnswer(HistoricOrganizationName):
    """One organisation's answer to a request (回答); it exists from the day of asking.

    A child has `state`, OWED (states in which the organisation still owes an answer), TONES of the others,
    and the foreign key to its request, named by PARENT, with the reverse name `answers`.
    """

    OWED: tuple[str, ...] = ()
    TONES: dict[str, str] = {}
    WHEN_READ: dict[str, str] = {}  # what else changes when somebody opens it first

    organization = models.ForeignKey(
        "members.Organization", verbose_name="団体", on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField("追加で依頼した日時", null=True, blank=True)
    read_at = models.DateTimeField("確認日時", null=True, blank=True)
    read_by = person_field("確認した人")
    answered_at = models.DateTimeField("回答日時", null=True, blank=True)
    # in the name of the section (所属として); None: by mail, without a login
    answered_by = person_field("回答者")
    answered_by_name = models.CharField("回答者名（当時）", max_length=60, blank=True)
    answered_section = section_field("回答した部署")
    answered_section_name = models.CharField("回答した部署（当時）", max_length=100, blank=True)
    # entered on behalf of an organisation that no mail reaches, by who asked or the secretariat
    relayed_via = models.CharField("聞き取りの方法", max_length=10, choices=Via, blank=True)
    relayed_on = models.DateField("聞き取った日", null=True, blank=True)
    relayed_by = person_field("代わりに入力した人")
    relayed_by_name = models.CharField("代わりに入力した人（当時）", max_length=160, blank=True)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["organization", "state"], name="%(class)s_organization")]

    def __str__(self):
        return f"{self.organization.name} {self.get_state_display()}"

    @property
    def item(self):
        """The request that it answers."""
        return getattr(self, self.PARENT)

    @property
    def is_owed(self) -> bool:
        """Whether nothing has been answered yet."""
        return self.state in self.OWED

    @property
    def is_awaited(self) -> bool:
        """As `awaited()` of the queryset."""
        organization = self.organization
        return self.is_owed and not organization.withdrawn_on and not organization.merged_into_id

    @property
    def must_answer(self) -> bool:
        """Whether it can be answered from the mailbox: nothing was answered to what is asked now."""
        return self.is_owed

    @property
    def is_late(self) -> bool:
        """Whether it was given after the due date (期限後)."""
        due = self.item.answer_due
        return bool(self.answered_at and due and japanese_calendar.as_date(self.answered_at) > due)

    @property
    def relayed_shown(self) -> str:
        """電話で聞き取り(令和8年11月29日(日))、特別区長会事務局 事務 五子が入力; "" for one's own answer."""
        if not self.relayed_by_id:
            return ""
        on = japanese_calendar.wareki(self.relayed_on)
        return f"{self.get_relayed_via_display()}で聞き取り（{on}）、{self.relayed_by_name}が入力"

    @property
    def answered_by_shown(self) -> str:
        """Who answered, and who entered it for them."""
        relayed = self.relayed_shown
        return f"{self.answered_by_name}（{relayed}）" if relayed else self.answered_by_name

    @property
    def state_tone(self) -> str:
        return "warning" if self.is_owed else self.TONES.get(self.state, "muted")


def whole_answer(owed: tuple[str, ...], **also: bool) -> Q:
    """What was answered has its time, and nothing else has one; `also` names columns that go with it."""
    empty = {f"{name}__isnull": True for name in ("answered_at", "answered_by", *also)}
    filled = {f"{name}__isnull": False for name in ("answered_at", *also)}
    return Q(state__in=owed, **empty) | Q(~Q(state__in=owed), **filled)


def whole_relay() -> models.CheckConstraint:
    """What was entered on behalf says by whom, when and how it was told."""
    texts = ["relayed_via", "relayed_by_name"]
    message = "代わりに入力した回答には、方法、日、入力した人のすべてが必要です。"
    return both_or_neither("relayed_by", "relayed_on", texts=texts, message=message)
