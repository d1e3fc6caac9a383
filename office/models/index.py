from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models


class IndexedText(models.Model):
    """A text that search finds (検索対象), with the audiences that may find it.

    `audiences` holds keys: "public", "members", "wards", "organization:<id>". A person finds a text when one
    of his keys is among them. The index knows keys, not features.
    """

    object_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    kind = models.CharField("種類", max_length=40, help_text="画面に出す種類名(イベント、投稿など)")
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    date = models.DateField(null=True, blank=True)
    audiences = ArrayField(models.CharField(max_length=40))

    class Meta:
        verbose_name = verbose_name_plural = "検索対象"
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id"], name="indexedtext_object")
        ]

    def __str__(self):
        return self.title
