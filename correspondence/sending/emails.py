"""Who is told by mail how an organisation decides, inside, to ask others."""

from correspondence.mails.emails import addresses_at, asker_addresses
from members.users.models import User

KINDS = ("proposed", "returned", "approved")


def addresses_of_approval(step, item) -> set[str]:
    """Whom a step of approval concerns; nobody where the request went on since."""
    match step.kind:
        case "proposed":
            if item.state != item.State.REVIEW:
                return set()
            people = User.objects.of(item.organization).representatives().exclude(pk=step.by_id)
            return {email.lower() for email in people.values_list("email", flat=True)}
        case "returned":
            later = item.steps.filter(kind="proposed", pk__gt=step.pk)
            if item.state != item.State.DRAFT or later.exists():
                return set()
            return addresses_at(item, [item.review_asked_by_id])
    return addresses_at(item, [item.review_asked_by_id]) | asker_addresses(item)
