from correspondence.retractions import rules


def set_acts(user, steps) -> list:
    """`may_retract` and `may_purge` of each line, for the page."""
    steps = list(steps)
    for step in steps:
        step.may_retract = rules.can_retract_step(user, step)
        step.may_purge = rules.can_purge_step(user, step)
    return steps
