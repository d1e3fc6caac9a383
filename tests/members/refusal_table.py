"""Which status each of the cast gets at each address of members: a new address needs a line here.

A line says what stands in the address (a method of subjects.py), what is posted, and the six
statuses in the order of CAST. Visitors, people whose account has ended and people of an organisation that
left are the same everywhere and need no column: the login page, the login page, 403. What visitors may open
has no line; what needs the code of a mail is tested beside its subject.
"""

from tests.refusals import Line

SHEET = {"table": "sections"}
FILTER = {"page": "board", "name": "提案", "query": "kind=proposal"}
WHY = {"reason": "重複のため"}
CONTACTS = {"name": "企画課", "mailbox": "kikaku@city.example", "telephone": "03-0000-0000", "version": 0}

# address                          reader officer colleague stranger ward secretariat
READS = {
    "organization-sheet": Line("nothing", "200 200 200 200 200 200", more={"kind": "xlsx"}),
    "task-queue": Line("nothing", "403 403 403 403 403 200"),
    "handover-list": Line("nothing", "403 403 403 403 403 200"),
    "mail-list": Line("nothing", "403 403 403 403 403 200"),
    "mail-detail": Line("mail", "403 403 403 403 403 200"),
    "search-word-list": Line("nothing", "403 403 403 403 403 200"),
    "metric-list": Line("nothing", "403 403 403 403 403 200"),
    "review-list": Line("nothing", "403 403 403 403 403 200"),
    "unrepresented-list": Line("nothing", "403 403 403 403 403 200"),
    "application-list": Line("nothing", "403 403 403 403 403 200"),
    "application-next": Line("nothing", "403 403 403 403 403 302"),
    "application-detail": Line("application", "404 404 404 404 404 200", former=404),
    "application-print": Line("application", "404 404 404 404 404 200", former=404),
    "withdrawal-list": Line("nothing", "403 403 403 403 403 200"),
    "withdrawal-detail": Line("withdrawal", "403 403 403 403 403 200"),
    "recovery-list": Line("nothing", "403 403 403 403 403 200"),
    "recovery-detail": Line("recovery", "404 404 404 404 404 200", former=404),
    "confirmation-round-list": Line("nothing", "403 403 403 403 403 200"),
    "confirmation-round-detail": Line("round", "403 403 403 403 403 200"),
    "confirmation-entry-list": Line("round", "403 403 403 403 403 200"),
    "confirmation-entry-sheet": Line("round", "403 403 403 403 403 200", more={"kind": "csv"}),
    "confirmation-call-list": Line("round", "403 403 403 403 403 200"),
    "confirmation-entry-detail": Line("entry_of_sakai", "403 403 403 403 403 200"),
    "government-list": Line("nothing", "403 403 403 403 403 200"),
    "government-detail": Line("government", "403 403 403 403 403 200"),
    "government-change-list": Line("nothing", "403 403 403 403 403 200"),
    "government-change-detail": Line("change", "403 403 403 403 403 200"),
    "government-change-dry-run": Line("change", "403 403 403 403 403 200"),
    "merge-list": Line("nothing", "403 403 403 403 403 200"),
    "merge-detail": Line("merger", "403 403 403 403 403 200"),
    "sheet-list": Line("nothing", "403 403 403 403 403 200"),
    "ledger-export": Line("nothing", "403 403 403 403 403 200"),
    "sheet-template": Line("nothing", "403 403 403 403 403 200", more=SHEET),
    "sheet-export": Line("nothing", "403 403 403 403 403 200", more=SHEET | {"kind": "csv"}),
    "sheet-import-detail": Line("sheet", "403 403 403 403 403 200"),
}
METRIC = {"name": "members", "as_of": "2026-11-01", "precision": "day", "value": "900"}
METRIC |= {"qualifier": "900自治体", "source": "試験"}
SYNONYMS, LOOK_BEHINDS = {"kind": "synonyms"}, {"kind": "look-behinds"}
WRITES = {
    "mail-resend": Line("nothing", "403 403 403 403 403 302", {"mail": "1"}),
    "search-word-new": Line(
        "nothing", "403 403 403 403 403 302", {"term": "鯨", "means": "くじら"}, more=SYNONYMS
    ),
    "search-word-edit": Line(
        "look_behind", "403 403 403 403 403 302", {"term": "広島", "not_after": "東"}, more=LOOK_BEHINDS
    ),
    "search-miss": Line("nothing", "403 403 403 403 403 302", {"word": "のと地震", "means": "能登半島地震"}),
    "search-word-remove": Line("look_behind", "403 403 403 403 403 302", {}, more=LOOK_BEHINDS),
    "metric-new": Line("nothing", "403 403 403 403 403 302", METRIC),
    "metric-edit": Line("metric", "403 403 403 403 403 302", METRIC),
    "representative-appoint": Line("person", "403 403 403 403 403 302", {}),
    "review-mark-seen": Line("nothing", "403 403 403 403 403 302", {"review": "1"}),
    "application-approve": Line("application", "404 404 404 404 404 302", {}, former=404),
    "application-return": Line(
        "application", "404 404 404 404 404 302", {"remark": "入力してください。"}, former=404
    ),
    "application-decline": Line("application", "404 404 404 404 404 302", WHY, former=404),
    "application-resend": Line("new_application", "404 404 404 404 404 302", {"version": 0}, former=404),
    "withdrawal-accept": Line("withdrawal", "403 403 403 403 403 302", {}),
    "withdrawal-decline": Line("withdrawal", "403 403 403 403 403 302", {"answer": "続けてください。"}),
    "withdrawal-cancel": Line("withdrawal", "403 403 403 403 403 302", {}),
    "withdrawal-undo": Line("left", "403 403 403 403 403 302", {}),
    "recovery-approve": Line("recovery", "404 404 404 404 404 302", {}, former=404),
    "recovery-decline": Line("recovery", "404 404 404 404 404 302", WHY, former=404),
    "confirmation-round-start": Line("nothing", "403 403 403 403 403 400", {}),
    "confirmation-round-remind": Line("round", "403 403 403 403 403 302", {}),
    "confirmation-round-close": Line("round", "403 403 403 403 403 302", {}),
    "confirmation-entry-resend": Line("entry_of_sakai", "403 403 403 403 403 400", {}),
    "confirmation-entry-telephone": Line("entry_of_sakai", "403 403 403 403 403 400", {}),
    "confirmation-entry-bounced": Line("entry_of_sakai", "403 403 403 403 403 302", {}),
    "confirmation-entry-reached": Line("entry_of_sakai", "403 403 403 403 403 302", {}),
    "former-name-add": Line("government", "403 403 403 403 403 400", {"name": "旧堺市"}),
    "former-name-remove": Line("former_name", "403 403 403 403 403 302", {}),
    "government-change-new": Line("nothing", "403 403 403 403 403 400", {}, {"kind": "rename"}),
    "government-change-run": Line("due_change", "403 403 403 403 403 302", {}),
    "government-change-cancel": Line("change", "403 403 403 403 403 302", {}),
    "merge-new": Line("twins", "403 403 403 403 403 302", {}),
    "sheet-import-create": Line("nothing", "403 403 403 403 403 400", {}, SHEET),
    "sheet-import-commit": Line("sheet", "403 403 403 403 403 302", {}),
    "sheet-import-discard": Line("sheet", "403 403 403 403 403 302", {}),
}

