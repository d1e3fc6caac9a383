from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from members.saved_filters.registry import lists


class SavedFilter(models.Model):
    """A filter of a list saved under a name (保存した条件), of one person and then of their successor."""

    MAX_PER_LIST = 20  # of one person

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    page = models.CharField("一覧", max_length=20)  # a key of the registry
    name = models.CharField("名前", max_length=30)
    query = models.CharField("条件", max_length=2_000)  # a query string as its list spells it
    position = models.PositiveSmallIntegerField("順番", default=0)
    created_at = models.DateTimeField("作成日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "保存した条件"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="savedfilter_name_once",
                violation_error_message="同じ名前の条件があります。別の名前を入力してください。",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(query=""),
                name="savedfilter_whole",
                violation_error_message="条件には名前と中身が必要です。",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse(lists[self.page].url_name)}?{self.query}"
