"""Who is told by mail that a ward is asked, and in which words."""

from correspondence.answer_links.emails import send_with_links
from pamphlets.requests.models import PamphletRequest

REQUESTED = "パンフレット配布の依頼: {title}({organization})"


def notify_asked(pk: int, organization_ids=None) -> None:
    """Mail each ward's section mailboxes and officers once; running it again adds nothing (unique keys).

    `organization_ids` where only those that were added later are concerned.
    """
    rows = PamphletRequest.objects.select_related("organization__local_government", "section")
    pamphlet = rows.get(pk=pk)
    if not pamphlet.is_open:
        return  # it went on before the worker came to it: the mail of its end says so
    answers = pamphlet.answers.all()
    if organization_ids is not None:
        answers = answers.filter(organization__in=organization_ids)
    subject = REQUESTED.format(title=pamphlet.title, organization=pamphlet.organization.full_name)
    event = f"pamphlet_requested:{pamphlet.pk}"
    send_with_links(event, "pamphlet_requested", subject, item=pamphlet, answers=list(answers))
