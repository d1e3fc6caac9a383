"""Who runs a confirmation round (登録内容の確認) and who answers in it with a login."""

YEARLY_START = (3, 25)  # month and day on which a round begins by itself
YEARLY_START_DAYS_LATE = 6  # after the worker stood still
YEARLY_START_DAYS_BEFORE = 60  # a round begun by hand within these days takes its place


def can_run_confirmation_round(user) -> bool:
    return user.is_secretariat
