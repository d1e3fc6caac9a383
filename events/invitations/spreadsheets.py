"""Whom to call, as a table: who has not answered, and how they are reached."""

from collections.abc import Iterator

from common.japanese_calendar import wareki_time
from common.spreadsheets.writing import xlsx_response
from events.calls.models import ExhibitorCall
from events.invitations.queries import Contact, contacts_of, silent_bodies
from events.participations.models import Participation

HEADER = ["団体コード", "団体", "区分", "担当部署", "電話番号", "メールアドレス", "最後に知らせた日時"]
NO_CONTACT = Contact("", "", "")


def silent_sheet(call: ExhibitorCall):
    rows = (row for part in silent_bodies(call.event) for row in _rows(part))
    return xlsx_response("招待に未回答の団体", HEADER, rows, text_columns=(0, 4))


def _rows(part: Participation) -> Iterator[list[str]]:
    """A line for each section."""
    code = part.local_government.code if part.local_government else ""
    roles = "、".join(role.get_role_display() for role in part.roles.all())
    invitation = getattr(part, "invitation", None)
    told = wareki_time(invitation.told_at) if invitation else ""
    for contact in contacts_of(part) or [NO_CONTACT]:
        yield [code, part.full_name, roles, *contact, told]
