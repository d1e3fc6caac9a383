"""Who sees how much of the results (結果), and who sees what is late."""

from correspondence.requests.rules import sees_all_answers
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.rules import results_shown_to

Shown = Inquiry.Shown
FEWEST = 3  # answers: the numbers of fewer would tell what one organisation answered


def shown_to(user, inquiry) -> str:
    """As the asking side chose; of a withdrawn inquiry the asked see nothing any more."""
    if inquiry.is_withdrawn and not sees_all_answers(user, inquiry):
        return Shown.NOBODY
    return results_shown_to(user, inquiry)


def can_see_counts(user, inquiry) -> bool:
    """The numbers (集計), and how many have answered."""
    return not inquiry.is_draft and shown_to(user, inquiry) != Shown.NOBODY


def can_see_answers(user, inquiry) -> bool:
    """What each organisation answered, with its files."""
    return not inquiry.is_draft and shown_to(user, inquiry) == Shown.ALL


def fewest_counted(user, inquiry) -> int:
    """How many must have answered, the inquiry and each question of it, before they see the numbers."""
    return 0 if can_see_answers(user, inquiry) else FEWEST