# one's own organisation, and people of 堺市
OWN_READS = {
    "profile": Line("nothing", "200 200 200 200 200 200"),
    "organization-history": Line("nothing", "200 200 200 200 200 200"),
    "record": Line("nothing", "200 200 200 200 200 200"),
    "person-list": Line("nothing", "200 200 200 200 200 200"),
    "filter-list": Line("nothing", "200 200 200 200 200 200"),
    "person-detail": Line("person", "403 200 403 404 404 200"),
    "join-list": Line("nothing", "403 200 403 200 200 200"),
    "join-detail": Line("join", "404 200 404 404 404 200"),
    "mailbox-change": Line("changed_mailbox", "403 200 403 404 404 200"),
    "handover-detail": Line("handover", "200 200 200 404 404 200"),
}
OWN_WRITES = {
    "section-add": Line("nothing", "403 302 403 302 302 302", CONTACTS | {"name": "観光課"}),
    "section-edit": Line("section_of_sakai", "403 409 409 404 404 409", CONTACTS | {"reason": "誤り"}),
    "handover-section": Line("section_of_sakai", "403 400 403 404 404 400", {"stage": "confirm"}),
    "section-close": Line("second_section", "403 302 403 404 404 302", {}),
    "mailbox-confirm": Line("changed_mailbox", "403 302 403 404 404 302", {}),
    "mailbox-put-back": Line("changed_mailbox", "403 302 403 404 404 302", {}),
    "person-invite": Line("nothing", "403 400 403 400 400 400", {}),
    "person-change": Line("person", "403 400 403 404 404 400", {}),
    "person-invite-again": Line("newcomer", "403 302 403 404 404 302", {}),
    "filter-save": Line("nothing", "302 302 302 302 302 302", FILTER),
    "filter-rename": Line("saved_filter", "404 302 404 404 404 404", {"name": "名前"}),
    "filter-move": Line("saved_filter", "404 302 404 404 404 404", {"way": "up"}),
    "filter-delete": Line("saved_filter", "404 302 404 404 404 404", {}),
    "person-reached": Line("unreached", "403 302 302 404 404 302", {}),
    "person-end": Line("person", "403 302 403 404 404 302", {"reason": "異動"}),
    "join-approve": Line("join", "404 400 404 404 404 400", {}),
    "join-decline": Line("join", "404 302 404 404 404 302", WHY),
    "organization-correct": Line(
        "nothing",
        "403 403 403 403 403 302",
        {"name": "特別区長会事務局", "joined_on": "2020-04-01", "reason": "誤り"},
    ),
    "organization-edit": Line("nothing", "403 302 403 302 302 302", {}),
    "own-name-edit": Line("nothing", "400 400 400 400 400 400", {}),
    "organization-confirm": Line("nothing", "403 302 302 302 302 302", {}),
    "withdrawal-create": Line("nothing", "403 400 403 400 403 403", {}),
    "withdrawal-cancel": Line("withdrawal", "403 302 403 404 404 302", {}),
    "handover-create": Line("nothing", "400 400 400 400 400 400", {}),
    "handover-approve": Line("succession", "403 302 403 404 404 302", {}),
    "handover-cancel": Line("handover", "403 302 302 404 404 302", {}),
}

# pages of one's own organisation, where the secretariat may name another: `?organization=`
NAMED_IN_QUERY = (
    *("profile", "organization-history", "record", "person-list", "person-invite", "join-list"),
    *("section-add", "organization-edit", "withdrawal-create", "handover-create"),
)
