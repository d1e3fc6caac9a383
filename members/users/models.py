from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone

from common.paired_fields import both_or_neither
from members.access.querysets import OwnedQuerySet


class UserQuerySet(OwnedQuerySet):
    OWNER = "section__organization"  # ended ones too

    def select_for_update(self, nowait=False, skip_locked=False, of=("self",), no_key=False):
        """Lock the person alone; the row comes joined with what may be missing, and that cannot be locked."""
        return super().select_for_update(nowait=nowait, skip_locked=skip_locked, of=of, no_key=no_key)

    def active(self):
        return self.filter(is_active=True)

    def of(self, organization):
        """The people of an organisation, ended accounts too."""
        return self.filter(section__organization=organization)

    def with_transferable_post(self):
        """Those whose post can pass on: at work, or gone without having handed over; at work first."""
        posts = self.filter(section__isnull=False, section__closed_at__isnull=True)
        posts = posts.filter(models.Q(is_active=True) | ~models.Q(handovers__successor__isnull=False))
        return posts.order_by("-is_active", "section_id", "id")

    def representatives(self):
        """Those who manage people and profile of their organisation (代表担当者) now."""
        return self.active().filter(role=User.Role.REPRESENTATIVE)

    def acting_for_section(self):
        """Those who can do something in the name of their section now: no readers (閲覧)."""
        return self.active().exclude(role=User.Role.READER)

    def unreached(self):
        """Those whose present address refuses mail for good (不達)."""
        return self.active().filter(bounced_at__isnull=False, bounced_address=models.F("email"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_queryset(self):
        # every page asks whose officer this is: one query, not three
        return super().get_queryset().select_related("section__organization__local_government")

    def create_user(self, email, password=None, **fields):
        """Create a person who logs in with a mail address; no password means none usable yet."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who logs in (担当者); belongs to one section, posts in the name of its organisation."""

    class Role(models.TextChoices):
        REPRESENTATIVE = "representative", "代表担当者"
        OFFICER = "officer", "担当"
        READER = "reader", "閲覧"

    email = models.EmailField("メールアドレス", max_length=254, unique=True)
    name = models.CharField("氏名", max_length=60)
    section = models.ForeignKey(
        "members.Section",
        verbose_name="担当部署",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="users",
    )
    role = models.CharField(
        "役割",
        max_length=14,
        choices=Role,
        default=Role.OFFICER,
        db_default=Role.OFFICER,
        help_text="代表担当者は団体の紹介と担当者を管理します。閲覧は読むだけです。",
    )
    is_active = models.BooleanField("有効", default=True)
    joined_at = models.DateTimeField("登録日時", default=timezone.now)
    bounced_at = models.DateTimeField("不達になった日時", null=True, blank=True, editable=False)
    bounced_address = models.EmailField(
        "不達になったアドレス", max_length=254, blank=True, default="", db_default="", editable=False
    )
    mail_tokens = GenericRelation(
        "members.MailToken", "subject_id", "subject_type", related_query_name="subject_user"
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "担当者"
        ordering = ["id"]
        constraints = [
            both_or_neither(
                "bounced_at", texts=["bounced_address"], message="不達には日時とアドレスの両方が必要です。"
            )
        ]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    get_short_name = get_full_name

    @property
    def organization(self):
        """The organisation they work for, or None for an administrator without one."""
        return self.section.organization if self.section_id else None

    @property
    def has_transferable_post(self) -> bool:
        """The same as `User.objects.with_transferable_post()` for one row."""
        if not (self.section_id and self.section.is_open):
            return False
        return self.is_active or not self.handovers.filter(successor__isnull=False).exists()

    @property
    def is_representative(self) -> bool:
        """Whether they manage people and profile of their organisation (代表担当者)."""
        return self.is_active and bool(self.section_id) and self.role == self.Role.REPRESENTATIVE

    @property
    def acts_for_section(self) -> bool:
        """Whether they write and answer in the name of their section; a reader (閲覧) only reads."""
        return self.is_active and bool(self.section_id) and self.role != self.Role.READER

    @property
    def is_invited(self) -> bool:
        """Whether they were invited and have not come in yet."""
        return self.is_active and not self.last_login and not self.has_usable_password()

    @property
    def email_shown(self) -> str:
        """Their address; of one who gave a shared address to a successor, words that say so."""
        return "（後任者が使用中）" if self.email.endswith("@account.invalid") else self.email

    @property
    def is_unreached(self) -> bool:
        """Whether mail to their address was refused for good (不達); another address ends it by itself."""
        return self.bounced_at is not None and self.bounced_address == self.email

    @property
    def state_label(self) -> str:
        """利用中, 招待中 or 終了: whether the account is in use."""
        if not self.is_active:
            return "終了"
        return "招待中" if self.is_invited else "利用中"

    @property
    def is_secretariat(self) -> bool:
        return self.is_active and (
            self.is_superuser or bool(self.section_id and self.organization.is_secretariat)
        )

    @property
    def is_special_ward(self) -> bool:
        return bool(self.section_id and self.organization.is_special_ward)

    @property
    def is_member(self) -> bool:
        """Whether members-only pages open for them: their organisation is registered now."""
        organization = self.organization
        return self.is_active and (self.is_secretariat or bool(organization and organization.is_member))

    @property
    def is_staff(self) -> bool:
        """Django's name for: may enter /admin/."""
        return self.is_secretariat

    @property
    def second_factors(self):
        """What they log in with beside the password (認証アプリ, パスキー); not the recovery codes."""
        return self.authenticator_set.exclude(type="recovery_codes")
