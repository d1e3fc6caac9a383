from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone

from members.models.organization import Section


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def of(self, organization):
        """The people of an organisation, ended accounts too."""
        return self.filter(section__organization=organization)

    def to_be_succeeded(self):
        """Those whose post can pass on: at work, or gone without having handed over; at work first."""
        posts = self.filter(section__isnull=False, section__closed_at__isnull=True)
        posts = posts.filter(models.Q(is_active=True) | ~models.Q(handovers__done_at__isnull=False))
        return posts.order_by("-is_active", "section_id", "id")

    def representatives(self):
        """Those who manage people and profile of their organisation (代表) now."""
        return self.active().filter(role=User.Role.REPRESENTATIVE)


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
        REPRESENTATIVE = "representative", "代表"
        OFFICER = "officer", "担当"
        READER = "reader", "閲覧"

    email = models.EmailField("メールアドレス", max_length=254, unique=True)
    name = models.CharField("氏名", max_length=60)
    section = models.ForeignKey(
        Section,
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
        help_text="代表は団体の紹介と担当者を管理します。閲覧は読むだけです。",
    )
    is_active = models.BooleanField("有効", default=True)
    joined_at = models.DateTimeField("登録日時", default=timezone.now)
    proofs = GenericRelation(
        "members.MailProof", "subject_id", "subject_type", related_query_name="subject_user"
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "担当者"
        ordering = ["id"]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    get_short_name = get_full_name

    @property
    def organization(self):
        """The organisation he works for, or None for an administrator without one."""
        return self.section.organization if self.section_id else None

    @property
    def can_be_succeeded(self) -> bool:
        """Twin of `User.objects.to_be_succeeded()` for one row."""
        if not (self.section_id and self.section.is_open):
            return False
        return self.is_active or not self.handovers.filter(done_at__isnull=False).exists()

    @property
    def is_representative(self) -> bool:
        """Whether he manages people and profile of his organisation (代表)."""
        return self.is_active and bool(self.section_id) and self.role == self.Role.REPRESENTATIVE

    @property
    def acts(self) -> bool:
        """Whether he writes and answers in the name of his section; a reader (閲覧) only reads."""
        return self.is_active and bool(self.section_id) and self.role != self.Role.READER

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
        """Whether members-only pages open for him: his organisation is registered now."""
        organization = self.organization
        return self.is_active and (self.is_secretariat or bool(organization and organization.is_member))

    @property
    def is_staff(self) -> bool:
        """Django's name for: may enter /admin/."""
        return self.is_secretariat
