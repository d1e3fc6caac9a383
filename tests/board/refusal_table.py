"""Which status each of the cast gets at each address of the board: a new address needs a line here.

A line says what stands in the address (one of `subjects` in test_refusals.py), what is posted, and the six
statuses in the order of CAST. Visitors, people whose account has ended and people of an organisation that
left are the same everywhere and need no column: the login page, the login page, 403. What needs the code of a
mail and no login: subscriptions/test_unsubscribe.py, digests/test_digest_choice.py.
"""

from tests.refusals import Line

TOKEN = "00000000-0000-4000-8000-000000000001"
WATCH = {"whose": "me", "row": "base"}
NOTICE = {"title": "相談会", "body": "開きます。", "themes": ["migration"]}


# address                          reader officer colleague stranger ward secretariat
READS = {
    "topic-list": Line("nothing", "200 200 200 200 200 200"),
    "unread-list": Line("nothing", "200 200 200 200 200 200"),
    "draft-list": Line("nothing", "200 200 200 200 200 200"),
    "topic-choose": Line("nothing", "403 200 200 200 200 200"),
    "topic-detail": Line("topic", "200 200 200 200 200 200"),
    "topic-print": Line("topic", "200 200 200 200 200 200"),
    "topic-preview": Line("draft", "403 200 200 404 404 404"),
    "approval-rule-edit": Line("nothing", "403 200 403 200 200 200"),
    # stages, editing, files, lists, assignments, exports
    "topic-history": Line("topic", "200 200 200 200 200 200"),
    "reply-history": Line("reply", "200 200 200 200 200 200"),
    "topic-zip": Line("topic", "200 200 200 200 200 200"),
    "topic-xlsx": Line("nothing", "200 200 200 200 200 200"),
    "topic-export-detail": Line("export", "404 200 404 404 404 404"),
    "archive-list": Line("nothing", "403 403 403 403 403 200"),
    "bookmark-list": Line("nothing", "200 200 200 200 200 200"),
    "filter-list": Line("nothing", "302 302 302 302 302 302"),
    "read-receipt-list": Line("asking", "200 200 200 403 403 200"),
    "read-receipt-xlsx": Line("asking", "200 200 200 403 403 200"),
    "unread-next": Line("topic", "302 302 302 302 302 302"),
    "unread-previous": Line("topic", "302 302 302 302 302 302"),
    "assignment-list": Line("nothing", "200 200 200 200 200 200"),
    "talk-list": Line("nothing", "200 200 200 200 200 200"),
    "subscription-edit": Line("nothing", "200 200 200 200 200 200"),
    # moderation
    "moderation-list": Line("nothing", "403 403 403 403 403 200"),
    "report-list": Line("nothing", "403 403 403 403 403 200"),
    "report-detail": Line("report", "403 403 403 403 403 200"),
}
WRITES = {
    "topic-new": Line("nothing", "403 302 302 302 302 302", NOTICE, {"kind": "notice"}),
    "topic-edit": Line("draft", "403 302 302 404 404 404", NOTICE | {"version": 1, "save_draft": 1}),
    "topic-publish": Line("draft", "403 302 302 404 404 404", {}),
    "topic-discard": Line("draft", "403 302 302 404 404 404", {}),
    "topic-close": Line("topic", "403 302 302 403 403 302", {}),
    "topic-hide": Line("topic", "403 403 403 403 403 302", {"reason": "確認のため"}),
    "topic-unhide": Line("hidden", "403 403 403 404 404 302", {}),
    "reply-post": Line("topic", "403 302 302 302 302 302", {"body": "参加します。"}),
    "reply-hide": Line("reply", "403 403 403 403 403 302", {"reason": "確認のため"}),
    "reply-unhide": Line("hidden_reply", "404 404 404 404 403 302", {}),
    "unread-read-all": Line("nothing", "302 302 302 302 302 302", {}),
    # stages, closing, audience
    "topic-step": Line("topic", "403 400 400 403 403 403", {}),
    "topic-reopen": Line("closed", "403 302 302 403 403 302", {}),
    # whoever reads the topic reads here who else does; only they have no form
    "topic-audience": Line("topic", "403 302 302 403 403 403", {"audience": "wards"}, reads_too=True),
    # editing
    "topic-autosave": Line(
        "draft", "403 200 200 404 404 404", NOTICE | {"version": 1, "idempotency_key": TOKEN}
    ),
    "topic-autosave-new": Line(
        "nothing", "403 200 200 200 200 200", NOTICE | {"idempotency_key": TOKEN}, {"kind": "notice"}
    ),
    "topic-presence": Line("draft", "403 200 200 404 404 404", {}),
    "topic-schedule": Line("draft", "403 400 400 404 404 404", {}),
    "topic-unschedule": Line("draft", "403 302 302 404 404 404", {}),
    # approval: nobody asks for it where the organisation does not want it
    "topic-propose": Line("draft", "403 403 403 404 404 404", {"version": 1}),
    "topic-approve": Line("in_review", "403 302 403 404 404 404", {"version": 1}),
    "topic-return": Line("in_review", "403 302 403 404 404 404", {"reason": "日付が違います。"}),
    "topic-take-back": Line("in_review", "403 302 302 404 404 404", {}),
    "version-restore": Line("version", "403 302 302 404 404 404", {}),
    "reply-edit": Line("reply", "403 403 403 403 302 403", {"body": "直しました。", "version": 1}),
    # files and links
    "topic-files": Line("topic", "403 302 302 403 403 403", {}),
    "reply-files": Line("reply", "403 403 403 403 302 403", {}),
    "link-edit": Line("promotion", "403 302 302 403 403 403", {}),
    # lists
    "bookmark-save": Line("topic", "302 302 302 302 302 302", {}),
    "bookmark-remove": Line("topic", "302 302 302 302 302 302", {}),
    "bookmark-list-remove": Line("nothing", "404 404 404 404 404 404", {}),
    "unread-read": Line("nothing", "404 404 404 404 404 404", {}),
    "topic-pin": Line("topic", "403 403 403 403 403 400", {}),
    "topic-unpin": Line("pinned", "403 403 403 403 403 302", {}),
    # subscriptions
    "subscription-rhythm": Line("nothing", "302 302 302 302 302 302", {"rhythm": "daily"}, {"whose": "me"}),
    "watch-add": Line(
        "nothing", "302 302 302 302 302 302", {"level": "new", "kind": "call"}, {"whose": "me"}
    ),
    "watch-edit": Line("nothing", "302 302 302 302 302 302", {"level": "none"}, WATCH),
    "watch-remove": Line("nothing", "404 404 404 404 404 404", {}, {"whose": "me", "row": "0"}),
    "watch-reset": Line("nothing", "302 302 302 302 302 302", {}, {"whose": "me"}),
    "topic-watch": Line("topic", "302 302 302 302 302 302", {"wanted": "no"}),
    # replies, assignments, talks
    "reply-capacity-edit": Line("reply", "403 403 403 403 302 403", {"capacity": "official"}),
    "topic-assign": Line("topic", "403 400 400 400 400 400", {}),
    "assignment-detail": Line("assignment", "302 302 302 404 404 404"),
    "assignment-finish": Line("assignment", "403 302 302 404 404 404", {}),
    "talk-begin": Line("topic", "403 403 403 302 302 302", {"title": "相談", "body": "費用について。"}),
    # exports and archives
    "topic-export-create": Line("nothing", "302 302 302 302 302 302", {"query": "kind=notice"}),
    "archive-stop": Line("archive", "403 403 403 403 403 302", {}),
    # moderation
    "topic-report": Line("topic", "302 302 302 302 302 403", {"reason": "wrong"}),
    "reply-report": Line("reply", "302 302 302 302 302 403", {"reason": "wrong"}),
    "topic-lock": Line("topic", "403 403 403 403 403 302", {"reason": "確認のため"}),
    "topic-unlock": Line("locked", "403 403 403 403 403 302", {}),
    "topic-move": Line("topic", "403 302 302 403 403 302", {"kind": "call", "reason": "募集のため"}),
    "topic-merge": Line("topic", "403 403 403 403 403 400", {"number": "0", "reason": "重複のため"}),
    "topic-unmerge": Line("merged", "403 403 403 403 403 302", {}),
    "topic-retract": Line("topic", "403 302 302 403 403 403", {"reason": "確認のため"}),
    "reply-retract": Line("reply", "403 403 403 403 302 403", {"reason": "確認のため"}),
    "version-retract": Line("edited", "403 302 302 403 403 403", {"reason": "確認のため"}),
    "topic-purge": Line("topic", "403 403 403 403 403 302", {"reason": "確認のため"}),
    "reply-purge": Line("reply", "403 403 403 403 403 302", {"reason": "確認のため"}),
    "version-purge": Line("edited", "403 403 403 403 403 302", {"reason": "確認のため"}),
    "report-decide": Line("report", "403 403 403 403 403 302", {"outcome": "nothing", "remark": "確認済み"}),
}

