"""Whether a sign-up can still be changed by who has its code."""

from sign_ups.sign_ups.models import SignUp

BEGUN = "開始の時刻を過ぎたため、取消しや変更はできません。主催者に連絡してください。"
OVER = "この申込は、すでに取り消されています。"
CAME = "すでに{came}人が受付を済ませています。取消しや、それより少ない人数への変更はできません。"
OFFER_FIRST = "席を案内しています。先に、参加するかどうかを選んでください。"


def why_not_leave(sign_up: SignUp, staying: int = 0) -> str:
    """Why no more than so many can stay, as a sentence; whoever was checked in is there."""
    return CAME.format(came=sign_up.came) if sign_up.came > staying else ""


def why_not_change(sign_up: SignUp) -> str:
    """As a sentence; "" where it can."""
    if sign_up.is_over:
        return OVER
    if sign_up.slot.has_begun:
        return BEGUN
    return OFFER_FIRST if sign_up.state == SignUp.State.OFFERED else ""
