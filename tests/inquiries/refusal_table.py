"""Which status each of the cast gets at each address of the inquiries: a new address needs a line here.

A line says what stands in the address (one of `subjects` in test_refusals.py), what is posted, and the seven
statuses in the order of CAST. The inquiry asks 堺市 (officer, colleague, reader) for 江東区 (ward).
What needs the code of a mail has a table of its own: answers_by_mail/refusals.py.
"""

from correspondence.questions.forms import NEW_ROW
from tests.refusals import CAST as EVERYWHERE
from tests.refusals import Line

CAST = (*EVERYWHERE, "minato_officer")  # of a ward that does not ask

TOKEN = "00000000-0000-4000-8000-000000000001"
QUESTION = {f"q1-{name}": value for name, value in NEW_ROW.items() if value} | {"q1-label": "取組の内容"}

# address                     reader officer colleague stranger ward secretariat minato
ASKING = {
    "inquiry-drafts": Line("nothing", "403 403 403 403 200 200 200"),
    "inquiry-templates": Line("nothing", "403 403 403 403 200 200 200"),
    "inquiry-confirm": Line("draft", "404 404 404 404 200 404 404"),
    # an empty form: 400 says that they may
    "inquiry-create": Line("nothing", "403 403 403 403 400 400 400", {}),
    "template-create": Line("nothing", "403 403 403 403 403 400 403", {}),
    "inquiry-edit": Line("draft", "404 404 404 404 302 404 404", {"save_draft": 1, "version": 1}),
    "inquiry-questions": Line(
        "draft", "404 404 404 404 302 404 404", QUESTION | {"do": "save", "version": 1}
    ),
    "inquiry-send": Line("draft", "404 404 404 404 302 404 404", {"version": 1}),
    # its representative needs no approval, and nothing waits for one
    "inquiry-propose": Line("draft", "404 404 404 404 403 404 404", {"version": 1}),
    "inquiry-approve": Line("draft", "404 404 404 404 302 404 404", {"version": 1}),
    "inquiry-return": Line("draft", "404 404 404 404 302 404 404", {"reason": "理由"}),
    "inquiry-take-back": Line("draft", "404 404 404 404 302 404 404", {}),
    "approval-rule-edit": Line("nothing", "403 403 403 403 302 302 302", {}),
    "inquiry-discard": Line("draft", "404 404 404 404 302 404 404", {}),
    "inquiry-copy": Line("template", "404 404 404 404 302 302 302", {"idempotency_key": TOKEN}),
    "inquiry-make-template": Line("draft", "404 404 404 404 403 404 404", {"idempotency_key": TOKEN}),
    "inquiry-due": Line("inquiry", "403 403 403 404 400 403 404", {}),
    "inquiry-add": Line("inquiry", "403 403 403 404 400 403 404", {}),
    "inquiry-remind": Line("inquiry", "403 403 403 404 302 403 404", {"whom": "all"}),
    "inquiry-close": Line("inquiry", "403 403 403 404 400 403 404", {}),
    "inquiry-withdraw": Line("inquiry", "403 403 403 404 400 403 404", {}),
}
ANSWERING = {
    "inquiry-list": Line("nothing", "200 200 200 200 200 200 200"),
    "inquiry-detail": Line("inquiry", "200 200 200 404 200 200 404"),
    "inquiry-print": Line("inquiry", "200 200 200 404 200 200 404"),
    # an empty form: 400 says that they may
    "inquiry-answer": Line("inquiry", "403 400 400 404 403 403 404", {}),
    "inquiry-answer-none": Line("inquiry", "403 409 409 404 403 403 404", {}),
    "answer-delegate": Line("inquiry", "403 400 400 404 403 403 404", {}),
    "answer-return": Line("proposed", "403 400 403 404 403 403 404", {}),
}
RESULTS = {
    "step-retract": Line("step", "403 403 403 404 302 403 404", {"reason": "理由"}),
    "step-purge": Line("step", "403 403 403 404 403 302 404", {"reason": "理由"}),
    "inquiry-purge": Line("inquiry", "403 403 403 404 403 302 404", {"reason": "理由"}),
    "answer-purge": Line("answer", "403 403 403 404 403 302 404", {"reason": "理由"}),
    "without-contact-list": Line("nothing", "403 403 403 403 200 200 200"),
    # 堺市 can be reached: nobody answers in its place
    "answer-on-behalf": Line("answer", "403 403 403 404 403 403 404"),
    "late-list": Line("nothing", "403 403 403 403 200 200 200"),
    "late-xlsx": Line("nothing", "403 403 403 403 200 200 200"),
    "result-list": Line("inquiry", "403 403 403 404 200 200 404"),
    "result-detail": Line("answer", "403 403 403 404 200 200 404"),
    "count-list": Line("inquiry", "403 403 403 404 200 200 404"),
    "result-xlsx": Line("inquiry", "403 403 403 404 200 200 404"),
    "result-zip": Line("inquiry", "403 403 403 404 200 200 404"),
    "file-export-create": Line("inquiry", "403 403 403 404 302 302 404", {"query": "?state=owed"}),
    "file-export-detail": Line("file_export", "404 404 404 404 200 404 404"),
}

# An inquiry in an unusual state: who reads it, and what is refused to those who otherwise might.
STATES = {
    "draft": {
        "inquiry-detail": "404 404 404 404 302 404 404",
        "inquiry-answer": "404 404 404 404 404 404 404",
    },
    "in_review": {
        "inquiry-propose": "404 404 404 404 302 404 404",
        "inquiry-approve": "404 404 404 404 302 404 404",
        "inquiry-return": "404 404 404 404 302 404 404",
        "inquiry-take-back": "404 404 404 404 302 404 404",
    },
    "inquiry": {
        "inquiry-copy": "403 403 403 404 302 403 404",
        "inquiry-questions": "403 403 403 404 302 403 404",
    },
    "closed": {
        "inquiry-detail": "200 200 200 404 200 200 404",
        "inquiry-answer": "403 403 403 404 403 403 404",
        "answer-return": "403 400 403 404 403 403 404",
    },
}
