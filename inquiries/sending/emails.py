"""Who is told by mail of an inquiry (照会), and in which words."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string

from inquiries.models import Inquiry
from members.mails import addresses_of
from office import cabinet, calendar, postroom

ASKED = "照会({due}まで): {title}({organization})"


def tell_asked(inquiry_id: int, organization_ids=None) -> None:
    """Mail the asked organisations once; running it again adds nothing (unique keys).

    `organization_ids` where only those that were added later are concerned.
    """
    inquiry = of(inquiry_id)
    if not inquiry.is_open:
        return
    answers = inquiry.answers.awaited()
    if organization_ids is not None:
        answers = answers.filter(organization__in=organization_ids)
    subject = ASKED.format(
        due=calendar.wareki(inquiry.answer_due),
        title=inquiry.title,
        organization=inquiry.organization.full_name,
    )
    to = addresses_of(organizations=answers.values("organization"))
    more = {"questions": list(inquiry.questions.current()), "files": len(cabinet.files_of(inquiry))}
    post_each(f"inquiry_asked:{inquiry.pk}", "inquiry_asked", subject, to, inquiry=inquiry, **more)


def of(inquiry_id: int) -> Inquiry:
    rows = Inquiry.objects.select_related("organization__local_government", "section")
    return rows.get(pk=inquiry_id)


def post_each(event: str, name: str, subject: str, to: Iterable[str], *, inquiry, **more) -> None:
    """The mail `name` to each address, once for this event; written once, as it is the same for all."""
    url = settings.SITE_URL + inquiry.get_absolute_url()
    body = render_to_string(f"inquiries/mails/{name}.txt", {"inquiry": inquiry, "url": url, **more})
    postroom.post_many(
        postroom.Letter(
            key=postroom.key_of(event, address),
            to=address,
            subject=subject,
            body=body,
            purpose=f"inquiries.{name}",
        )
        for address in to
    )
