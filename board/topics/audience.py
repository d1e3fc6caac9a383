"""Who may read a topic (公開範囲)."""

from django.db import models
from django.db.models import Q


class Audience(models.TextChoices):
    """Who may read a topic besides its own organisation and the secretariat (公開範囲)."""

    ALL = "all", "会員のすべての団体"
    WARDS = "wards", "特別区のみ"
    CHOSEN = "chosen", "選んだ団体のみ"


def in_audience_of(user, chosen) -> Q:
    """Topics whose audience he belongs to; `chosen` is the model of topic and chosen organisation.

    The secretariat reads all. He must be a member (`user.is_member`).
    """
    if user.is_secretariat:
        return Q()
    heard = Q(audience=Audience.ALL)
    if user.is_special_ward:
        heard |= Q(audience=Audience.WARDS)
    if user.section_id:
        his = user.organization.pk
        asked = chosen.objects.filter(topic=models.OuterRef("pk"), organization=his)
        heard |= Q(organization=his) | Q(models.Exists(asked), audience=Audience.CHOSEN)
    return heard


# the same in SQL for a topic `t`, with the parameters of `sql_facts`; reading.py counts with it
IN_AUDIENCE_SQL = """(t.audience = 'all' OR %(hears_all)s OR t.organization_id = %(organization)s
    OR (t.audience = 'wards' AND %(is_ward)s)
    OR (t.audience = 'chosen' AND EXISTS (SELECT 1 FROM board_topic_audience_organizations a
        WHERE a.topic_id = t.id AND a.organization_id = %(organization)s)))"""


def audience_parameters(user) -> dict:
    """What HEARD needs to know of a person."""
    return {
        "hears_all": user.is_secretariat,
        "is_ward": user.is_special_ward,
        "organization": user.organization.pk if user.section_id else 0,
    }
