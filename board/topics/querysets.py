"""Which topics, and for whom: where every list of the board begins."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from board.topics.audience import in_audience_of
from board.topics.constraints import LISTED
from members.organizations.models import Organization

ROW_FIELDS = ["kind", "state", "title", "excerpt", "published_at", "last_activity_at", "saved_at", "deadline"]
ROW_FIELDS += [
    "reply_count",
    "file_count",
    "hidden_at",
    "activity_no",
    "stage",
    "audience",
    "pinned_at",
    "pinned_until",
    "merged_into",
    "locked_at",
]
ROW_FIELDS += ["organization_name", "organization__kind", "organization__name", "organization__prefecture"]
PUBLISHED = Q(published_at__isnull=False)


class TopicQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is published for the member; its owner also sees drafts; both sides see hidden ones."""
        if not user.is_authenticated or not user.is_member:
            return self.none()
        own = Q(organization=user.organization) if user.section_id else Q(pk__in=[])
        seen = PUBLISHED if user.is_secretariat else LISTED & self._in_audience(user)
        return self.filter(seen | own)

    def listed_for(self, user):
        """What is on the board for the user; drafts, hidden and merged topics are not."""
        if not user.is_authenticated or not user.is_member:
            return self.none()
        return self.filter(LISTED, self._in_audience(user), merged_into__isnull=True)

    def retracted_from(self, user):
        """What its organisation took back, of what the user could read before: only that is told."""
        if not user.is_authenticated or not user.is_member:
            return self.none()
        return self.filter(PUBLISHED, self._in_audience(user), retracted_at__isnull=False)

    def without_talks(self):
        """What the list of the board shows: talks (相談) have a list of their own."""
        return self.exclude(kind=self.model.Kind.TALK)

    def pinned(self, day=None):
        """Topics on top of the board that day, or today (固定), the last pinned first."""
        rows = self.filter(LISTED, merged_into__isnull=True, pinned_at__isnull=False)
        return rows.filter(pinned_until__gte=day or timezone.localdate()).order_by("-pinned_at", "-pk")

    def not_pinned(self, day):
        return self.filter(Q(pinned_at__isnull=True) | Q(pinned_until__lt=day))

    def from_secretariat(self):
        """事務局からのお知らせ: what the secretariat posted."""
        secretariats = Organization.objects.filter(kind=Organization.Kind.SECRETARIAT).order_by()
        return self.filter(organization__in=secretariats.values("pk"))

    def _in_audience(self, user) -> Q:
        return in_audience_of(user, self.model.audience_organizations.through)

    def drafts_of(self, user):
        """Drafts that the user may edit: those of their organisation; a reader (閲覧) edits none."""
        if not user.is_authenticated or not user.is_member or not user.acts_for_section:
            return self.none()
        return self.filter(organization=user.organization, state=self.model.State.DRAFT)

    def awaiting_approval(self):
        """Drafts that a representative of their organisation is asked to approve (承認待ち)."""
        return self.filter(state=self.model.State.DRAFT, review_asked_at__isnull=False)

    def addressed_to_ward(self, ward_code: str):
        """Topics addressed to all special wards, or to the one with this code."""
        chosen = self.model.wards.through.objects.filter(
            topic=models.OuterRef("pk"), organization__local_government__code=ward_code
        )
        return self.filter(Q(all_wards=True) | models.Exists(chosen))

    def for_rows(self):
        """What a row of a list shows, and no more: bodies stay in the database."""
        return self.select_related("organization").only(*ROW_FIELDS)

    def publication_due(self, now):
        """Scheduled ones whose time has come, the earliest first."""
        return self.filter(publish_at__lte=now).order_by("publish_at", "pk")

    def overdue(self, day):
        """Open calls, and proposals that still seek a partner, whose deadline lies before the day."""
        waiting = Q(kind=self.model.Kind.CALL) | Q(
            kind=self.model.Kind.PROPOSAL, stage=self.model.Stage.RECRUITING
        )
        return self.filter(
            waiting, state=self.model.State.OPEN, deadline__lt=day, hidden_at=None, merged_into=None
        )

    def with_open_deadline(self):
        return self.filter(state=self.model.State.OPEN, deadline__gte=timezone.localdate())
