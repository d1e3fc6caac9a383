from django.db import models


class Mention(models.Model):
    """An organisation mentioned in a topic or reply (＠江東区)."""

    topic = models.ForeignKey("board.Topic", on_delete=models.CASCADE, related_name="mentions")
    reply = models.ForeignKey(
        "board.Reply", null=True, blank=True, on_delete=models.CASCADE, related_name="mentions"
    )
    organization = models.ForeignKey("members.Organization", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "名指し"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "reply", "organization"], nulls_distinct=False, name="mention_once"
            )
        ]

    def __str__(self):
        return f"第{self.topic_id}号 {self.organization_id}"
