"""Which bodies show or take part in an event, in which roles."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from common.paired_fields import both_or_neither, filled_when, person_field
from members.government_changes.models import Succession
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization


class Role(models.TextChoices):
    PANEL = "panel", "パネル"
    BOOTH = "booth", "ブース"
    STAGE = "stage", "ステージ"
    PAMPHLET = "pamphlet", "パンフレット"
    PRODUCT = "product", "物産"


class RoleState(models.TextChoices):
    INVITED = "invited", "招待中"
    APPLIED = "applied", "申込済"
    WAITING = "waiting", "空き待ち"
    ACCEPTED = "accepted", "決定"
    DECLINED = "declined", "見送り"
    WITHDRAWN = "withdrawn", "辞退"


DECIDED = (RoleState.WAITING, RoleState.ACCEPTED, RoleState.DECLINED)
APPLYING = (RoleState.APPLIED, RoleState.WAITING, RoleState.ACCEPTED)
GONE = (RoleState.DECLINED, RoleState.WITHDRAWN)
GOVERNMENTS = "local_government", "organization__local_government"


def _counting() -> Q:
    """Not those that gave up or were refused in all."""
    roles = ParticipationRole.objects.filter(participation=OuterRef("pk"))
    return Q(~Exists(roles) | Exists(roles.exclude(state__in=GONE)))


def _missing_on(event) -> Q:
    """Bodies that did not exist on its days."""
    gone = Q()
    for way in GOVERNMENTS:
        gone |= Q(**{f"{way}__abolished_on__lte": event.starts_on})
        gone |= Q(**{f"{way}__established_on__gt": event.last_day})
    return gone


def _ending_by(event) -> Q:
    """Bodies that end by its first day, as far as it is planned."""
    ends = Succession.objects.planned_by(event.starts_on).order_by().values("predecessor")
    return Q(*[Q(**{f"{way}__in": ends}) for way in GOVERNMENTS], _connector=Q.OR)


class ParticipationQuerySet(models.QuerySet):
    def shown(self):
        """Those that take part for certain: accepted in a role, or recorded and neither refused nor gone."""
        roles = ParticipationRole.objects.filter(participation=OuterRef("pk"))
        accepted = Exists(roles.filter(state=RoleState.ACCEPTED))
        gone = Exists(roles.filter(state__in=GONE))
        return self.filter(accepted | Q(came_by=Participation.CameBy.RECORD) & ~gone)

    def recorded(self):
        """Local governments that were typed in, neither invited nor applied: who types may remove them."""
        typed = self.filter(came_by=Participation.CameBy.RECORD, local_government__isnull=False)
        return typed.filter(roles__isnull=True)

    def applying(self):
        """With a role that was applied for and is neither refused nor given up."""
        roles = ParticipationRole.objects.filter(participation=OuterRef("pk"))
        return self.filter(Exists(roles.filter(state__in=APPLYING)))

    def relying(self):
        """Those that count on the event: recorded, or applied for and neither refused nor given up."""
        roles = ParticipationRole.objects.filter(participation=OuterRef("pk"))
        recorded = Q(came_by=Participation.CameBy.RECORD) & ~Exists(roles.filter(state__in=GONE))
        return self.filter(Exists(roles.filter(state__in=APPLYING)) | recorded)

    def visible_to(self, user):
        """The body's own, those of the events of one's organisation, and all to the secretariat."""
        if not user.is_authenticated or not user.is_member or not user.section_id:
            return self.none()
        if user.is_secretariat:
            return self
        own = user.section.organization_id
        return self.filter(Q(organization=own) | Q(event__owner=own))

    def not_there(self, event):
        """Bodies of this event that did not exist on its days, as `can_take_part`; not who gave up."""
        if event.starts_on is None:
            return self.none()
        return self.filter(_counting() & _missing_on(event), event=event)

    def ending(self, event):
        """Bodies of this event that end by its first day, as far as it is planned (合併などの予定)."""
        if event.starts_on is None:
            return self.none()
        return self.filter(_counting() & _ending_by(event), event=event)

    def counted_at(self, event) -> dict[str, int]:
        """How many bodies this event has (`every`), how many of them are `missing` or `ending`."""
        asked = {"every": Count("pk")}
        if event.starts_on is not None:
            asked["missing"] = Count("pk", filter=_counting() & _missing_on(event))
            asked["ending"] = Count("pk", filter=_counting() & _ending_by(event))
        return {"missing": 0, "ending": 0} | self.filter(event=event).order_by().aggregate(**asked)

    def unreported(self):
        """Answered or stepped back, and the organiser was not told of it yet."""
        return self.filter(answered_at__isnull=False, reported_at__isnull=True)

    def silent(self):
        """Invited, and nothing was answered yet."""
        roles = ParticipationRole.objects.filter(participation=OuterRef("pk"), state=RoleState.INVITED)
        return self.filter(Exists(roles), came_by=Participation.CameBy.INVITATION, answered_at__isnull=True)


class Participation(models.Model):
    """A body that shows or takes part in an event, or is asked to (出展・参加自治体)."""

    class CameBy(models.TextChoices):
        RECORD = "record", "記録"
        INVITATION = "invitation", "招待"
        APPLICATION = "application", "申込"

    event = models.ForeignKey(
        "events.Event", verbose_name="イベント", on_delete=models.CASCADE, related_name="participations"
    )
    local_government = models.ForeignKey(
        LocalGovernment,
        verbose_name="自治体",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="event_participations",
    )
    organization = models.ForeignKey(
        Organization,
        verbose_name="会員",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    name = models.CharField(
        "名称（当時）",
        max_length=140,
        blank=True,
        help_text="自治体でも会員でもない団体は、名称だけを書きます。",
    )
    came_by = models.CharField("経緯", max_length=12, choices=CameBy, default=CameBy.RECORD)
    contact_name = models.CharField("連絡先の部署・担当者", max_length=200, blank=True)
    contact_phone = models.CharField("電話番号", max_length=60, blank=True)
    contact_email = models.EmailField("メールアドレス", max_length=254, blank=True)
    remark = models.TextField("備考", max_length=1000, blank=True)
    questions_version = models.PositiveIntegerField("回答した質問の版", null=True, blank=True, editable=False)
    answered_at = models.DateTimeField("回答日時", null=True, blank=True, editable=False)
    answered_by = person_field("回答した人", editable=False)  # None: from the section's mail
    answered_by_name = models.CharField("回答した人（当時）", max_length=100, blank=True, editable=False)
    # None: of the last answer the organiser was not told yet
    reported_at = models.DateTimeField("主催者に知らせた日時", null=True, blank=True, editable=False)
    edition = models.PositiveIntegerField("版", default=1, editable=False)  # for two who write at once

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "出展・参加自治体"
        ordering = ["local_government__code", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "local_government"],
                name="participation_once",
                violation_error_message="この自治体はもう登録されています。",
            ),
            models.UniqueConstraint(
                fields=["event", "organization"],
                name="participation_once_per_member",
                violation_error_message="この会員はもう登録されています。",
            ),
            models.UniqueConstraint(
                fields=["event", "name"],
                condition=Q(local_government__isnull=True, organization__isnull=True),
                name="participation_once_by_name",
                violation_error_message="同じ名称の団体がもう登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(local_government__isnull=False)
                | Q(organization__isnull=False)
                | Q(name__regex=r"\S"),
                name="participation_of_somebody",
                violation_error_message="自治体、会員、名称のどれかを入力してください。",
            ),
            both_or_neither(
                "answered_at",
                texts=["answered_by_name"],
                message="回答には、日時と回答した人の名前が必要です。",
            ),
        ]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self) -> str:
        """Its name as of the event's day, with the prefecture."""
        if self.name:
            return self.name
        body = self.local_government if self.local_government_id else self.organization
        return body.full_name

    @property
    def version(self) -> int:
        return self.edition

    @property
    def saver(self) -> str:
        return self.answered_by_name


class ParticipationRole(models.Model):
    """In what way a body takes part, and how that stands (出展の区分)."""

    participation = models.ForeignKey(
        Participation, verbose_name="出展・参加自治体", on_delete=models.CASCADE, related_name="roles"
    )
    role = models.CharField("区分", max_length=8, choices=Role)
    state = models.CharField("状態", max_length=9, choices=RoleState)
    reason = models.CharField("理由", max_length=500, blank=True)
    decided_at = models.DateTimeField("決定日時", null=True, blank=True, editable=False)
    decided_by = person_field("決定した人", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "出展の区分"
        ordering = ["participation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "role"],
                name="participationrole_once",
                violation_error_message="同じ区分がもうあります。",
            ),
            filled_when(
                Q(state__in=DECIDED), "decided_at", "decided_by", message="決定には、日時と人が必要です。"
            ),
            models.CheckConstraint(
                condition=~Q(state=RoleState.DECLINED) | Q(reason__regex=r"\S"),
                name="participationrole_declined_with_reason",
                violation_error_message="見送るときは、理由を入力してください。",
            ),
        ]
        indexes = [models.Index(F("state"), F("role"), name="participationrole_state")]

    def __str__(self):
        return f"{self.get_role_display()} {self.get_state_display()}"
