"""Who may do what with an inquiry (照会) that their organisation asks."""

from correspondence.requests.rules import can_edit_draft, owns, sees_all_answers
from inquiries.inquiries.models import Inquiry


def can_edit_inquiry(user, inquiry) -> bool:
    """A draft; a template (ひな形) is the secretariat's, which owns it."""
    return can_edit_draft(user, inquiry) and Inquiry.may_ask(user)


def can_copy_inquiry(user, inquiry) -> bool:
    """From a template, or from what their organisation asked earlier (昨年の照会)."""
    return Inquiry.may_ask(user) and (inquiry.is_template or (not inquiry.is_draft and owns(user, inquiry)))


def can_make_template(user) -> bool:
    """Templates for all who ask are the secretariat's."""
    return bool(Inquiry.may_ask(user) and user.is_secretariat)


def results_shown_to(user, inquiry) -> str:
    """How much of the results they see: all where they asked or look on for the secretariat."""
    return inquiry.Shown.ALL if sees_all_answers(user, inquiry) else inquiry.results_shown
