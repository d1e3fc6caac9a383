"""Every write × every state of a request: what gets through for its two sides, and for nobody else.

`refusal_table.py` says who may at all; here the most that anybody may, state by state. A line names what
gets through; everything else that is posted, with good values, leaves no trace.
"""

import uuid

import pytest
from django.urls import reverse

from common import japanese_calendar
from common.attachments.actions import store_upload
from common.attachments.queries import files_of
from correspondence.closing.actions import close
from correspondence.delegation.models import key_of
from correspondence.sending.actions import ask_approval
from members.users.models import User
from pamphlets.answer_changes.actions import propose_change
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.answers.models import WardAnswer
from pamphlets.changes.actions import withdraw_pamphlet
from pamphlets.deliveries.actions import Parcel, dispatch_copies, finish_handing_out, receive_copies
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_questions.actions import ask_back
from pamphlets.ward_questions.models import WardQuestion
from tests.pamphlets.asking import ask
from tests.refusals import in_turns, leaves_trace

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# what the representative of the asking organisation, its officer and the ward's officer can do
OWNER = "close withdraw change add_wards copy"
ENDED = "withdraw copy"
SENT = "close change add_wards copy"  # on its way: no withdrawal any more
STATES = {
    "draft": ("edit discard submit", "edit discard submit", ""),
    "review": ("take_back approve return", "take_back", ""),
    "waiting": (OWNER, OWNER, "answer answers question forward"),
    "asked": (f"{OWNER} reply", f"{OWNER} reply", "answer answers question forward"),
    "accepted": (f"{OWNER} propose_change dispatch",) * 2 + ("propose_change",),
    "partial": (f"{OWNER} propose_change dispatch",) * 2 + ("propose_change",),
    "declined": (OWNER, OWNER, "answer question"),
    "ward_proposed": (f"{OWNER} agree refuse",) * 2 + ("cancel",),
    "owner_proposed": (f"{OWNER} cancel",) * 2 + ("agree refuse",),
    "dispatched": (f"{SENT} undo", f"{SENT} undo", "receive"),
    "received": (SENT, SENT, "finish undo"),
    "finished": (SENT, SENT, "undo"),
    "closed_waiting": (ENDED, ENDED, ""),
    "closed_asked": (f"{ENDED} reply", f"{ENDED} reply", ""),
    "closed_accepted": (f"{ENDED} propose_change dispatch",) * 2 + ("propose_change",),
    "closed_dispatched": ("copy undo", "copy undo", "receive"),
    "withdrawn_waiting": ("copy", "copy", ""),
    "withdrawn_accepted": ("copy", "copy", ""),
}
EVER_BY_WARD = {what for _, _, by_ward in STATES.values() for what in by_ward.split()}


@pytest.fixture
def states(  # noqa: C901  one short way for each state
    officer, colleague, ward_officer, koto, minato, sample, due, make_draft, approval
):
    """{state: how a request comes into it}; approval is asked for where a colleague sends."""

    def waiting():
        stored = store_upload(sample(), by=officer)
        return ask(officer, [koto, minato], files=[stored], answer_due=due)

    def answered(state="accepted", copies=100, remark=""):
        made = waiting()
        answer_pamphlet(answer=own(made), state=state, copies=copies, remark=remark, by=ward_officer)
        return made

    def asked():
        made = waiting()
        ask_back(answer=own(made), text="箱の大きさは。", by=ward_officer)
        return made

    def proposed(by):
        made = answered()
        propose_change(answer=own(made), copies=50, places=None, reason="棚が減りました。", by=by)
        return made

    def dispatched():
        made = answered()
        parcel = Parcel(own(made).pk)
        dispatch_copies(pamphlet=made, parcels=[parcel], on=japanese_calendar.today(), carrier="", by=officer)
        return made

    def received():
        made = dispatched()
        receive_copies(answer=own(made), on=japanese_calendar.today(), count=100, by=ward_officer)
        return made

    def finished():
        made = received()
        finish_handing_out(
            answer=own(made),
            on=japanese_calendar.today(),
            handed_out=90,
            left_over=10,
            remark="",
            by=ward_officer,
        )
        return made

    def review():
        return ask_approval(item=make_draft(colleague), by=colleague, version=1)

    def draft():
        approval.delete()
        return make_draft(officer)

    def closed(made):
        return close(item=made, by=officer, although_silent=True)

    def withdrawn(made):
        return withdraw_pamphlet(pamphlet=made, by=officer, reason="中止です。")

    return {
        "draft": draft,
        "review": review,
        "waiting": waiting,
        "asked": asked,
        "accepted": answered,
        "partial": lambda: answered("partial", remark="棚が空いたら"),
        "declined": lambda: answered("declined", remark="棚がいっぱいです。"),
        "ward_proposed": lambda: proposed(ward_officer),
        "owner_proposed": lambda: proposed(officer),
        "dispatched": dispatched,
        "received": received,
        "finished": finished,
        "closed_waiting": lambda: closed(waiting()),
        "closed_asked": lambda: closed(asked()),
        "closed_accepted": lambda: closed(answered()),
        "closed_dispatched": lambda: closed(dispatched()),
        "withdrawn_waiting": lambda: withdrawn(waiting()),
        "withdrawn_accepted": lambda: withdrawn(answered()),
    }


