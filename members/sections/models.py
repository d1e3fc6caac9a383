import datetime

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone

from common.japanese_calendar import wareki_time
from common.paired_fields import both_or_neither, person_field
from members.access.querysets import OwnedQuerySet

VOUCHES_AFTER = datetime.timedelta(days=7)  # a mailbox that has changed, for what is done from it
CAN_BE_PUT_BACK_FOR = datetime.timedelta(days=30)
HELD = (
    "担当課の共通アドレスが変わったばかりのため、{until}までは、このアドレスに届いたメールでの手続きができません。"
    "お急ぎのときは、団体の代表担当者か事務局に、アドレスの変更の確認を頼んでください。"
)


class SectionQuerySet(OwnedQuerySet):
    def open(self):
        """Those that exist now; one that was dissolved keeps what it wrote."""
        return self.filter(closed_at__isnull=True)


class Section(models.Model):
    """An office inside an organisation (担当部署) with its shared mailbox; it owns topics and requests."""

    organization = models.ForeignKey(
        "members.Organization", verbose_name="所属", on_delete=models.PROTECT, related_name="sections"
    )
    name = models.CharField("担当部署", max_length=80)
    mailbox = models.EmailField("担当課の共通アドレス", max_length=254)
    telephone = models.CharField("電話番号", max_length=30, blank=True)
    postal_code = models.CharField("郵便番号", max_length=8, blank=True)
    address = models.CharField("所在地", max_length=200, blank=True)
    mailbox_before = models.EmailField(
        "変更前の共通アドレス", max_length=254, blank=True, default="", db_default="", editable=False
    )
    mailbox_changed_at = models.DateTimeField("共通アドレスの変更日時", null=True, blank=True, editable=False)
    mailbox_confirmed_at = models.DateTimeField("変更の確認日時", null=True, blank=True, editable=False)
    mailbox_confirmed_by = person_field("変更を確認した人", editable=False)
    bounced_at = models.DateTimeField(
        "不達になった日時", null=True, blank=True, help_text="共通アドレスへのメールが届かなかった日時です。"
    )
    created_at = models.DateTimeField("作成日時", default=timezone.now)
    closed_at = models.DateTimeField("廃止日時", null=True, blank=True)
    closed_by = person_field("廃止した人")

    mail_tokens = GenericRelation(
        "members.MailToken", "subject_id", "subject_type", related_query_name="subject_section"
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "担当部署"
        ordering = ["organization", "id"]
        constraints = [
            both_or_neither("closed_at", "closed_by", message="部署の廃止には日時と人の両方が必要です。"),
            both_or_neither(
                "mailbox_changed_at",
                texts=["mailbox_before"],
                message="共通アドレスの変更には日時と変更前のアドレスの両方が必要です。",
            ),
            both_or_neither(
                "mailbox_confirmed_at",
                "mailbox_confirmed_by",
                message="共通アドレスの変更の確認には日時と人の両方が必要です。",
            ),
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="section_name_in_organization",
                violation_error_message="同じ名前の担当部署があります。",
            ),
        ]

    def __str__(self):
        return f"{self.organization.full_name} {self.name}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def mailbox_vouches(self) -> bool:
        """Whether what is done from its mailbox counts as the section's word, without a login.

        One that has changed does after seven days, or once representative or secretariat confirmed it.
        """
        if self.mailbox_changed_at is None or self.mailbox_confirmed_at:
            return True
        return self.mailbox_changed_at + VOUCHES_AFTER <= timezone.now()

    @property
    def mailbox_can_be_put_back(self) -> bool:
        """Whether its mailbox changed so lately that the one before it may return with one press."""
        changed_at = self.mailbox_changed_at
        return changed_at is not None and changed_at + CAN_BE_PUT_BACK_FOR > timezone.now()

    @property
    def held_reason(self) -> str:
        """Why nothing is done from its mailbox yet, as a sentence; empty where it vouches."""
        if self.mailbox_vouches:
            return ""
        return HELD.format(until=wareki_time(self.mailbox_changed_at + VOUCHES_AFTER))

    @property
    def name_now(self) -> str:
        """Its name on what it wrote; says so where it does not exist any more."""
        return self.name if self.is_open else f"{self.name}（廃止）"

    @property
    def mailboxes(self) -> list[str]:
        """Where mail for it arrives: its own mailbox; of a closed one, those of the sections still open."""
        if self.is_open:
            return [self.mailbox]
        open_ones = Section.objects.open().filter(organization=self.organization_id)
        return list(open_ones.order_by("id").values_list("mailbox", flat=True))
