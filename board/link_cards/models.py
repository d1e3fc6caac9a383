from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q

from board.topics.models import Topic


class LinkCardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees the topic sees its card, the picture on it too."""
        return self.filter(topic__in=Topic.objects.visible_to(user))


class LinkCard(models.Model):
    """What is behind a topic's link (リンクの見出し): title and picture, stored on our side.

    The worker fetches the page once; what the author typed goes before what was fetched.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "読み取り待ち"
        READ = "read", "読み取り済み"
        FAILED = "failed", "読み取れない"

    topic = models.OneToOneField(
        Topic, verbose_name="投稿", on_delete=models.CASCADE, related_name="link_card"
    )
    url = models.URLField("リンク", max_length=500)
    state = models.CharField("状態", max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField("読み取れない理由", max_length=200, blank=True)
    fetched_at = models.DateTimeField("読取り日時", null=True, blank=True)
    site = models.CharField("サイト名", max_length=100, blank=True)
    title = models.CharField("題名", max_length=200, blank=True)
    description = models.CharField("説明", max_length=300, blank=True)
    picture = models.ForeignKey(
        "common.StoredFile",
        verbose_name="画像",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    own_title = models.CharField("題名(投稿者)", max_length=100, blank=True)
    own_description = models.CharField("説明(投稿者)", max_length=200, blank=True)
    own_picture = models.ForeignKey(
        "common.StoredFile",
        verbose_name="画像(投稿者)",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = LinkCardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "リンクの見出し"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", fetched_at__isnull=True)
                | (~Q(state="waiting") & Q(fetched_at__isnull=False)),
                name="linkcard_fetched_at_with_state",
                violation_error_message="読み取ったリンクには読取り日時が必要です。",
            ),
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(reason="")) | (~Q(state="failed") & Q(reason="")),
                name="linkcard_reason_with_state",
                violation_error_message="読み取れないリンクには理由が必要です。",
            ),
        ]

    def __str__(self):
        return f"掲示板 第{self.topic_id}号 {self.host}"

    def get_absolute_url(self):
        return self.topic.get_absolute_url()

    @property
    def host(self) -> str:
        return host_of(self.url)

    @property
    def shown_title(self) -> str:
        return self.own_title or self.title

    @property
    def shown_description(self) -> str:
        return self.own_description or self.description


def host_of(url: str) -> str:
    """The host that a link opens, as people must see it before they follow it: other scripts in xn--."""
    host = urlsplit(url).hostname or ""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host
