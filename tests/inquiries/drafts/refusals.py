"""The addresses of those who ask: see refusal_line.py."""

from correspondence.questions.forms import NEW_ROW
from inquiries.inquiries.models import Inquiry
from tests.inquiries.refusal_line import Line

TOKEN = "00000000-0000-4000-8000-000000000001"
QUESTION = {f"q1-{name}": value for name, value in NEW_ROW.items() if value} | {"q1-label": "取組の内容"}

# address                     reader officer colleague stranger ward secretariat
LINES = {
    "inquiry-drafts": Line("nothing", "403 403 403 403 200 200"),
    "inquiry-templates": Line("nothing", "403 403 403 403 200 200"),
    "inquiry-confirm": Line("draft", "404 404 404 404 200 404"),
    # an empty form: 400 says that they may
    "inquiry-create": Line("nothing", "403 403 403 403 400 400", {}),
    "template-create": Line("nothing", "403 403 403 403 403 400", {}),
    "inquiry-edit": Line("draft", "404 404 404 404 302 404", {"save_draft": 1, "version": 1}),
    "inquiry-questions": Line("draft", "404 404 404 404 302 404", QUESTION | {"do": "save", "version": 1}),
    "inquiry-send": Line("draft", "404 404 404 404 302 404", {"version": 1}),
    # its representative needs no approval, and nothing waits for one
    "inquiry-propose": Line("draft", "404 404 404 404 403 404", {"version": 1}),
    "inquiry-approve": Line("draft", "404 404 404 404 302 404", {"version": 1}),
    "inquiry-return": Line("draft", "404 404 404 404 302 404", {"reason": "理由"}),
    "inquiry-take-back": Line("draft", "404 404 404 404 302 404", {}),
    "approval-rule-edit": Line("nothing", "403 403 403 403 302 302", {}),
    "inquiry-discard": Line("draft", "404 404 404 404 302 404", {}),
    "inquiry-copy": Line("template", "404 404 404 404 302 302", {"idempotency_key": TOKEN}),
    "inquiry-make-template": Line("draft", "404 404 404 404 403 404", {"idempotency_key": TOKEN}),
    "inquiry-due": Line("inquiry", "403 403 403 404 400 403", {}),
    "inquiry-add": Line("inquiry", "403 403 403 404 400 403", {}),
    "inquiry-close": Line("inquiry", "403 403 403 404 400 403", {}),
    "inquiry-withdraw": Line("inquiry", "403 403 403 404 400 403", {}),
}


def draft(world):
    return world.make_inquiry_draft(world.cast["ward_officer"], [world.sakai])


def template(world):
    """A template of the secretariat's."""
    made = world.make_inquiry_draft(world.cast["secretariat"])
    Inquiry.objects.filter(pk=made.pk).update(is_template=True)
    return made


SUBJECTS = {"inquiry": lambda world: world.inquiry(), "draft": draft, "template": template}
