"""What the secretariat has to do in this room (事務局の仕事): one line each, with how much of it waits."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from members.models import Application


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
        "会員台帳の書き出しと取込み",
        "会員・担当部署・担当者をExcelやCSVで書き出します。表に書いて、まとめて登録・変更します。",
        "members:sheet-list",
    ),
)


def duties() -> list[tuple[Duty, int | None]]:
    """Every duty with the number of rows that wait; one query each."""
    return [(duty, duty.count() if duty.count else None) for duty in DUTIES]
