"""Whom to call, as a table: who has not answered, and how they are reached."""

from collections.abc import Iterator

from common.japanese_calendar import wareki_time
from common.spreadsheets.writing import xlsx_response
from events.calls.models import ExhibitorCall
from events.invitations.queries import Contact, Reached, silent_bodies, with_contacts

HEADER = [
    "団体コード",
    "団体",
    "区分",
    "担当部署",
    "電話番号",
    "メールアドレス",
    "最後に知らせた日時",
    "公式サイト",
]
NO_CONTACT = Contact("", "", "")


def silent_sheet(call: ExhibitorCall):
    rows = (row for one in with_contacts(silent_bodies(call.event)) for row in _rows(one))
    return xlsx_response("招待に未回答の団体", HEADER, rows, text_columns=(0, 4))


def _rows(reached: Reached) -> Iterator[list[str]]:
    """A line for each section."""
    part = reached.part
    code = part.local_government.code if part.local_government else ""
    website = part.local_government.website if part.local_government else ""
    roles = "、".join(role.get_role_display() for role in part.roles.all())
    told = wareki_time(reached.told_at) if reached.told_at else ""
    for contact in reached.contacts or [NO_CONTACT]:
        yield [code, part.full_name, roles, *contact, told, website]
