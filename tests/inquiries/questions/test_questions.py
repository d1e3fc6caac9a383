"""The editor of the questions, and their versions once an inquiry was sent."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import refusals
from common.outbox.models import OutgoingMail
from correspondence.questions.forms import NEW_ROW, rearranged
from inquiries.answers.models import AnswerValue
from inquiries.questions.actions import change_questions
from inquiries.questions.models import Question
from inquiries.questions.purposes import QUESTIONS
from tests.inquiries.asking import as_posted, posted_questions, url
from tests.threads import in_threads
from tests.worker import write_mails

pytestmark = pytest.mark.django_db
CHOICE = {"kind": "choice", "label": "予定", "options": "続ける\r\nやめる"}


@pytest.fixture
def draft(make_inquiry_draft, ward_officer, sakai):
    return make_inquiry_draft(ward_officer, [sakai], questions=[])


@pytest.fixture
def opened(make_inquiry, ward_officer, sakai, kushiro):
    return make_inquiry(ward_officer, [sakai, kushiro])


@pytest.fixture
def client(browser, ward_officer):
    return browser(ward_officer)


def labels(inquiry):
    return list(inquiry.questions.current().values_list("label", flat=True))


def shown(response):
    return [(form["label"].value(), form["kind"].value()) for form in response.context["form"].questions]


def test_questions_are_saved_as_typed(client, draft):
    rows = [
        {"label": "取組の\r\n内容", "help_text": "例も書いてください。"},
        {"kind": "number", "label": "人数", "unit": "人", "required": "", "options": "見えない\r\n見えない"},
        CHOICE | {"unit": "見えない"},
        {},  # nobody wrote anything into it
    ]
    response = client.post(url(draft, "questions"), posted_questions(*rows, do="next"))
    assert response.url == url(draft, "confirm")
    fields = ["line", "kind", "label", "help_text", "unit", "required", "options"]
    assert list(draft.questions.current().values_list(*fields)) == [
        (1, "text", "取組の 内容", "例も書いてください。", "", True, []),
        (2, "number", "人数", "", "人", False, []),
        (3, "choice", "予定", "", "", True, ["続ける", "やめる"]),
    ]
    draft.refresh_from_db()
    assert draft.version == 2


@pytest.mark.parametrize(
    ("command", "after"),
    [
        ("add", ["一", "二", "三", ""]),
        ("up-2", ["二", "一", "三"]),
        ("up-1", ["一", "二", "三"]),
        ("down-2", ["一", "三", "二"]),
        ("down-3", ["一", "二", "三"]),
        ("copy-1", ["一", "一", "二", "三"]),
        ("delete-2", ["一", "三"]),
        ("delete-4", ["一", "二", "三"]),
        ("delete-0", ["一", "二", "三"]),
        ("burn-1", ["一", "二", "三"]),
        ("", ["一", "二", "三"]),
    ],
)
def test_buttons_rearrange_without_saving_or_judging(client, draft, command, after):
    rows = [{"label": "一", "kind": "choice", "options": "片方"}, {"label": "二"}, {"label": "三"}]
    response = client.post(url(draft, "questions"), posted_questions(*rows, do=command, note="連絡"))
    assert response.status_code == 200
    assert [label for label, _ in shown(response)] == after
    assert "error-summary" not in response.content.decode()
    assert "まだ保存されていません" in response.content.decode()
    assert ("片方" in response.content.decode()) == ("一" in after)
    assert not draft.questions.exists()


PASTED = "1. 取組の内容\n2. 来年度の予定 単数選択: 続ける / やめる\n3. 参加した人数（人）"


def test_a_pasted_list_shows_what_was_understood_and_saves_nothing(client, draft):
    response = client.post(url(draft, "questions"), posted_questions({}, do="paste") | {"pasted": PASTED})
    page = response.content.decode()
    assert "3問（文章1、数1、一つ選ぶ1）を読み取り" in page
    assert [label for label, _ in shown(response)] == ["取組の内容", "来年度の予定", "参加した人数"]
    assert not draft.questions.exists()


@pytest.mark.parametrize(("do", "status", "saved"), [("save", 200, 0), ("next", 302, 4)])
def test_what_was_pasted_and_not_read_yet_is_shown_before_it_is_saved(client, draft, do, status, saved):
    data = posted_questions({"label": "一"}, do=do) | {"pasted": PASTED}
    assert client.post(url(draft, "questions"), data).status_code == status  # the next page shows them all
    assert draft.questions.count() == saved


def test_what_was_pasted_stays_while_other_buttons_are_pressed(client, draft):
    response = client.post(url(draft, "questions"), posted_questions({}, do="add") | {"pasted": PASTED})
    assert PASTED in response.content.decode()
    refused = client.post(url(draft, "questions"), posted_questions({}, do="paste") | {"pasted": "問\n" * 60})
    assert "質問は50問までです" in refused.content.decode()
    nothing = client.post(url(draft, "questions"), posted_questions({}, do="paste") | {"pasted": " "})
    assert "1行に1問ずつ質問を入力してください" in nothing.content.decode()


@pytest.mark.parametrize("purpose", QUESTIONS)
def test_the_questions_of_a_purpose_can_be_asked_as_they_are(client, draft, purpose):
    response = client.post(url(draft, "questions"), posted_questions({"label": "一"}, do=purpose))
    rows = [{"label": "一"}, *QUESTIONS[purpose]]
    assert [label for label, _ in shown(response)] == [row["label"] for row in rows]
    assert client.post(url(draft, "questions"), posted_questions(*rows)).status_code == 302
    assert draft.questions.count() == len(rows)


def test_a_copied_question_is_a_new_one():
    (first, second) = rearranged([NEW_ROW | {"label": "一", "line": "7"}], "copy-1")
    assert (first["line"], second["line"], second["label"]) == ("7", "", "一")


@pytest.mark.parametrize(
    ("rows", "at", "field"),
    [
        ([{"help_text": "補足だけ"}], 0, "label"),
        ([CHOICE | {"options": ""}], 0, "options"),
        ([{"label": "一"}, CHOICE | {"options": "一つだけ"}], 1, "options"),
        ([CHOICE | {"options": "A\r\nＡ"}], 0, "options"),
        ([CHOICE | {"options": "\r\n".join(map(str, range(51)))}], 0, "options"),
        ([CHOICE | {"options": "あ" * 101 + "\r\nい"}], 0, "options"),
        ([{"label": "あ" * 301}], 0, "label"),
        ([{"label": "あ" * 900_000}], 0, "label"),
        ([{"label": "祭\0り"}], 0, "label"),
        ([{"label": "一", "kind": "essay"}], 0, "kind"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused_and_stay(client, draft, rows, at, field):
    response = client.post(url(draft, "questions"), posted_questions(*rows))
    assert response.status_code == 400
    assert field in response.context["form"].questions[at].errors
    assert f"#id_q{at + 1}-{field}" in response.content.decode()
    assert not draft.questions.exists()


def test_the_fifty_first_question_is_refused(client, draft):
    fifty = [{"label": f"質問の{number}"} for number in range(50)]
    assert client.post(url(draft, "questions"), posted_questions(*fifty)).status_code == 302
    response = client.post(url(draft, "questions"), posted_questions(*fifty, do="add", version=2))
    assert len(shown(response)) == 50
    assert "質問は50問までです" in response.content.decode()
    response = client.post(url(draft, "questions"), posted_questions(*fifty, {"label": "51"}, version=2))
    assert response.status_code == 400
    assert draft.questions.count() == 50
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url(draft, "questions")).status_code == 200
    assert len(asked) <= 12


def test_two_who_write_questions_see_both(client, draft):
    client.post(url(draft, "questions"), posted_questions({"label": "先の質問"}))
    response = client.post(url(draft, "questions"), posted_questions({"label": "後の質問"}))
    page = response.content.decode()
    assert response.status_code == 409
    assert "江東 四郎さんが先に保存しました" in page
    assert "先の質問" in page
    assert "後の質問" in page
    again = posted_questions({"label": "後の質問"}, version=response.context["form"]["version"].value())
    assert client.post(url(draft, "questions"), again).status_code == 302
    assert labels(draft) == ["後の質問"]


def test_changed_questions_are_versions_and_answers_keep_theirs(client, opened, give_answer, officer):
    answer = give_answer(opened, officer)
    rows = as_posted(opened)
    gone = rows.pop(4)
    rows[0]["label"] = "取組の内容と予算を書いてください。"
    rows.insert(0, {"label": "担当課の名前"})
    response = client.post(url(opened, "questions"), posted_questions(*rows, note="予算も教えてください。"))
    assert response.url == url(opened)
    opened.refresh_from_db()
    assert opened.questions_version == 2
    assert labels(opened)[:2] == ["担当課の名前", "取組の内容と予算を書いてください。"]
    first, second = opened.questions.filter(line=1).order_by("version")
    assert (first.retired_in, second.since, second.version, second.position) == (2, 2, 2, 2)
    assert opened.questions.get(line=int(gone["line"])).retired_in == 2
    assert opened.questions.get(label="担当課の名前").line == 7
    kept = AnswerValue.objects.get(answer=answer, question=first)
    assert kept.text == "毎年、交流の催しを開いています。"
    answer.refresh_from_db()
    assert answer.is_of_earlier_questions
    step = opened.steps.get(kind="changed")
    assert list(step.changes) == ["問1（追加）", "問2（変更）", "問5（削除）"]
    assert step.note == "予算も教えてください。"
    assert step.changes["問2（変更）"][1] == "取組の内容と予算を書いてください。（文章、必須）"


def test_everybody_asked_is_told_of_changed_questions_once(
    client, opened, give_answer, officer, stranger, sakai
):
    give_answer(opened, officer)
    rows = as_posted(opened)
    rows[1]["unit"] = "名"
    client.post(url(opened, "questions"), posted_questions(*rows, note="単位を改めます。"))
    write_mails()
    told = {mail.to: mail for mail in OutgoingMail.objects.filter(purpose="inquiries.inquiry_changed")}
    assert {officer.email, stranger.email} <= set(told)
    assert OutgoingMail.objects.filter(purpose="inquiries.inquiry_changed").count() == len(told) == 4
    body = told[officer.email].body
    assert "もう一度ページを開いて" in body
    assert "もう一度ページを開いて" not in told[stranger.email].body
    assert "変更前: 参加した人数（数、単位 人、任意）" in body
    assert "変更後: 参加した人数（数、単位 名、任意）" in body
    assert "単位を改めます。" in body
    assert opened.number_name in body


def test_unchanged_questions_tell_nobody(client, opened):
    response = client.post(url(opened, "questions"), posted_questions(*as_posted(opened)), follow=True)
    assert "何も変更していません" in response.content.decode()
    rows = as_posted(opened)
    rows.insert(0, rows.pop())
    client.post(url(opened, "questions"), posted_questions(*rows))
    opened.refresh_from_db()
    assert labels(opened)[0] == "実施要領"
    assert (opened.questions_version, opened.questions.filter(retired_in__isnull=False).count()) == (1, 0)
    assert list(opened.steps.get(kind="changed").changes) == ["質問の順"]


def test_an_open_inquiry_keeps_one_question(client, opened):
    response = client.post(url(opened, "questions"), posted_questions())
    assert response.status_code == 400
    assert "質問を1つ以上" in response.content.decode()
    rows = as_posted(opened)
    rows[0]["label"] = ""  # emptied is a slip, 削除 takes it away
    assert client.post(url(opened, "questions"), posted_questions(*rows)).status_code == 400
    assert len(labels(opened)) == 6


def test_lines_of_other_inquiries_and_doubled_ones_are_new_questions(client, opened):
    rows = [*as_posted(opened), {"label": "他人の", "line": "4711"}, {"label": "二度目", "line": "1"}]
    assert client.post(url(opened, "questions"), posted_questions(*rows)).status_code == 302
    assert list(opened.questions.filter(line__gt=6).values_list("line", "label")) == [
        (7, "他人の"),
        (8, "二度目"),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_is_shown_to_the_other(opened, browser, ward_officer):
    def change(label):
        rows = [*as_posted(opened), {"label": label}]
        return browser(ward_officer).post(url(opened, "questions"), posted_questions(*rows)).status_code

    statuses = in_threads(lambda: change("一方"), lambda: change("他方"))
    assert sorted(statuses) == [302, 409]
    assert Question.objects.filter(since=2).count() == 1


def test_a_closed_inquiry_keeps_its_questions(opened, ward_officer):
    opened.answers.update(state="read", read_at=opened.sent_at)
    type(opened).objects.filter(pk=opened.pk).update(
        state="closed", closed_at=opened.sent_at, closed_by=ward_officer
    )
    with pytest.raises(refusals.ActionRefused):
        change_questions(inquiry=opened, by=ward_officer, version=1, questions=[])


def test_questions_survive_a_lost_login(client, visitor, draft, ward_officer):
    data = posted_questions(CHOICE | {"options": "片方だけ"}, do="add")
    login = visitor.post(url(draft, "questions"), data)
    assert login.url.startswith("/accounts/login/")
    visitor.force_login(ward_officer, backend="members.login.backends.PersonBackend")
    page = visitor.get(url(draft, "questions"))
    assert [label for label, _ in shown(page)] == ["予定", ""]
    assert "片方だけ" in page.content.decode()
