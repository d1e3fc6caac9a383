"""Who runs a confirmation round (登録内容の確認) and who answers in it with a login."""


def can_run_confirmation_round(user) -> bool:
    return user.is_secretariat
