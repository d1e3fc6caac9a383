"""Mails as the secretariat looks after them: whether each arrived, never what only others may read."""

import re

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from common.admin_mixins import partly_seen
from common.outbox.mails import purposes_about
from common.outbox.models import OutgoingMail

# a one-time code or the secret part of a link: whoever reads the list could log in as the addressee
SECRETS = re.compile(
    r"(?<![\w-])\d{3} ?\d{3}(?![\w-])|(?m:^[ \t]*[A-Z0-9-]{6,12}[ \t]*$)|(?<=/)[\w:-]{20,}(?=/)"
)
INSIDE = "（団体の中のことのため、その団体の担当者だけが読めます）"


def mails_for(user) -> QuerySet[OutgoingMail]:
    """Every mail; `inside` marks what is said about rows that this person does not see."""
    inside = Q(pk__in=[])
    for model, rows in partly_seen(user).items():
        if purposes := purposes_about(model):
            inside |= Q(purpose__in=purposes) & ~Q(about_id__in=rows.values("pk"))
    marked = ExpressionWrapper(inside, output_field=BooleanField())
    return OutgoingMail.objects.annotate(inside=marked)


def veiled_subject(mail: OutgoingMail) -> str:
    return INSIDE if mail.inside else mail.subject


def veiled_body(mail: OutgoingMail) -> str:
    """Its text without codes and keys of links."""
    return INSIDE if mail.inside else SECRETS.sub("●●●●●●", mail.body)
