from django.db import models
from django.db.models import F, Func, Q


class WatchedWord(models.Model):
    """A word that the secretariat wants to see before or after it is posted (注意する語)."""

    class Level(models.TextChoices):
        HOLD = "hold", "保留(新しいアカウントの投稿は、公開前に確認する)"
        NOTE = "note", "注意(公開後に通報の一覧に出す)"

    word = models.CharField(
        "語", max_length=60, help_text="全角・半角、大文字・小文字、ひらがな・カタカナは区別しません。"
    )
    level = models.CharField("扱い", max_length=4, choices=Level, default=Level.NOTE)
    norm = models.GeneratedField(
        expression=Func(F("word"), function="jnorm"), output_field=models.TextField(), db_persist=True
    )
    note = models.CharField("メモ", max_length=200, blank=True, help_text="登録した理由など。")

    class Meta:
        verbose_name = verbose_name_plural = "注意する語"
        ordering = ["word"]
        constraints = [
            models.CheckConstraint(
                # one character would be in nearly every text
                condition=Q(norm__regex=".."),
                name="watchedword_two_characters",
                violation_error_message="2文字以上の語を入力してください。",
            ),
            models.UniqueConstraint(
                fields=["norm"],
                name="watchedword_once",
                violation_error_message="同じ語が登録されています。",
            ),
        ]

    def __str__(self):
        return self.word
