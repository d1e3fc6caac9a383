"""Who may read a topic (公開範囲), as a condition on topics and as SQL."""

from django.db import models
from django.db.models import Q


class Audience(models.TextChoices):
    """Who may read a topic besides its own organisation and the secretariat (公開範囲)."""

    ALL = "all", "会員のすべての団体"
    WARDS = "wards", "特別区のみ"
    CHOSEN = "chosen", "選んだ団体のみ"


def in_audience_of(user, chosen) -> Q:
    """Topics in whose audience the user is; `chosen` is the model of topic and chosen organisation.

    The secretariat reads all. The user must be a member (`user.is_member`).
    """
    if user.is_secretariat:
        return Q()
    readable = Q(audience=Audience.ALL)
    if user.is_special_ward:
        readable |= Q(audience=Audience.WARDS)
    if user.section_id:
        own = user.organization.pk
        chosen_for_own = chosen.objects.filter(topic=models.OuterRef("pk"), organization=own)
        readable |= Q(organization=own) | Q(models.Exists(chosen_for_own), audience=Audience.CHOSEN)
    return readable


# the same in SQL for a topic `t`, with the parameters of `audience_parameters`
IN_AUDIENCE_SQL = """(t.audience = 'all' OR %(reads_all)s OR t.organization_id = %(organization)s
    OR (t.audience = 'wards' AND %(is_ward)s)
    OR (t.audience = 'chosen' AND EXISTS (SELECT 1 FROM board_topic_audience_organizations a
        WHERE a.topic_id = t.id AND a.organization_id = %(organization)s)))"""


def audience_parameters(user) -> dict:
    """What IN_AUDIENCE_SQL needs to know of a person."""
    return {
        "reads_all": user.is_secretariat,
        "is_ward": user.is_special_ward,
        "organization": user.organization.pk if user.section_id else 0,
    }
