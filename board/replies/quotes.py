"""What a reply quotes of one that was hidden since (引用): covered wherever the reply is read.

`common.text.quoted` takes a quote along one level deep, so that a reply may hold words of the one that it
quotes, and of the one that that one quotes.
"""

from board.replies.models import Reply
from common.text import without_quotes


def covered_quotes(reply: Reply, user=None) -> str:
    """Which quotes of the reply the user may not read: "all", "inner", or "" for none; None is anybody."""
    if _is_covered(reply.quoted_hidden_at, reply.quoted_organization_id, user):
        return "all"
    return "inner" if _is_covered(reply.inner_hidden_at, reply.inner_organization_id, user) else ""


def readable_text(reply: Reply, user=None) -> str:
    """The reply's text as the user may read it; of replies `with_quoted`."""
    return without_covered(reply.body, covered_quotes(reply, user))


def without_covered(text: str, covered: str) -> str:
    """The text without the quotes that are covered."""
    return without_quotes(text, inner=covered == "inner") if covered else text


def _is_covered(hidden_at, organization_id: int | None, user) -> bool:
    if not hidden_at or (user is not None and user.is_secretariat):
        return False
    own = user.section.organization_id if user is not None and user.section_id else None
    return organization_id != own