def own(pamphlet) -> WardAnswer:
    return pamphlet.answers.get(organization__name="江東区")


def posts(pamphlet, section, ward, typed, due) -> dict[str, tuple[str, dict]]:
    """{what: (address, good values)} of every write there is."""
    answer = pamphlet.answers.filter(organization__name="江東区").first()
    key = answer.pk if answer else 0
    question = WardQuestion.objects.filter(answer=answer).first() if answer else None
    change = AnswerChange.objects.filter(answer=answer).first() if answer else None
    step = answer.delivery.step if answer and hasattr(answer, "delivery") else "dispatched"
    asked, changed = (question.pk if question else 0), (change.pk if change else 0)
    today, version = japanese_calendar.today().isoformat(), str(pamphlet.version)
    kept = [str(file.pk) for file in files_of(pamphlet)]
    text = {"version": version, "kept_files": kept}

    def url(name, *more):
        return reverse(f"pamphlets:{name}", args=[pamphlet.pk, *more])

    taken = {"decision": "accepted", "copies": "10"}
    return {
        "answer": (url("pamphlet-answer"), taken),
        "answers": (reverse("pamphlets:pamphlet-answers"), {f"a{key}-{k}": v for k, v in taken.items()}),
        "question": (url("pamphlet-question"), {"text": "重さは。"}),
        "reply": (url("question-reply", asked), {f"q{asked}-reply": "8kgです。"}),
        "forward": (url("pamphlet-forward"), {"delegate-assignee": key_of(section)}),
        "close": (url("pamphlet-close"), {"although_silent": "on"}),
        "withdraw": (url("pamphlet-withdraw"), {"reason": "中止です。"}),
        "edit": (url("pamphlet-edit"), typed(files=None, title="新しい件名", save_draft="1") | text),
        "discard": (url("pamphlet-discard"), {}),
        "copy": (url("pamphlet-copy"), {"idempotency_key": str(uuid.uuid4())}),
        "submit": (url("pamphlet-submit"), {"version": version}),
        "propose": (url("pamphlet-propose"), {"version": version}),
        "take_back": (url("pamphlet-take-back"), {}),
        "approve": (url("pamphlet-approve"), {"version": version}),
        "return": (url("pamphlet-return"), {"reason": "直してください。"}),
        "change": (
            url("pamphlet-change"),
            text | {"description": "新しい内容", "copies_available": "2000", "answer_due": due.isoformat()},
        ),
        "add_wards": (url("pamphlet-add-wards"), {"idempotency_key": str(uuid.uuid4()), "wards": [ward.pk]}),
        "propose_change": (url("answer-change", key), {"copies": "60", "reason": "棚が増えました。"}),
        "agree": (url("change-decide", key, changed), {"decision": "agreed"}),
        "refuse": (url("change-decide", key, changed), {"decision": "refused"}),
        "cancel": (url("change-decide", key, changed), {"decision": "cancelled"}),
        "dispatch": (url("delivery-page"), {"dispatched_on": today, f"a{key}-chosen": "on"}),
        "receive": (url("copies-receive"), {"received_on": today, "received_count": "100"}),
        "finish": (
            url("handing-out-finish"), {"finished_on": today, "handed_out": "100", "left_over": "0"}
        ),
        "undo": (url("delivery-undo", key), {f"u{key}-step": step, f"u{key}-reason": "間違いです。"}),
    }  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_what_gets_through_in_each_state(
    state, states, browser, officer, colleague, ward_officer, make_user, koto, ota, ota_officer,
    reader, secretariat, typed, due
):  # fmt: skip
    """What is open to nobody in this state is asked for by the representative, and by a ward where it is
    open to wards in another."""
    section = koto.sections.create(name="広報課", mailbox="koho@koto.example")
    ward_reader = make_user("ward-reader@city.example", koto, "江東 読子", User.Role.READER)
    pamphlet = PamphletRequest.objects.get(pk=states[state]().pk)
    written = posts(pamphlet, section, ota, typed, due)
    by_officer, by_colleague, by_ward = (set(words.split()) for words in STATES[state])
    assert by_colleague <= by_officer
    opened = by_officer | by_ward

    def found(person, asked):
        client = browser(person)
        return {what for what in asked if leaves_trace(client, *written[what])}

    assert found(officer, written) == by_officer
    assert found(ward_officer, opened | EVER_BY_WARD) == by_ward
    assert found(colleague, opened) == by_colleague
    others = [browser(person) for person in (reader, ward_reader, ota_officer, secretariat)]
    asked = in_turns(others, opened, start=list(STATES).index(state))
    assert not [what for client, what in asked if leaves_trace(client, *written[what])]
