from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value


class Normalised(Func):
    """jnorm() of columns, with a mark between them so that no word is found across it."""

    template = "left(jnorm(%(expressions)s), 30000)"
    arg_joiner = " || ' | ' || "


class IndexedText(models.Model):
    """A text that search finds (検索対象), with the audiences that may find it.

    `audiences` holds keys: "public", "members", "wards", "secretariat", "organization:<id>". A person finds a
    text when one of their keys is among them. The index knows keys, not features.
    What stands under another object names it as its parent and has no title: `context` is the title of that
    one, by which it is found only together with words of its own (docs/adr/0046-replies-are-texts.md).
    """

    object_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    parent_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", null=True, blank=True, db_index=False
    )
    parent_id = models.BigIntegerField(null=True, blank=True)
    kind = models.CharField("種類", max_length=40, help_text="画面に出す種類名（イベント、投稿など）")
    title = models.CharField(max_length=300, blank=True)
    context = models.CharField(max_length=300, blank=True, default="", db_default="")
    body = models.TextField(blank=True)
    # readings, their Latin letters, marks of days: found by these, which are never shown
    hidden_words = models.TextField(blank=True, default="", db_default="")
    url = models.CharField(max_length=300)
    date = models.DateField(null=True, blank=True)
    audiences = ArrayField(models.CharField(max_length=40))
    # what the found are narrowed down by, beside kind and date; what stands under another has those of that
    prefectures = ArrayField(
        models.CharField(max_length=4), default=list, blank=True, db_default=models.Value("{}")
    )
    themes = ArrayField(
        models.CharField(max_length=12), default=list, blank=True, db_default=models.Value("{}")
    )
    # [[where it begins in the body, what the place is called], …]: see common.search.parts
    places = models.JSONField(default=list, blank=True, db_default=Value([], models.JSONField()))
    norm = models.GeneratedField(
        expression=Normalised(F("title"), F("body"), F("hidden_words")),
        output_field=models.TextField(),
        db_persist=True,
    )
    norm_title = models.GeneratedField(
        expression=Func(F("title"), function="jnorm"), output_field=models.TextField(), db_persist=True
    )
    norm_context = models.GeneratedField(
        expression=Func(F("context"), function="jnorm"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "検索対象"
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id"], name="indexedtext_object"),
            models.CheckConstraint(
                condition=Q(parent_type=None, parent_id=None, context="")
                | Q(parent_type__isnull=False, parent_id__isnull=False, title=""),
                name="indexedtext_parent_whole",
                violation_error_message="属する対象は種類と番号の両方が必要で、件名は持ちません。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["parent_type", "parent_id"],
                condition=Q(parent_id__isnull=False),
                name="indexedtext_parent",
            ),
            GinIndex(
                Func(F("norm"), F("norm_context"), function="bigrams"),
                name="indexedtext_bigrams",
                fastupdate=False,  # a pending list would be read through by every search
            ),
            models.Index(F("date").desc(nulls_last=True), F("id").desc(), name="indexedtext_by_date"),
        ]

    def __str__(self):
        return self.title or self.context


class Synonym(models.Model):
    """Another way to say what was searched (同義語): who looks for `term` also finds `means`."""

    term = models.CharField("検索語", max_length=60, help_text="例：23区")
    means = models.CharField("同じ意味の語", max_length=60, help_text="例：特別区")
    norm = models.GeneratedField(
        expression=Func(F("term"), function="jnorm"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "同義語"
        ordering = ["term", "means"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "means"],
                name="synonym_once",
                violation_error_message="同じ組み合わせが登録されています。",
            )
        ]
        indexes = [models.Index(fields=["norm"], name="synonym_norm")]

    def __str__(self):
        return f"{self.term} → {self.means}"


class LookBehind(models.Model):
    """A term that is another word behind a certain character (前の文字の除外): 京都 in 東京都."""

    term = models.CharField("検索語", max_length=60, help_text="例：京都")
    not_after = models.CharField("直前にあれば除く文字", max_length=10, help_text="例：東（東京都を除く）")
    norm = models.GeneratedField(
        expression=Func(F("term"), function="jnorm"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "検索から除く続き方"
        ordering = ["term"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "not_after"],
                name="lookbehind_once",
                violation_error_message="同じ組み合わせが登録されています。",
            )
        ]
        indexes = [models.Index(fields=["norm"], name="lookbehind_norm")]

    def __str__(self):
        return f"{self.term}（「{self.not_after}」の直後を除く）"


class SearchMiss(models.Model):
    """A word that found nothing (見つからなかった言葉) in a month, and how often; nothing of who typed it."""

    word = models.CharField("言葉", max_length=30)
    month = models.DateField("月")
    times = models.PositiveIntegerField("回数")

    class Meta:
        verbose_name = verbose_name_plural = "見つからなかった言葉"
        constraints = [models.UniqueConstraint(fields=["word", "month"], name="searchmiss_once")]

    def __str__(self):
        return self.word
