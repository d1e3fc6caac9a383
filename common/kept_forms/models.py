from django.db import models
from django.utils import timezone


class KeptForm(models.Model):
    """What was typed after a login had ended (ログイン前の入力内容): given back once, or gone in a day.

    Only the session that typed it knows its number.
    """

    kept_at = models.DateTimeField("保管日時", default=timezone.now, db_index=True)
    fields = models.TextField("入力内容", help_text="項目名と値の組（JSON）")
    size = models.PositiveIntegerField("大きさ（バイト）")

    class Meta:
        verbose_name = verbose_name_plural = "ログイン前の入力内容"

    def __str__(self):
        return f"{self.pk}: {self.size}"
