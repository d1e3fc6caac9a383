"""What the secretariat has to do in this room (事務局の仕事): one line each, with how much of it waits."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from members.models import Application, Review


@dataclass(frozen=True)
class Duty:
    """A page of the secretariat; `count` gives how many rows wait there, None where nothing ever waits."""

    label: str
    about: str
    url_name: str
    waiting_label: str = ""
    count: Callable[[], int] | None = None

    @property
    def url(self) -> str:
        return reverse(self.url_name)


DUTIES = (
    Duty(
        "会員登録の申請",
        "申請の内容を確かめ、承認・差戻し・見送りをします。",
        "members:application-list",
        "審査を待つ会員登録の申請",
        lambda: Application.objects.waiting().count(),
    ),
    Duty(
        "登録内容の変更の確認",
        "会員が変えた公開ページの内容や連絡先を、変更の前後を見比べて確かめます。",
        "members:change-list",
        "確認を待つ登録内容の変更",
        lambda: Review.objects.waiting().count(),
    ),
)


def duties() -> list[tuple[Duty, int | None]]:
    """Every duty with the number of rows that wait; one query each."""
    return [(duty, duty.count() if duty.count else None) for duty in DUTIES]
