"""A request that asks wards, made the way people make one: drafted, then sent."""

from common import japanese_calendar
from correspondence.sending.actions import submit
from pamphlets.drafts.actions import draft_pamphlet

FACTS = {
    "title": "秋の観光パンフレット",
    "description": "秋の祭りの案内です。",
    "copies_available": 1000,
    "all_wards": False,
}


def ask(by, wards, *, files=(), **facts):
    """Ask these wards in the name of their section; `facts` are fields of the request."""
    due = japanese_calendar.add_working_days(japanese_calendar.today(), 10)
    values = FACTS | {"answer_due": due, "section": by.section, "wards": wards} | facts
    draft = draft_pamphlet(by=by, values=values, files=files)
    return submit(item=draft, by=by, version=draft.version)
