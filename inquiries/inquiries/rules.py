"""Who may do what with an inquiry (照会) that his organisation asks."""

from correspondence.requests.rules import owns, sees_all_answers


def can_create_inquiry(user) -> bool:
    """The 23 wards and the secretariat ask; the others answer."""
    return bool(user.is_member and user.acts and (user.is_special_ward or user.is_secretariat))


def can_edit_inquiry(user, inquiry) -> bool:
    """A draft; a template (ひな形) is the secretariat's, which owns it."""
    return inquiry.is_draft and owns(user, inquiry) and can_create_inquiry(user)


def can_send_inquiry(user, inquiry) -> bool:
    return can_edit_inquiry(user, inquiry) and not inquiry.is_template


def can_copy_inquiry(user, inquiry) -> bool:
    """From a template, or from what his organisation asked earlier (昨年の照会)."""
    return can_create_inquiry(user) and (
        inquiry.is_template or (not inquiry.is_draft and owns(user, inquiry))
    )


def can_make_template(user) -> bool:
    """Templates for all who ask are the secretariat's."""
    return bool(can_create_inquiry(user) and user.is_secretariat)


def results_shown_to(user, inquiry) -> str:
    """How much of the results he sees: all where he asked or looks on for the secretariat."""
    return inquiry.Shown.ALL if sees_all_answers(user, inquiry) else inquiry.results_shown
