from urllib.parse import urlsplit

from django.db import models

from board.topics.models import Topic


class LinkCardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees the topic sees its card, the picture on it too."""
        return self.filter(topic__in=Topic.objects.visible_to(user))


class LinkCard(models.Model):
    """Title and picture that the author gives a topic's link (リンクの見出し); it goes with that link."""

    topic = models.OneToOneField(
        Topic, verbose_name="投稿", on_delete=models.CASCADE, related_name="link_card"
    )
    url = models.URLField("リンク", max_length=500)
    title = models.CharField("件名", max_length=100, blank=True)
    description = models.CharField("説明", max_length=200, blank=True)
    picture = models.ForeignKey(
        "common.StoredFile",
        verbose_name="画像",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = LinkCardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "リンクの見出し"

    def __str__(self):
        return f"掲示板 第{self.topic_id}号 {host_of(self.url)}"

    def get_absolute_url(self):
        return self.topic.get_absolute_url()


def host_of(url: str) -> str:
    """The host that a link opens, as people must see it before they follow it: other scripts in xn--."""
    host = urlsplit(url).hostname or ""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host
