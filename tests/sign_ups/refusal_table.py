"""Which status each of the cast gets at each address of those who run sign-ups; the others need no login:
joining/test_views.py, own_sign_up/test_views.py.
"""

from tests.refusals import Line

SLOT = {
    "title": "基調講演",
    "day": "2050-04-02",
    "starts": "10:00",
    "audience": "public",
    "method": "first_come",
    "capacity": "10",
    "group_max": "5",
    "closes_on": "2050-04-01",
    "contact": "企画課",
    "purpose": "受付",
    "purge_on": "2050-05-01",
}
MAIL = {"audience": "confirmed", "subject": "持ち物", "text": "筆記用具をお持ちください。"}
QUESTION = {"do": "save", "version": "1", "q1-label": "感想", "q1-kind": "text"}
# address                          reader officer colleague stranger ward secretariat
TABLE = {
    "slot-list": Line("event", "403 200 200 403 403 200"),
    "slot-new": Line("event", "403 302 302 403 403 302", SLOT),
    "slot-detail": Line("slot", "403 200 200 403 403 200"),
    "slot-edit": Line("slot", "403 302 302 403 403 302", SLOT),
    "slot-open": Line("slot", "403 302 302 403 403 302", {}),
    "slot-close": Line("slot", "403 302 302 403 403 302", {}),
    "slot-offer": Line("slot", "403 302 302 403 403 302", {}),
    "slot-seats": Line("slot", "403 302 302 403 403 302", {"extra": "1", "reason": "補助席"}),
    "name-cards": Line("slot", "403 200 200 403 403 200", {"why": "名札"}),
    "door-code-list": Line("event", "403 302 302 403 403 302", {"role": "lead", "valid_on": "2050-04-02"}),
    "door-code-end": Line("door_code", "403 302 302 403 403 302", {}),
    "slot-sheet": Line("slot", "403 200 200 403 403 200", {"why": "受付名簿"}),
    "sign-up-decide": Line("applied", "403 302 302 403 403 302", {"state": "confirmed"}),
    "sign-up-end": Line("applied", "403 302 302 403 403 302", {}),
    "mailing-list": Line("slot", "403 200 200 403 403 200"),
    "mailing-new": Line("slot", "403 302 302 403 403 302", MAIL),
    "mailing-detail": Line("mailing", "403 200 200 403 403 200"),
    "mailing-edit": Line("mailing", "403 302 302 403 403 302", MAIL),
    "mailing-send": Line("mailing", "403 302 302 403 403 302", {}),
    "mailing-resend": Line("mailing", "403 302 302 403 403 302", {}),
    "mailing-delete": Line("mailing", "403 302 302 403 403 302", {}),
    "mailing-calls": Line("mailing", "403 200 200 403 403 200"),
    "survey-detail": Line("survey", "403 200 200 403 403 200"),
    "survey-edit": Line("survey", "403 302 302 403 403 302", {"closes_on": "2050-04-02"}),
    "survey-questions": Line("survey", "403 302 302 403 403 302", QUESTION),
    "survey-open": Line("survey", "403 302 302 403 403 302", {}),
    "survey-close": Line("survey", "403 302 302 403 403 302", {}),
    "survey-paper": Line("survey", "403 200 200 403 403 200"),
    "survey-sheet": Line("survey", "403 302 302 403 403 302", {"why": "実施報告"}),
}
