"""What a ward takes, where its racks stand, when it is closed: set once, read before a request is sent."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from common.paired_fields import both_or_neither, person_field
from members.organizations.models import Organization
from pamphlets.requests.models import COPIES_MAX


def _of_ward(field=models.ForeignKey):
    return field(Organization, verbose_name="特別区", on_delete=models.PROTECT, related_name="+")


class WardRule(models.Model):
    """What a ward asks of every pamphlet request (区の受入条件); empty fields mean: nothing said."""

    ward = _of_ward(models.OneToOneField)
    limit = models.PositiveIntegerField("1件あたりの上限（部）", null=True, blank=True)
    cannot_take = models.TextField("受け取れないもの", max_length=1_000, blank=True)
    delivery_to = models.CharField("届け先", max_length=100, blank=True)
    delivery_address = models.CharField("届け先の住所", max_length=200, blank=True)
    delivery_hours = models.CharField("受取りの時間", max_length=100, blank=True)
    note = models.TextField("そのほかの条件", max_length=1_000, blank=True)
    updated_at = models.DateTimeField("更新日時", default=timezone.now)
    updated_by = person_field("更新した人")
    updated_by_name = models.CharField("更新した人（当時）", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区の受入条件"
        constraints = [
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(limit__gte=1, limit__lte=COPIES_MAX),
                name="wardrule_limit_positive",
                violation_error_message="上限は1部以上にしてください。",
            )
        ]

    def __str__(self):
        return f"{self.ward.name}の受入条件"


class WardPlaceQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at__isnull=True)


class WardPlace(models.Model):
    """A place in a ward where pamphlets are laid out (配布場所)."""

    ward = _of_ward()
    name = models.CharField("場所の名称", max_length=100)
    capacity = models.PositiveIntegerField("置ける部数", null=True, blank=True)
    takes_deliveries = models.BooleanField("ここへ直接届けられる", default=False)
    address = models.CharField("住所", max_length=200, blank=True)
    hours = models.CharField("受取りの時間", max_length=100, blank=True)
    note = models.CharField("補足", max_length=200, blank=True)
    closed_at = models.DateTimeField("廃止日時", null=True, blank=True)
    closed_by = person_field("廃止した人")

    objects = WardPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "配布場所"
        ordering = ["ward", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ward", "name"],
                condition=Q(closed_at__isnull=True),
                name="wardplace_name_once",
                violation_error_message="同じ名称の場所があります。",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1, capacity__lte=COPIES_MAX),
                name="wardplace_capacity_positive",
                violation_error_message="置ける部数は1部以上にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(takes_deliveries=False) | ~Q(address=""),
                name="wardplace_delivery_with_address",
                violation_error_message="直接届けられる場所には住所が必要です。",
            ),
            both_or_neither("closed_at", "closed_by", message="廃止には日時と人の両方が必要です。"),
        ]

    def __str__(self):
        return self.name


class WardClosure(models.Model):
    """Days on which a ward takes nothing in (受取りのできない期間)."""

    ward = _of_ward()
    starts_on = models.DateField("始まり")
    ends_on = models.DateField("終わり")
    reason = models.CharField("理由", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "受取りのできない期間"
        ordering = ["ward", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="wardclosure_in_order",
                violation_error_message="終わりの日は、始まりの日以後にしてください。",
            )
        ]

    def __str__(self):
        return f"{self.starts_on:%Y-%m-%d} – {self.ends_on:%Y-%m-%d}"
