from correspondence.answers.rules import speaks_for
from correspondence.requests.rules import owns


def can_retract_step(user, step) -> bool:
    """Any officer of the organisation whose history it is takes back what one line of it says."""
    if step.is_retracted or not (step.changes or step.note):
        return False
    return speaks_for(user, step.answer) if step.answer_id else owns(user, step.item)


def can_purge(user, item) -> bool:
    """The secretariat, except its readers (閲覧), and whatever was sent."""
    return user.is_secretariat and user.acts_for_section and not item.is_draft


def can_purge_step(user, step) -> bool:
    has_text = bool(step.changes or step.note)
    return can_purge(user, step.item) and has_text and not step.is_purged and step.kind != "purged"
