import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

THUMBNAIL_WIDTH = 320  # pixels: the width of the copy in a list


def stored_path(stored: "StoredFile", _name: str) -> str:
    """Path in the storage: from the number alone, never from the person's file name."""
    return f"{stored.id.hex[:2]}/{stored.id.hex}"


class StoredFile(models.Model):
    """An uploaded file (添付ファイル); who may see its owner may see it, nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, blank=True)
    owner_id = models.BigIntegerField(null=True, blank=True)
    owner = GenericForeignKey("owner_type", "owner_id")
    position = models.PositiveSmallIntegerField("順番", default=0)
    content = models.FileField("ファイル", upload_to=stored_path, max_length=100)
    name = models.CharField("ファイル名", max_length=255)
    kind = models.CharField("種類", max_length=100, help_text="内容から判定したメディアタイプ")
    size = models.PositiveBigIntegerField("大きさ（バイト）")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    pages = models.PositiveIntegerField("ページ数", null=True, blank=True)
    # of a picture; of a PDF once its first page is drawn
    width = models.PositiveIntegerField("幅（画素）", null=True, blank=True)
    height = models.PositiveIntegerField("高さ（画素）", null=True, blank=True)
    alt = models.CharField("代替テキスト", max_length=200, blank=True)
    caption = models.CharField("説明文", max_length=200, blank=True)
    rights = models.CharField("権利の表示", max_length=100, blank=True)
    taken_on = models.DateField("撮影日", null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録者",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField("登録日時", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "添付ファイル"
        ordering = ["position", "created_at"]
        indexes = [models.Index(fields=["owner_type", "owner_id", "position"], name="storedfile_owner")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(owner_type__isnull=True, owner_id__isnull=True)
                | models.Q(owner_type__isnull=False, owner_id__isnull=False),
                name="storedfile_owner_whole",
                violation_error_message="添付先は種類と番号の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=models.Q(size__gt=0),
                name="storedfile_not_empty",
                violation_error_message="空のファイルです。",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("common:file", args=[self.pk])

    @property
    def is_picture(self) -> bool:
        return self.kind.startswith("image/")

    @property
    def is_described(self) -> bool:
        """Whether a public page may show it: its words are there, and whose it is."""
        return bool(self.alt and self.rights)

    @property
    def small_size(self) -> tuple[int, int] | None:
        """Width and height of its small copy: of a picture itself, of a PDF its first page once drawn."""
        if not self.width or not self.height:
            return None
        scale = min(1, THUMBNAIL_WIDTH / self.width, 3 * THUMBNAIL_WIDTH / self.height)
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))


class FileText(models.Model):
    """What the worker read in a file (添付ファイルの文字), for the search; a picture has none."""

    class State(models.TextChoices):
        WAITING = "waiting", "待ち"
        READ = "read", "済"
        UNREADABLE = "unreadable", "読めない"

    file = models.OneToOneField(
        StoredFile, verbose_name="添付ファイル", on_delete=models.CASCADE, related_name="extracted_text"
    )
    state = models.CharField("状態", max_length=12, choices=State, default=State.WAITING)
    text = models.TextField("文字", blank=True)
    reason = models.CharField("読めない理由", max_length=200, blank=True)
    asked_at = models.DateTimeField("依頼日時")
    read_at = models.DateTimeField("読取り日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "添付ファイルの文字"
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state="waiting"), name="filetext_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", read_at__isnull=True, text="")
                | (~Q(state="waiting") & Q(read_at__isnull=False)),
                name="filetext_read_at_with_state",
                violation_error_message="読み取ったファイルには読取り日時が必要です。",
            ),
            models.CheckConstraint(
                condition=(Q(state="unreadable", text="") & ~Q(reason=""))
                | (~Q(state="unreadable") & Q(reason="")),
                name="filetext_reason_with_state",
                violation_error_message="読めないファイルには理由が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.file_id}: {self.get_state_display()}"
