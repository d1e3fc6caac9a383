"""Which status each of the cast gets at each address of the pamphlets: a new address needs a line here.

A line says what stands in the address (one of `subjects` in test_refusals.py), what is posted, and the seven
statuses in the order of CAST. Visitors, people whose account has ended and people of an organisation that
left are the same everywhere and need no column: the login page, the login page, 403. What needs the code of a
mail and no login: answers_by_mail/test_answers_by_mail.py.
"""

from tests.refusals import CAST as EVERYWHERE
from tests.refusals import Line

CAST = (*EVERYWHERE, "ota_officer")  # of a ward that was not asked

TOKEN = "00000000-0000-4000-8000-000000000001"

# address                          reader officer colleague stranger ward secretariat ota
READS = {
    "pamphlet-list": Line("nothing", "200 200 200 200 200 200 200"),
    "pamphlet-detail": Line("pamphlet", "200 200 200 404 200 200 404"),
    "pamphlet-print": Line("pamphlet", "200 200 200 404 200 200 404"),
    "pamphlet-xlsx": Line("pamphlet", "200 200 200 404 200 200 404"),
    "pamphlet-drafts": Line("nothing", "403 200 200 200 403 403 403"),
    "pamphlet-confirm": Line("pamphlet_draft", "404 200 200 404 404 404 404"),
    "pamphlet-late": Line("nothing", "403 403 403 403 403 200 403"),
    "pamphlet-late-xlsx": Line("nothing", "403 403 403 403 403 200 403"),
    "without-contact-list": Line("nothing", "403 403 403 403 403 200 403"),
    "answer-on-behalf": Line("pamphlet", "403 404 404 404 403 404 404", more={"answer_pk": 0}),
    "pamphlet-papers": Line("pamphlet", "403 400 400 404 403 403 404"),
    "shipping-paper-detail": Line("pamphlet", "404 404 404 404 404 404 404", more={"paper_pk": 0}),
    "pamphlet-summary": Line("nothing", "200 200 200 200 200 200 200"),
    "pamphlet-summary-xlsx": Line("nothing", "200 200 200 200 200 200 200"),
    "ward-rule-list": Line("nothing", "200 200 200 200 200 200 200"),
    "ward-rule-xlsx": Line("nothing", "200 200 200 200 200 200 200"),
    "ward-rule-detail": Line("ward", "200 200 200 200 200 200 200"),
}
# an empty form: 400 says that they may
WRITES = {
    "pamphlet-files": Line("pamphlet", "403 302 302 404 403 403 404", {}),
    "pamphlet-create": Line("nothing", "403 400 400 400 403 403 403", {}),
    "pamphlet-answer": Line("pamphlet", "403 403 403 404 400 403 404", {}),
    "pamphlet-close": Line("pamphlet", "403 400 400 404 403 403 404", {}),
    "pamphlet-withdraw": Line("pamphlet", "403 400 400 404 403 403 404", {}),
    "pamphlet-edit": Line("pamphlet_draft", "404 302 302 404 404 404 404", {"save_draft": 1, "version": 1}),
    "pamphlet-discard": Line("pamphlet_draft", "404 302 302 404 404 404 404", {}),
    "pamphlet-submit": Line("pamphlet_draft", "404 302 302 404 404 404 404", {}),
    "pamphlet-propose": Line("pamphlet_draft", "404 403 403 404 404 404 404", {}),
    "pamphlet-approve": Line("pamphlet_draft", "404 302 403 404 404 404 404", {}),
    "pamphlet-return": Line("pamphlet_draft", "404 400 403 404 404 404 404", {}),
    "pamphlet-take-back": Line("pamphlet_draft", "404 302 302 404 404 404 404", {}),
    "approval-rule-edit": Line("nothing", "403 302 403 302 403 403 403", {}),
    "pamphlet-change": Line("pamphlet", "403 400 400 404 403 403 404", {}),
    "pamphlet-remind": Line("pamphlet", "403 302 302 404 403 403 404", {"whom": "all"}),
    "pamphlet-add-wards": Line("pamphlet", "403 400 400 404 403 403 404", {}),
    "pamphlet-copy": Line("pamphlet", "403 302 302 404 403 403 404", {"idempotency_key": TOKEN}),
    "pamphlet-answers": Line("nothing", "403 403 403 403 302 403 302", {}),
    "pamphlet-question": Line("pamphlet", "403 403 403 404 400 403 404", {}),
    "pamphlet-forward": Line("pamphlet", "403 403 403 404 400 403 404", {}),
    "question-reply": Line("pamphlet", "403 404 404 404 403 403 404", {}, {"question_pk": 0}),
    "answer-change": Line("pamphlet", "404 404 404 404 404 404 404", {}, {"answer_pk": 0}),
    "change-decide": Line("pamphlet", "404 404 404 404 404 404 404", {}, {"answer_pk": 0, "change_pk": 0}),
    "step-retract": Line("step", "403 302 302 404 403 403 404", {"reason": "理由"}),
    "step-purge": Line("step", "403 403 403 404 403 302 404", {"reason": "理由"}),
    "pamphlet-purge": Line("pamphlet", "403 403 403 404 403 302 404", {"reason": "理由"}),
    "answer-purge": Line("pamphlet_answer", "403 403 403 404 403 302 404", {"reason": "理由"}),
    "delivery-page": Line("pamphlet", "403 400 400 404 403 403 404", {}),
    "delivery-undo": Line("pamphlet", "404 404 404 404 404 404 404", {}, {"answer_pk": 0}),
    "shipping-paper-create": Line("pamphlet", "403 400 400 404 403 403 404", {}),
    "copies-receive": Line("pamphlet", "403 403 403 404 403 403 404", {}),
    "handing-out-finish": Line("pamphlet", "403 403 403 404 403 403 404", {}),
    "ward-rule-edit": Line("nothing", "403 403 403 403 302 403 302", {}),
    "ward-place-add": Line("nothing", "403 403 403 403 400 403 400", {}),
    "ward-place-edit": Line("place", "403 403 403 403 400 403 404", {}),
    "ward-place-close": Line("place", "403 403 403 403 302 403 404", {}),
    "ward-closure-add": Line("nothing", "403 403 403 403 400 403 400", {}),
    "ward-closure-remove": Line("closure", "403 403 403 403 302 403 404", {}),
}

# A request in an unusual state: what may be done to it that a sent one or a draft refuses.
STATES = {
    "needs_approval": {"pamphlet-propose": "404 403 400 404 404 404 404"},
    "in_review": {
        "pamphlet-approve": "404 302 403 404 404 404 404",
        "pamphlet-return": "404 400 403 404 404 404 404",
        "pamphlet-take-back": "404 302 302 404 404 404 404",
    },
    "taken": {
        "delivery-page": "403 400 400 404 403 403 404",
        "pamphlet-papers": "403 400 400 404 403 403 404",
    },
    "on_its_way": {"copies-receive": "403 403 403 404 400 403 404"},
    "received": {"handing-out-finish": "403 403 403 404 400 403 404"},
}
