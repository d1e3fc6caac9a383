"""What a ward may do beyond yes and no: conditions, places, questions, other sections, many at once."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from common import japanese_calendar
from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from correspondence.answers.actions import Respondent
from correspondence.delegation.models import key_of
from members.organizations.models import Organization
from members.sections.models import Section
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.answers.models import AnswerPlace, WardAnswer
from pamphlets.ward_questions.actions import ask_back
from pamphlets.ward_questions.models import WardQuestion
from pamphlets.ward_rules.actions import save_ward_place
from tests.threads import in_threads
from tests.worker import write_mails

ACCEPT = {"decision": "accepted", "copies": "300", "places": "", "remark": ""}
MANY = "/board/pamphlets/answer/"


@pytest.fixture
def places(ward_officer, koto):
    values = {"capacity": None, "takes_deliveries": False, "address": "", "hours": "", "note": ""}
    return [
        save_ward_place(ward=koto, by=ward_officer, values={"name": name, **values})
        for name in ("区役所", "図書館")
    ]


def post(client, pamphlet, what, data):
    return client.post(f"{pamphlet.get_absolute_url()}{what}/", data)


def test_answer_with_a_condition_needs_the_condition(browser, ward_officer, pamphlet, koto, answer_of):
    client = browser(ward_officer)
    bare = post(client, pamphlet, "answer", ACCEPT | {"decision": "partial"})
    assert bare.status_code == 400
    assert "受け入れの条件を入力してください。" in bare.content.decode()
    post(client, pamphlet, "answer", ACCEPT | {"decision": "partial", "remark": "10月以降に限ります。"})
    answer = answer_of(pamphlet, koto)
    assert (answer.state, answer.copies, answer.remark) == ("partial", 300, "10月以降に限ります。")
    pamphlet.refresh_from_db()
    assert pamphlet.copies_accepted == 300
    assert "条件付き受け入れ" in client.get(pamphlet.get_absolute_url()).content.decode()


def test_answer_by_places_adds_up(browser, ward_officer, pamphlet, koto, places, answer_of):
    first, second = (f"place_{place.pk}" for place in places)
    client = browser(ward_officer)
    wrong = post(client, pamphlet, "answer", ACCEPT | {first: "１００", second: "50"})
    assert wrong.status_code == 400
    assert "場所ごとの部数の合計は150部です。" in wrong.content.decode()
    post(client, pamphlet, "answer", ACCEPT | {"copies": "", first: "１００", second: "50"})
    answer = answer_of(pamphlet, koto)
    assert (answer.copies, answer.places) == (150, 2)
    shares = AnswerPlace.objects.filter(answer=answer).values_list("place_name", "copies")
    assert list(shares) == [("区役所", 100), ("図書館", 50)]
    assert "区役所 100部" in client.get(pamphlet.get_absolute_url()).content.decode()


def test_answer_names_no_place_of_another_ward(browser, minato_officer, pamphlet, places, minato, answer_of):
    post(browser(minato_officer), pamphlet, "answer", ACCEPT | {f"place_{places[0].pk}": "7"})
    assert answer_of(pamphlet, minato).copies == 300
    assert not AnswerPlace.objects.exists()


def test_a_refusal_may_be_thought_over_an_acceptance_not(browser, ward_officer, pamphlet, koto, answer_of):
    client = browser(ward_officer)
    post(client, pamphlet, "answer", {"decision": "declined", "remark": "棚がいっぱいです。"})
    assert post(client, pamphlet, "answer", ACCEPT).status_code == 302
    assert answer_of(pamphlet, koto).copies == 300
    late = post(client, pamphlet, "answer", ACCEPT | {"copies": "10"})
    assert late.status_code == 400
    assert "既に江東 四郎が回答しています" in late.content.decode()
    write_mails()
    told = OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_answered")
    assert sorted(told.values_list("state", flat=True)) == ["queued"] * 2 + ["skipped"] * 2


def test_asking_back_and_the_reply(browser, officer, ward_officer, colleague, pamphlet, koto, answer_of):
    ward, asking = browser(ward_officer), browser(colleague)
    assert post(ward, pamphlet, "question", {"text": "1箱の重さは。"}).status_code == 302
    post(ward, pamphlet, "question", {"text": "1箱の重さは。"})  # a double click
    question = WardQuestion.objects.get()
    assert answer_of(pamphlet, koto).state == "asked"
    write_mails("pamphlets.pamphlet_question_asked")
    told = OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_question_asked")
    assert {mail.to for mail in told} == {officer.email, officer.section.mailbox}
    assert "1箱の重さは。" in told[0].body
    assert "返事待ち" in asking.get(pamphlet.get_absolute_url()).content.decode()

    address = f"questions/{question.pk}"
    empty = post(asking, pamphlet, address, {f"q{question.pk}-reply": ""})
    assert empty.status_code == 400
    assert post(asking, pamphlet, address, {f"q{question.pk}-reply": "8kgです。"}).status_code == 302
    second = post(asking, pamphlet, address, {f"q{question.pk}-reply": "9kgです。"})
    assert second.status_code == 400
    assert "既に堺 次郎が返事をしています" in second.content.decode()
    assert answer_of(pamphlet, koto).state == "waiting"
    write_mails("pamphlets.pamphlet_question_replied")
    told = OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_question_replied")
    assert {mail.to for mail in told} == {ward_officer.email, koto.sections.get().mailbox}
    assert "8kgです。" in ward.get(pamphlet.get_absolute_url()).content.decode()


def test_questions_are_read_by_the_two_sides_only(
    browser, officer, ward_officer, minato_officer, secretariat, pamphlet, koto, answer_of
):
    ask_back(answer=answer_of(pamphlet, koto), text="内々の問い", by=ward_officer)
    for user, reads in ((officer, True), (ward_officer, True), (secretariat, True), (minato_officer, False)):
        page = browser(user).get(pamphlet.get_absolute_url()).content.decode()
        assert ("内々の問い" in page) is reads, user


def test_forwarding_tells_the_other_section(browser, ward_officer, make_user, pamphlet, koto, answer_of):
    other = Section.objects.create(organization=koto, name="観光課", mailbox="kanko@koto.example")
    client = browser(ward_officer)
    response = post(
        client, pamphlet, "forward", {"delegate-assignee": key_of(other), "delegate-note": "棚の担当です。"}
    )
    assert response.status_code == 302
    answer = answer_of(pamphlet, koto)
    assert (answer.delegated_section, answer.delegated_by) == (other, ward_officer)
    assert answer.is_owed
    assert entries_of(pamphlet).filter(verb="pamphlets.answer_delegated").count() == 1
    write_mails("pamphlets.answer_delegated")
    mail = OutgoingMail.objects.get(purpose="pamphlets.answer_delegated")
    assert mail.to == "kanko@koto.example"
    assert "棚の担当です。" in mail.body
    assert "回答の担当は、観光課です" in client.get(pamphlet.get_absolute_url()).content.decode()
    assert post(client, pamphlet, "answer", ACCEPT).status_code == 302  # the first section still may


def test_forwarding_to_a_section_of_another_body_is_refused(browser, ward_officer, officer, pamphlet):
    response = post(
        browser(ward_officer), pamphlet, "forward", {"delegate-assignee": key_of(officer.section)}
    )
    assert response.status_code == 400


def test_actions_refuse_another_ward_and_a_closed_section(pamphlet, koto, minato_officer, answer_of):
    answer = answer_of(pamphlet, koto)
    with pytest.raises(PermissionDenied):
        ask_back(answer=answer, text="問い", by=minato_officer)
    section = koto.sections.get()
    section.closed_at = timezone.now()
    with pytest.raises(PermissionDenied):
        answer_pamphlet(answer=answer, state="accepted", copies=1, respondent=Respondent(section, "課員"))


def test_a_section_may_answer_without_a_person(pamphlet, koto, answer_of):
    respondent = Respondent(koto.sections.get(), "見本課員")
    answer_pamphlet(answer=answer_of(pamphlet, koto), state="accepted", copies=5, respondent=respondent)
    answer = answer_of(pamphlet, koto)
    assert (answer.answered_by, answer.answered_by_name) == (None, "見本課員")
    assert answer.answered_section == koto.sections.get()


@pytest.fixture
def three(make_pamphlet, officer, koto):
    return [make_pamphlet(officer, [koto], title=f"案内{n}", copies_available=100) for n in range(3)]


def test_many_answers_on_one_screen(browser, ward_officer, koto, three, answer_of):
    first, second, third = (answer_of(pamphlet, koto) for pamphlet in three)
    client = browser(ward_officer)
    assert client.get(MANY).content.decode().count('class="answer-row"') == 3
    response = client.post(
        MANY,
        {
            f"a{first.pk}-decision": "accepted", f"a{first.pk}-copies": "４０",
            f"a{second.pk}-decision": "accepted", f"a{second.pk}-copies": "101",
            f"a{third.pk}-remark": "決めていません",
        },
    )  # fmt: skip
    page = response.content.decode()
    assert response.status_code == 400
    assert "1件に回答しました。" in page
    assert "残りは100部です。" in page
    assert 'value="101"' in page
    assert "決めていません" in page
    assert "回答を選んでください。" in page
    states = [answer_of(pamphlet, koto).state for pamphlet in three]
    assert states == ["accepted", "waiting", "waiting"]
    good = {f"a{second.pk}-decision": "declined", f"a{second.pk}-remark": "棚がいっぱいです。"}
    assert client.post(MANY, good).url == MANY
    assert answer_of(three[1], koto).state == "declined"


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 403), ("ward_officer", 200), ("minato_officer", 200)],
)
def test_many_answers_by_the_cast(browser, request, three, koto, answer_of, who, status):
    client = browser(request.getfixturevalue(who))
    assert client.get(MANY).status_code == status
    pk = answer_of(three[0], koto).pk
    client.post(MANY, {f"a{pk}-decision": "accepted", f"a{pk}-copies": "1"})
    assert answer_of(three[0], koto).is_taken == (who == "ward_officer")


def test_many_answers_cost_the_same_for_1_and_3(
    browser, ward_officer, officer, koto, make_pamphlet, django_assert_num_queries
):
    client = browser(ward_officer)
    for wanted in (1, 3):
        while WardAnswer.objects.count() < wanted:
            make_pamphlet(officer, [koto])
        with django_assert_num_queries(6):
            client.get(MANY)


LATE = "/board/pamphlets/late/"


def test_late_answers_are_the_secretariats(
    browser, secretariat, officer, ward_officer, minato_officer, pamphlet, koto, answer_of
):
    client = browser(secretariat)
    assert "期限を過ぎた回答はありません" in client.get(LATE).content.decode()
    pamphlet.answer_due = japanese_calendar.add_working_days(japanese_calendar.today(), -3)
    pamphlet.save(update_fields=["answer_due"])
    days = japanese_calendar.working_days_between(
        pamphlet.answer_due, japanese_calendar.today()
    )  # 2 on a closed day, else 3
    answer_pamphlet(answer=answer_of(pamphlet, koto), state="accepted", copies=1, by=ward_officer)
    page = client.get(LATE).content.decode()
    assert "港区" in page
    assert "江東区" not in page
    assert f"{days}開庁日" in page
    for user in (officer, ward_officer):
        assert browser(user).get(LATE).status_code == 403
        assert browser(user).get("/board/pamphlets/late.xlsx").status_code == 403
    sheet = client.get("/board/pamphlets/late.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.getvalue())).active.iter_rows(values_only=True))
    sheet.close()
    assert rows[1][:2] == ("131032", "港区")
    assert rows[1][7] == days


def test_list_filters_narrow_and_survive_nonsense(browser, ward_officer, three, koto, answer_of):
    answer_pamphlet(answer=answer_of(three[0], koto), state="accepted", copies=1, by=ward_officer)
    client = browser(ward_officer)

    def titles(query):
        return {row.title for row in client.get(f"/board/pamphlets/?{query}").context["page"].rows}

    assert titles("own=accepted") == {"案内0"}
    assert titles("own=waiting") == {"案内1", "案内2"}
    assert titles("state=closed") == set()
    assert titles("prefecture=大阪府") == {"案内0", "案内1", "案内2"}
    assert titles("year=2013") == set()
    assert titles("year=0&own=x&state=draft&prefecture=無") == {"案内0", "案内1", "案内2"}


@pytest.mark.usefixtures("committed")
def test_wards_at_once_never_take_more_than_the_last_copies(
    browser, officer, make_organization, make_user, make_pamphlet
):
    wards = [
        make_organization(f"見本{n}区", code=f"13{n:04}", kind=Organization.Kind.SPECIAL_WARD)
        for n in range(24)
    ]
    clients = [browser(make_user(f"ward{n}@city.example", ward)) for n, ward in enumerate(wards)]
    pamphlet = make_pamphlet(officer, wards, copies_available=40)
    typed = ACCEPT | {"copies": "2"}
    codes = in_threads(*(lambda c=c: post(c, pamphlet, "answer", typed).status_code for c in clients))
    pamphlet.refresh_from_db()
    assert sorted(codes) == [302] * 20 + [400] * 4
    assert pamphlet.copies_left == 0
    assert sum(pamphlet.answers.filter(state="accepted").values_list("copies", flat=True)) == 40


def test_question_constraint(ward_officer, pamphlet, koto, answer_of):
    question = ask_back(answer=answer_of(pamphlet, koto), text="問い", by=ward_officer)
    with pytest.raises(IntegrityError, match="wardquestion_replied_whole"), transaction.atomic():
        WardQuestion.objects.filter(pk=question.pk).update(reply="返事だけ")


def test_asking_back_after_the_close_is_refused(pamphlet, koto, ward_officer, answer_of):
    pamphlet.state, pamphlet.closed_at, pamphlet.closed_by = "closed", timezone.now(), pamphlet.author
    pamphlet.save()
    with pytest.raises(ValidationError, match="受付を終えました"):
        ask_back(answer=answer_of(pamphlet, koto), text="問い", by=ward_officer)
