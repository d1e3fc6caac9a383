"""Which status each of the cast gets at the portal's own addresses, at accounts and in the public rooms.

A line says what stands in the address (one of `subjects` in test_refusals.py), what is posted, and the six
statuses in the order of CAST.
"""

import datetime

from django.utils import timezone

from disaster.bulletins.queries import shown_version
from tests.refusals import Line

EMERGENCY = {"text": "文面", "starts_on": "2050-01-01", "ends_on": "2050-01-02"}
# address                          reader officer colleague stranger ward secretariat
PORTAL = {
    "mypage": Line("nothing", "200 200 200 200 200 200", former=200),
    "first-steps-put-away": Line("nothing", "302 302 302 302 302 302", {}, former=302),
    "handover-paper": Line("paper", "403 200 200 404 404 200"),
    "issue-proposals": Line("issue", "403 403 403 403 403 200"),
    "contact-list": Line("nothing", "403 403 403 403 403 200"),
    "contact-detail": Line(
        "message", "403 403 403 403 403 302", {"seen": "new", "state": "done", "note": ""}
    ),
    "emergency-list": Line("nothing", "403 403 403 403 403 200"),
    "emergency-new": Line("nothing", "403 403 403 403 403 302", EMERGENCY),
    "emergency-edit": Line("banner", "403 403 403 403 403 302", EMERGENCY | {"version": ""}),
    "emergency-remove": Line("banner", "403 403 403 403 403 302", {}),
    "home-picture": Line("nothing", "403 403 403 403 403 200"),
}
# our own views in place of allauth's; who left may still end their account's places
ACCOUNTS = {
    "account_email": Line("nothing", "302 302 302 302 302 302", {}, former=302),
    "usersessions_list": Line("nothing", "200 200 200 200 200 200", former=200),
    "usersession_end": Line("place", "404 302 404 404 404 404", {}, former=404),
    "usersession_end_others": Line("nothing", "302 302 302 302 302 302", {}, former=302),
    "mfa_remove_webauthn": Line("passkey", "404 302 404 404 404 404", {}, former=404),
}
SOON = (timezone.localdate() + datetime.timedelta(days=5)).isoformat()
APPLICATION = {
    "roles": "booth",
    "contact_name": "企画課",
    "contact_phone": "072-000-0000",
    "contact_email": "kikaku@city.example",
    "questions_version": "1",
}
HIDDEN = {"visitor": 404, "former": 404}
# of those that open without login: what is not public
EVENTS = {
    "event-detail": Line("event", "404 404 404 404 404 200", **HIDDEN),
    "event-file": Line("event", "404 404 404 404 404 200", **HIDDEN),
    "event-import-create": Line("nothing", "403 200 200 200 200 200"),
    "event-import-template": Line("nothing", "403 200 200 200 200 200"),
    "event-import-detail": Line("event_import", "403 200 404 404 404 404"),
    "event-import-commit": Line("event_import", "403 302 404 404 404 404", {}),
    "event-import-discard": Line("event_import", "403 302 404 404 404 404", {}),
    "event-new": Line("nothing", "403 200 200 200 200 200"),
    "event-own-list": Line("nothing", "200 200 200 200 200 200"),
    "event-desk": Line("own_event", "403 200 200 404 404 200"),
    "event-edit": Line("own_event", "403 200 200 404 404 200"),
    "event-copy": Line("own_event", "403 302 302 404 404 302", {"starts_on": "2050-01-08"}),
    "event-copied": Line("own_event", "403 404 404 404 404 404"),
    "programme-list": Line("own_event", "403 200 200 404 404 200"),
    "programme-part-new": Line("own_event", "403 302 302 404 404 302", {"title": "講演"}),
    "programme-part-edit": Line(
        "own_programme", "403 302 302 404 404 302", {"title": "講演", "speakers": ""}
    ),
    "programme-part-files": Line("own_programme", "403 200 200 404 404 200"),
    "programme-part-delete": Line("own_programme", "403 302 302 404 404 302", {}),
    "participation-list": Line("own_event", "403 200 200 404 404 200"),
    "participation-sheet": Line("own_event", "403 200 200 404 404 200"),
    "sheet-list": Line("nothing", "200 200 200 200 200 200"),
    "sheet-edit": Line("taking_part", "403 200 200 403 403 403"),
    "sheet-detail": Line("own_part", "403 200 200 404 404 200"),
    "sheet-confirm": Line("own_part", "403 302 302 404 404 302", {"edition": "1"}),
    "sheet-return": Line("own_part", "403 400 400 404 404 400", {"note": "直してください。"}),
    "sheet-deadline": Line("own_part", "403 400 400 404 404 400", {"due_on": "2020-01-01"}),
    "sheet-contact": Line("own_part", "403 400 400 404 404 400", {}),
    "introduction-list": Line("event", "404 404 404 404 404 404", **HIDDEN),
    "booth-list": Line("own_event", "403 200 200 404 404 200"),
    "booth-make": Line("own_event", "403 302 302 404 404 302", {"first": "1", "last": "2"}),
    "booth-assign": Line("own_event", "403 400 400 404 404 400", {}),
    "booth-fill": Line("own_event", "403 302 302 404 404 302", {}),
    "booth-signs": Line("own_event", "403 200 200 404 404 200"),
    "booth-labels": Line("own_event", "403 200 200 404 404 200"),
    "booth-edit": Line("own_booth", "403 302 302 404 404 302", {"code": "A-1"}),
    "booth-release": Line("own_booth", "403 404 404 404 404 404", {}),
    "booth-delete": Line("own_booth", "403 302 302 404 404 302", {}),
    "event-files": Line("own_event", "403 200 200 404 404 200"),
    "event-holding": Line("own_event", "403 302 302 404 404 302", {"holding": "cancelled"}),
    "event-submit": Line("own_event", "403 302 302 404 404 403", {}),
    "event-publish": Line("own_event", "403 403 403 404 404 302", {}),
    "event-schedule": Line("own_event", "403 403 403 404 404 302", {"day": SOON, "time": "9:00"}),
    "event-unschedule": Line("own_event", "403 403 403 404 404 302", {}),
    "event-return": Line("handed_in_event", "403 403 403 404 404 302", {"note": "x"}),
    "event-withdraw": Line("own_event", "403 403 403 404 404 302", {}),
    "report-edit": Line("linked", "403 403 403 403 403 302", {"body": "報告"}),
    "report-files": Line("reported", "403 403 403 403 403 200"),
    "report-publish": Line("linked", "403 403 403 403 403 302", {}),
    "report-withdraw": Line("linked", "403 403 403 403 403 302", {}),
    "call-list": Line("nothing", "200 200 200 200 200 200"),
    "call-detail": Line("open_call", "200 200 200 200 200 200"),
    "call-apply": Line("open_call", "403 302 302 302 302 403", APPLICATION),
    "call-withdraw": Line("applied", "403 302 302 403 403 403", {"roles": "booth", "reason": "都合"}),
    "call-edit": Line("open_call", "403 403 403 403 403 302", {"apply_until": SOON, "version": "1"}),
    "call-questions": Line("open_call", "403 403 403 403 403 200"),
    "call-open": Line("open_call", "403 403 403 403 403 302", {}),
    "call-invite": Line(
        "open_call", "403 403 403 403 403 302", {"stage": "submit", "roles": "booth", "names": "釧路市"}
    ),
    "invitation-list": Line("open_call", "403 403 403 403 403 200"),
    "invitation-send": Line("open_call", "403 403 403 403 403 302", {}),
    "invitation-remind": Line("open_call", "403 403 403 403 403 302", {}),
    "silent-list": Line("open_call", "403 403 403 403 403 200"),
    "silent-xlsx": Line("open_call", "403 403 403 403 403 200"),
    "application-list": Line("applied", "403 403 403 403 403 302", {"roles": "1", "state": "waiting"}),
    "application-detail": Line("applied_body", "403 403 403 403 403 200"),
    "event-series": Line("series", "404 404 404 404 404 200", **HIDDEN),
}
NOTICE = {"title": "件名", "body": "本文"}
ISSUE = {"volume": "13", "source": "試験"}
ARTICLE = {"kind": "event", "headline": "記事"}
NEWS = {
    "announcement-detail": Line("announcement", "404 404 404 404 404 200", **HIDDEN),
    "announcement-register": Line("nothing", "403 403 403 403 403 200"),
    "announcement-new": Line("nothing", "403 403 403 403 403 302", NOTICE),
    "announcement-desk": Line("announcement", "403 403 403 403 403 200"),
    "announcement-edit": Line("announcement", "403 403 403 403 403 302", NOTICE),
    "announcement-files": Line("announcement", "403 403 403 403 403 200"),
    "announcement-publish": Line("announcement", "403 403 403 403 403 302", {}),
    "announcement-schedule": Line("announcement", "403 403 403 403 403 400", {}),
    "announcement-unschedule": Line("announcement", "403 403 403 403 403 302", {}),
    "announcement-withdraw": Line("announcement", "403 403 403 403 403 302", {}),
    "announcement-end": Line("announcement", "403 403 403 403 403 302", {}),
    "announcement-resume": Line("announcement", "403 403 403 403 403 302", {}),
    "announcement-delete": Line("announcement", "403 403 403 403 403 302", {}),
    "newsissue-register": Line("nothing", "403 403 403 403 403 200"),
    "newsissue-new": Line("nothing", "403 403 403 403 403 302", ISSUE),
    "newsissue-desk": Line("issue", "403 403 403 403 403 200"),
    "newsissue-edit": Line("issue", "403 403 403 403 403 302", ISSUE),
    "newsissue-files": Line("issue", "403 403 403 403 403 200"),
    "newsissue-publish": Line("issue", "403 403 403 403 403 302", {}),
    "newsissue-schedule": Line("issue", "403 403 403 403 403 400", {}),
    "newsissue-unschedule": Line("issue", "403 403 403 403 403 302", {}),
    "newsissue-withdraw": Line("issue", "403 403 403 403 403 302", {}),
    "newsissue-delete": Line("issue", "403 403 403 403 403 302", {}),
    "paperreading-detail": Line("issue", "403 403 403 403 403 200"),
    "paperreading-request": Line("issue", "403 403 403 403 403 302", {}),
    "paperreading-delete": Line("issue", "403 403 403 403 403 302", {}),
    "paperpage-edit": Line(
        "paper_page", "403 403 403 403 403 302", {"do": "save", "role": "body", "text": "文"}
    ),
    "article-new": Line("issue", "403 403 403 403 403 302", ARTICLE),
    "article-edit": Line("article_number", "403 403 403 403 403 302", ARTICLE),
    "article-files": Line("article_number", "403 403 403 403 403 200"),
    "article-up": Line("article_number", "403 403 403 403 403 302", {}),
    "article-down": Line("article_number", "403 403 403 403 403 302", {}),
    "article-publish": Line("article_number", "403 403 403 403 403 302", {}),
    "article-withdraw": Line("article_number", "403 403 403 403 403 302", {}),
    "article-delete": Line("article_number", "403 403 403 403 403 302", {}),
    "article-detail": Line("article", "404 404 404 404 404 200", **HIDDEN),
    "newsissue-detail": Line("issue", "404 404 404 404 404 200", **HIDDEN),
}
SUPPORT_ROW = {"row-0-sender": "新宿区", "row-0-content": "給水車1台", "source": "試験"}
BULLETIN = {"number": "1", "title": "支援の状況", "as_of": "令和6年2月1日", "body": "本文"}
WARD_ROW = {"row-0-content": "給水車1台"}
DISASTER = {
    "disaster-detail": Line("disaster", "404 404 404 404 404 200", **HIDDEN),
    "disaster-new": Line(
        "nothing",
        "403 403 403 403 403 302",
        {"name": "見本の大雨", "date_precision": "unknown", "source": "試験"},
    ),
    "import-create": Line("nothing", "403 403 403 403 403 200"),
    "import-detail": Line("support_import", "403 403 403 403 403 404"),
    "import-commit": Line("support_import", "403 403 403 403 403 404", {}),
    "import-discard": Line("support_import", "403 403 403 403 403 404", {}),
    "disaster-files": Line("disaster", "403 403 403 403 403 200"),
    "disaster-edit": Line("disaster", "403 403 403 403 403 200"),
    "disaster-publish": Line("disaster", "403 403 403 403 403 302", {}),
    "disaster-withdraw": Line("disaster", "403 403 403 403 403 302", {}),
    "disaster-merge": Line("disaster", "403 403 403 403 403 400", {}),
    "merge-undo": Line("disaster", "403 403 403 403 403 400", {}),
    "record-list": Line("disaster", "403 403 403 403 403 200"),
    "record-new": Line("disaster", "403 403 403 403 403 302", SUPPORT_ROW),
    "statement-new": Line("disaster", "403 403 403 403 403 302", SUPPORT_ROW | {"row-0-kind": "other"}),
    "report-list": Line("nothing", "403 403 403 403 200 200"),
    "report-new": Line("public_disaster", "403 403 403 403 302 403", WARD_ROW),
    "report-correction": Line("ward_record", "403 403 403 403 200 403"),
    "report-detail": Line("ward_report", "403 403 403 403 200 200"),
    "report-edit": Line("ward_draft", "403 403 403 403 200 404"),
    "report-submit": Line("ward_draft", "403 403 403 403 302 404", {}),
    "report-withdraw": Line("ward_report", "403 403 403 403 302 403", {}),
    "report-accept": Line("ward_report", "403 403 403 403 403 302", {"edition": "1"}),
    "report-return": Line("ward_report", "403 403 403 403 403 302", {"edition": "1", "note": "終了日を"}),
    "record-history": Line("support_record", "403 403 403 403 403 200"),
    "record-correct": Line("support_record", "403 403 403 403 403 200"),
    "statement-history": Line("statement", "403 403 403 403 403 200"),
    "statement-correct": Line("statement", "403 403 403 403 403 200"),
    "record-restore": Line("support_record", "403 403 403 403 403 400", {"words": "x"}),
    "statement-restore": Line("statement", "403 403 403 403 403 400", {"words": "x"}),
    "sum-difference-list": Line("nothing", "403 403 403 403 403 200"),
    "sum-difference-confirm": Line("sum_difference", "403 403 403 403 403 302", {}),
    "printed-list": Line("nothing", "403 403 403 403 403 200"),
    "printed-new": Line(
        "nothing",
        "403 403 403 403 403 302",
        {"medium": "newsletter", "medium_words": "vol.1", "printed_on": "2024-02-01", "value": "3"},
        more={"key": "records"},
    ),
    "bulletin-detail": Line("bulletin", "404 404 404 404 404 200", **HIDDEN),
    "bulletin-new": Line("public_disaster", "403 403 403 403 403 302", BULLETIN),
    "bulletin-edit": Line("bulletin", "403 403 403 403 403 302", BULLETIN),
    "bulletin-publish": Line("bulletin", "403 403 403 403 403 302", {"seen": shown_version([])}),
    "bulletin-discard": Line("bulletin", "403 403 403 403 403 302", {}),
    "printed-paper": Line("nothing", "403 403 403 403 403 200"),
    "printed-sheet": Line("nothing", "403 403 403 403 403 200"),
    "figures-print": Line("public_disaster", "403 403 403 403 403 400", {"medium": "press"}),
    "printed-detail": Line("printed_figure", "403 403 403 403 403 302", {"words": "次号で訂正"}),
}
FILES = {
    "file": Line("file", "404 200 404 404 404 404", **HIDDEN),
    "file-thumbnail": Line("file", "404 200 404 404 404 404", more={"width": 800}, **HIDDEN),
}
LINKS = {
    "link-list": Line("linked", "403 403 403 403 403 400", post={"typed": "x"}, more={"key": "event"}),
    "link-remove": Line("linked", "403 403 403 403 403 302", post={}, more={"key": "event", "link": 1}),
}
DIRECTORY = {"organization-detail": Line("never_joined", "404 404 404 404 404 200", **HIDDEN)}
