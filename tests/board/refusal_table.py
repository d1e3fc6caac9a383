"""Which status each of the cast gets at each address of the board: a new address needs a line here.

A line says what stands in the address (one of `subjects` in test_refusals.py), what is posted, and the six
statuses in the order of CAST. Visitors, people whose account has ended and people of an organisation that
left are the same everywhere and need no column: the login page, the login page, 403.
"""

from dataclasses import dataclass, field

CAST = ("reader", "officer", "colleague", "stranger", "ward_officer", "secretariat")
NOTICE = {"title": "相談会", "body": "開きます。", "themes": ["migration"]}


@dataclass(frozen=True)
class Line:
    """What is asked for, and the status of each of CAST; `post` is None for a page that is only read."""

    subject: str
    statuses: str
    post: dict | None = None
    more: dict = field(default_factory=dict)  # other parts of the address

    @property
    def expected(self) -> dict[str, int]:
        return dict(zip(CAST, map(int, self.statuses.split()), strict=True))


# address                          reader officer colleague stranger ward secretariat
READS = {
    "topic-list": Line("nothing", "200 200 200 200 200 200"),
    "topic-jump": Line("nothing", "302 302 302 302 302 302"),
    "unread-list": Line("nothing", "200 200 200 200 200 200"),
    "draft-list": Line("nothing", "200 200 200 200 200 200"),
    "topic-choose": Line("nothing", "403 200 200 200 200 200"),
    "topic-detail": Line("topic", "200 200 200 200 200 200"),
    "topic-print": Line("topic", "200 200 200 200 200 200"),
    "topic-preview": Line("draft", "403 200 200 404 404 404"),
    "pamphlet-list": Line("nothing", "200 200 200 200 200 200"),
    "pamphlet-detail": Line("pamphlet", "200 200 200 404 200 200"),
    "pamphlet-xlsx": Line("pamphlet", "200 200 200 404 200 200"),
    # order
    "order-list": Line("nothing", "403 403 403 403 403 200"),
    "report-list": Line("nothing", "403 403 403 403 403 200"),
    "report-detail": Line("report", "403 403 403 403 403 200"),
    "held-list": Line("nothing", "403 403 403 403 403 200"),
    "held-detail": Line("held", "403 403 403 403 403 200"),
}
WRITES = {
    "topic-new": Line("nothing", "403 302 302 302 302 302", NOTICE, {"kind": "notice"}),
    "topic-edit": Line("draft", "403 302 302 404 404 404", NOTICE | {"version": 1, "save_draft": 1}),
    "topic-publish": Line("draft", "403 302 302 404 404 404", {}),
    "topic-discard": Line("draft", "403 302 302 404 404 404", {}),
    "topic-close": Line("topic", "403 302 302 403 403 302", {}),
    "topic-hide": Line("topic", "403 403 403 403 403 302", {"reason": "確認のため"}),
    "topic-show": Line("hidden", "403 403 403 404 404 302", {}),
    "reply-post": Line("topic", "403 302 302 302 302 302", {"body": "参加します。"}),
    "reply-hide": Line("reply", "403 403 403 403 403 302", {"reason": "確認のため"}),
    "reply-show": Line("hidden_reply", "404 404 404 404 403 302", {}),
    "unread-read-all": Line("nothing", "302 302 302 302 302 302", {}),
    "notice-edit": Line("nothing", "302 302 302 302 302 302", {}),
    # an empty form: 400 says that he may
    "pamphlet-create": Line("nothing", "403 400 400 400 403 403", {}),
    "pamphlet-answer": Line("pamphlet", "403 403 403 404 400 403", {}),
    "pamphlet-close": Line("pamphlet", "403 400 400 404 403 403", {}),
    "pamphlet-withdraw": Line("pamphlet", "403 400 400 404 403 403", {}),
    # order
    "topic-report": Line("topic", "302 302 302 302 302 403", {"reason": "wrong"}),
    "reply-report": Line("reply", "302 302 302 302 302 403", {"reason": "wrong"}),
    "topic-lock": Line("topic", "403 403 403 403 403 302", {"reason": "確認のため"}),
    "topic-unlock": Line("locked", "403 403 403 403 403 302", {}),
    "topic-move": Line("topic", "403 302 302 403 403 302", {"kind": "call", "reason": "募集のため"}),
    "topic-merge": Line("topic", "403 403 403 403 403 400", {"number": "0", "reason": "重複のため"}),
    "topic-unmerge": Line("merged", "403 403 403 403 403 302", {}),
    "report-decide": Line("report", "403 403 403 403 403 302", {"outcome": "nothing", "remark": "確認済み"}),
    "held-approve": Line("held", "403 403 403 403 403 302", {}),
    "held-return": Line("held", "403 403 403 403 403 302", {"remark": "直してください。"}),
}

# A topic in an unusual state: who reads it, and what is refused to those who otherwise might.
# state: (statuses of its page, {address: statuses of what may not be done to it})
STATES = {
    "draft": (
        "302 302 302 404 404 404",
        {"topic-print": "200 200 200 404 404 404", "reply-post": "404 404 404 404 404 404"}
        | {"topic-close": "403 403 403 404 404 404", "topic-report": "404 404 404 404 404 404"}
        | {"topic-hide": "403 403 403 404 404 404", "topic-lock": "403 403 403 404 404 404"}
        | {"topic-merge": "403 403 403 404 404 404"},
    ),
    "hidden": (
        "200 200 200 404 404 200",
        {"topic-print": "200 200 200 404 404 200", "topic-edit": "403 403 403 404 404 403"}
        | {"reply-post": "403 403 403 404 404 403", "topic-close": "403 403 403 404 404 403"}
        | {"topic-report": "403 403 403 404 404 403", "topic-merge": "403 403 403 404 404 403"},
    ),
    "locked": (
        "200 200 200 200 200 200",
        {"topic-print": "200 200 200 200 200 200", "topic-edit": "403 403 403 403 403 403"}
        | {"reply-post": "403 403 403 403 403 403", "topic-close": "403 403 403 403 403 403"}
        | {"topic-lock": "403 403 403 403 403 403"},
    ),
    "closed": (
        "200 200 200 200 200 200",
        {"topic-edit": "403 403 403 403 403 403", "reply-post": "403 403 403 403 403 403"},
    ),
    "merged": (
        "200 200 200 200 200 200",
        {"topic-print": "200 200 200 200 200 200", "topic-edit": "403 403 403 403 403 403"}
        | {"reply-post": "403 403 403 403 403 403", "topic-close": "403 403 403 403 403 403"}
        | {"topic-merge": "403 403 403 403 403 403", "topic-move": "403 403 403 403 403 403"},
    ),
    "for_wards": (
        "200 200 200 404 200 200",
        {"topic-print": "200 200 200 404 200 200", "reply-post": "403 302 302 404 302 302"}
        | {"topic-report": "302 302 302 404 302 403", "topic-close": "403 302 302 404 403 302"},
    ),
    "for_chosen": (
        "200 200 200 404 404 200",
        {"topic-print": "200 200 200 404 404 200", "reply-post": "403 302 302 404 404 302"}
        | {"topic-report": "302 302 302 404 404 403"},
    ),
}