# A topic in an unusual state: who reads it, and what is refused to those who otherwise might.
STATES = {
    "topic": {"topic-edit": "403 400 400 403 403 403"},
    "draft": {
        "topic-history": "200 200 200 404 404 404",
        "topic-detail": "302 302 302 404 404 404",
        "topic-print": "200 200 200 404 404 404",
        "reply-post": "404 404 404 404 404 404",
        "topic-close": "403 403 403 404 404 404",
        "topic-report": "404 404 404 404 404 404",
        "topic-hide": "403 403 403 404 404 404",
        "topic-lock": "403 403 403 404 404 404",
        "topic-merge": "403 403 403 404 404 404",
    },
    "wanted": {
        "topic-propose": "403 403 302 404 404 404",
        "topic-publish": "403 302 403 404 404 404",
        "topic-schedule": "403 400 403 404 404 404",
    },
    "in_review": {
        "topic-detail": "302 302 302 404 404 404",
        "topic-edit": "403 403 403 404 404 404",
        "topic-publish": "403 403 403 404 404 404",
        "topic-schedule": "403 400 403 404 404 404",  # a representative approves by it
        "topic-discard": "403 403 403 404 404 404",
        "topic-autosave": "403 409 409 404 404 404",
        "topic-files": "403 403 403 404 404 404",
    },
    "hidden": {
        "topic-detail": "200 200 200 404 404 200",
        "topic-print": "200 200 200 404 404 200",
        "topic-edit": "403 403 403 404 404 403",
        "reply-post": "403 403 403 404 404 403",
        "topic-close": "403 403 403 404 404 403",
        "topic-report": "403 403 403 404 404 403",
        "topic-merge": "403 403 403 404 404 403",
    },
    "locked": {
        "topic-detail": "200 200 200 200 200 200",
        "topic-print": "200 200 200 200 200 200",
        "topic-edit": "403 403 403 403 403 403",
        "reply-post": "403 403 403 403 403 403",
        "topic-close": "403 403 403 403 403 403",
        "topic-lock": "403 403 403 403 403 403",
    },
    "closed": {
        "topic-detail": "200 200 200 200 200 200",
        "topic-edit": "403 403 403 403 403 403",
        "reply-post": "403 403 403 403 403 403",
    },
    "merged": {
        "topic-detail": "200 200 200 200 200 200",
        "topic-print": "200 200 200 200 200 200",
        "topic-edit": "403 403 403 403 403 403",
        "reply-post": "403 403 403 403 403 403",
        "topic-close": "403 403 403 403 403 403",
        "topic-merge": "403 403 403 403 403 403",
        "topic-move": "403 403 403 403 403 403",
    },
    "for_wards": {
        "topic-detail": "200 200 200 404 200 200",
        "topic-print": "200 200 200 404 200 200",
        "reply-post": "403 302 302 404 302 302",
        "topic-report": "302 302 302 404 302 403",
        "topic-close": "403 302 302 404 403 302",
    },
    "for_chosen": {
        "topic-detail": "200 200 200 404 404 200",
        "topic-print": "200 200 200 404 404 200",
        "reply-post": "403 302 302 404 404 302",
        "topic-report": "302 302 302 404 404 403",
    },
}
