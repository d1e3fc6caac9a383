"""What the guide (使い方の手引き) consists of: a page for each task, for whom it is, what it explains.

The text of a page is `docs/ja/<slug>.md`; its title is the heading there.
"""

from dataclasses import dataclass

from portal.guide import readers
from portal.guide.readers import Reader, Readers


@dataclass(frozen=True)
class Guide:
    """One page; `explains` are the names of the addresses that lead to it by 「この画面の使い方」."""

    slug: str
    readers: Readers
    explains: tuple[str, ...] = ()

    def is_for(self, user: Reader) -> bool:
        return self.readers(user)


def _names(namespace: str, names: str) -> tuple[str, ...]:
    return tuple(f"{namespace}:{name}" for name in names.split())


EVERYBODY, MEMBERS, WRITERS = readers.everybody, readers.members, readers.writers
WARDS, SECRETARIAT = readers.wards, readers.secretariat

GROUPS: tuple[tuple[str, tuple[Guide, ...]], ...] = (
    (
        "会員登録とログイン",
        (
            Guide("join", EVERYBODY),
            Guide(
                "apply",
                EVERYBODY,
                _names(
                    "members",
                    "application-apply application-form application-done application-correct"
                    " application-verified mail-token-resend",
                ),
            ),
            Guide(
                "login",
                EVERYBODY,
                ("account_login", "account_reset_password", "account_request_login_code", "account_recovery"),
            ),
            Guide(
                "takeover",
                EVERYBODY,
                _names("members", "takeover-search takeover-section takeover-sent takeover-form"),
            ),
            Guide(
                "answer-by-mail",
                EVERYBODY,
                (
                    "members:mail-token-enter",
                    "inquiries:inquiry-by-mail",
                    "pamphlets:pamphlet-by-mail",
                    "events:invitation-by-mail",
                    "events:sheet-by-mail",
                ),
            ),
        ),
    ),
    (
        "マイページと団体",
        (
            Guide("mypage", MEMBERS, ("portal:mypage",)),
            Guide("notifications", MEMBERS, _names("board", "subscription-edit watch-add watch-edit")),
            Guide(
                "people",
                MEMBERS,
                _names(
                    "organization",
                    "profile person-list person-detail person-invite section-add section-edit"
                    " mailbox-change join-list",
                ),
            ),
            Guide("profile", readers.representatives, ("organization:organization-edit",)),
            Guide("confirm", WRITERS, ("organization:organization-confirm", "members:confirmation-answer")),
            Guide(
                "handover",
                MEMBERS,
                (
                    *_names("organization", "handover-create handover-detail handover-section"),
                    "portal:handover-paper",
                ),
            ),
            Guide("withdraw", readers.representatives, ("organization:withdrawal-create",)),
        ),
    ),
    (
        "掲示板",
        (
            Guide("board-find", MEMBERS, _names("board", "topic-list unread-list bookmark-list filter-list")),
            Guide(
                "board-post",
                WRITERS,
                _names("board", "topic-choose topic-new topic-edit topic-preview draft-list topic-schedule"),
            ),
            Guide(
                "board-reply",
                MEMBERS,
                _names(
                    "board",
                    "topic-detail reply-edit talk-begin talk-list topic-assign assignment-list"
                    " assignment-detail topic-report reply-report reply-capacity-edit",
                ),
            ),
            Guide("board-audience", WRITERS, ("board:topic-audience",)),
            Guide("board-stages", WRITERS, _names("board", "topic-step topic-close topic-reopen")),
            Guide("board-print", MEMBERS, _names("board", "topic-export-create topic-export-detail")),
            Guide(
                "take-back",
                WRITERS,
                (
                    *_names("board", "topic-retract reply-retract version-retract topic-history"),
                    "inquiries:step-retract",
                    "pamphlets:step-retract",
                ),
            ),
        ),
    ),
    (
        "照会・配布依頼",
        (
            Guide(
                "pamphlet-request",
                readers.pamphlet_askers,
                _names(
                    "pamphlets",
                    "pamphlet-list pamphlet-create pamphlet-edit pamphlet-confirm pamphlet-drafts"
                    " pamphlet-change pamphlet-add-wards pamphlet-papers approval-rule-edit",
                ),
            ),
            Guide(
                "pamphlet-answer",
                WARDS,
                _names("pamphlets", "pamphlet-list pamphlet-answers pamphlet-answer"),
            ),
            Guide("ward-rules", WARDS, _names("pamphlets", "ward-rule-edit ward-place-edit")),
            Guide(
                "inquiry-answer", WRITERS, _names("inquiries", "inquiry-answer answer-delegate inquiry-list")
            ),
            Guide(
                "inquiry-ask",
                readers.inquiry_askers,
                _names(
                    "inquiries",
                    "inquiry-create inquiry-edit inquiry-questions inquiry-confirm inquiry-drafts"
                    " inquiry-due inquiry-add inquiry-remind result-list count-list inquiry-templates",
                ),
            ),
        ),
    ),
    (
        "イベント・展示",
        (
            Guide("take-part", EVERYBODY, ("sign_ups:slot-join", "own_sign_up:enter", "own_sign_up:sign-up")),
            Guide("call-apply", WRITERS, _names("events", "call-list call-detail call-apply call-withdraw")),
            Guide("sheet-write", WRITERS, _names("events", "sheet-edit sheet-list")),
            Guide(
                "event-register",
                WRITERS,
                _names("events", "event-new event-edit event-own-list event-files programme-list"),
            ),
            Guide("event-import", WRITERS, _names("events", "event-import-create event-import-detail")),
            Guide("event-publish", WRITERS, _names("events", "event-desk event-schedule")),
            Guide("call-open", WRITERS, _names("events", "call-edit call-questions")),
            Guide("call-invite", WRITERS, _names("events", "call-invite invitation-list silent-list")),
            Guide("call-decide", WRITERS, _names("events", "application-list participation-list")),
            Guide("sheet-collect", WRITERS, ("events:sheet-detail",)),
            Guide("sign-up-collect", WRITERS, _names("sign_ups", "slot-list slot-new slot-detail slot-edit")),
            Guide("sign-up-tell", WRITERS, _names("sign_ups", "mailing-list mailing-detail survey-detail")),
            Guide("booths", WRITERS, _names("events", "booth-list booth-edit")),
            Guide("event-holding", WRITERS, ("events:event-holding",)),
            Guide("event-repeat", WRITERS, _names("events", "event-copy event-copied")),
            Guide("event-report", WRITERS, _names("events", "report-edit report-files")),
        ),
    ),
    (
        "災害支援",
        (
            Guide("support-report", WARDS, _names("disaster", "report-list report-new report-edit")),
            Guide(
                "disaster-register",
                SECRETARIAT,
                _names("disaster", "disaster-new disaster-edit disaster-files disaster-merge merge-undo"),
            ),
            Guide(
                "support-records",
                SECRETARIAT,
                _names(
                    "disaster",
                    "record-list record-new record-correct record-history statement-new statement-correct",
                ),
            ),
            Guide("support-import", SECRETARIAT, _names("disaster", "import-create import-detail")),
            Guide("support-reports", SECRETARIAT, ("disaster:report-accept",)),
            Guide(
                "figures",
                SECRETARIAT,
                _names(
                    "disaster",
                    "printed-list printed-new printed-detail figures-print sum-difference-list",
                ),
            ),
            Guide("bulletins", SECRETARIAT, _names("disaster", "bulletin-new bulletin-edit")),
        ),
    ),
    (
        "事務局の業務",
        (
            Guide("desk", SECRETARIAT, ("members:task-queue",)),
            Guide("applications", SECRETARIAT, _names("members", "application-list application-detail")),
            Guide(
                "confirmations",
                SECRETARIAT,
                _names(
                    "members",
                    "confirmation-round-list confirmation-round-start confirmation-round-detail"
                    " confirmation-entry-list confirmation-entry-detail confirmation-call-list",
                ),
            ),
            Guide(
                "corrections",
                SECRETARIAT,
                (
                    "organization:organization-correct",
                    *_names("members", "government-list government-detail"),
                ),
            ),
            Guide("reviews", SECRETARIAT, _names("members", "review-list mail-list mail-detail")),
            Guide("handovers-desk", SECRETARIAT, _names("members", "handover-list unrepresented-list")),
            Guide("recoveries", SECRETARIAT, _names("members", "recovery-list recovery-detail")),
            Guide("contact-desk", SECRETARIAT, _names("portal", "contact-list contact-detail")),
            Guide(
                "requests-desk",
                SECRETARIAT,
                (
                    *_names("inquiries", "late-list without-contact-list"),
                    *_names("pamphlets", "pamphlet-late pamphlet-summary without-contact-list"),
                ),
            ),
            Guide("withdrawals", SECRETARIAT, _names("members", "withdrawal-list withdrawal-detail")),
            Guide(
                "mergers",
                SECRETARIAT,
                _names(
                    "members",
                    "government-change-list government-change-new government-change-detail"
                    " government-change-dry-run merge-list merge-new",
                ),
            ),
            Guide(
                "sheets", SECRETARIAT, _names("members", "sheet-list sheet-import-create sheet-import-detail")
            ),
            Guide(
                "moderation",
                SECRETARIAT,
                _names(
                    "board",
                    "report-list report-detail report-decide moderation-list topic-hide topic-lock"
                    " topic-move topic-merge topic-pin topic-purge",
                ),
            ),
            Guide("board-archive", SECRETARIAT, ("board:archive-list",)),
            Guide(
                "announcements",
                SECRETARIAT,
                _names("news", "announcement-register announcement-new announcement-edit announcement-desk"),
            ),
            Guide(
                "newsletter",
                SECRETARIAT,
                _names("news", "newsissue-register newsissue-new newsissue-edit newsissue-desk"),
            ),
            Guide("newspaper", SECRETARIAT, _names("news", "paperreading-detail paperpage-edit")),
            Guide("front-page", SECRETARIAT, _names("portal", "emergency-list emergency-new home-picture")),
            Guide(
                "words-and-metrics",
                SECRETARIAT,
                _names("members", "search-word-list search-word-new metric-list metric-new"),
            ),
            Guide("admin", SECRETARIAT),
        ),
    ),
)
GUIDES = {guide.slug: guide for _, guides in GROUPS for guide in guides}
GUIDES_OF: dict[str, list[Guide]] = {}  # by the name of the address, in this order: who sees which differs
for _guide in GUIDES.values():
    for _name in _guide.explains:
        GUIDES_OF.setdefault(_name, []).append(_guide)
