"""Files under a question: several, kept through a wrong submit, and seen by whom the answer concerns."""

import pytest

from common.attachments.actions import store_upload
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from inquiries.answers.models import AnswerValue
from tests.inquiries.answers.answering import note, path_of, typed, typed_none

pytestmark = pytest.mark.django_db


def status_of(client, url) -> int:
    response = client.get(url)
    response.getvalue()  # read to its end, or the file stays open
    return response.status_code


def names_of(answer):
    value = answer.values.get(question__line=6)
    return [file.name for file in files_of(value)]


def test_files_of_a_question_go_with_the_answer(browser, inquiry, answer, officer, stranger, ward_officer):
    data = typed(answer, **{"q6-files": [note(), note("別紙.txt", "二つ目")]})
    assert browser(officer).post(path_of(inquiry), data).status_code == 302
    assert names_of(answer) == ["要領.txt", "別紙.txt"]
    url = f"/files/{StoredFile.objects.first().pk}/"
    seen = {person: status_of(browser(person), url) for person in (officer, ward_officer, stranger)}
    assert seen == {officer: 200, ward_officer: 200, stranger: 404}


def test_a_file_of_a_draft_stays_inside(browser, inquiry, answer, officer, ward_officer):
    browser(officer).post(path_of(inquiry), typed(answer, save_draft="1", **{"q6-files": [note()]}))
    url = f"/files/{StoredFile.objects.get().pk}/"
    assert status_of(browser(officer), url) == 200
    assert status_of(browser(ward_officer), url) == 404


def test_files_survive_a_wrong_field(browser, inquiry, answer, officer):
    client = browser(officer)
    response = client.post(path_of(inquiry), typed(answer, q1="", **{"q6-files": [note()]}))
    assert response.status_code == 400
    kept = StoredFile.objects.get()
    page = response.content.decode()
    assert f'name="q6-kept_files" value="{kept.pk}"' in page
    assert "要領.txt" in page
    data = typed(answer, **{"q6-kept_files": [str(kept.pk)], "q6-files": [note("別紙.txt", "二")]})
    assert client.post(path_of(inquiry), data).status_code == 302
    assert names_of(answer) == ["要領.txt", "別紙.txt"]


def test_an_unticked_file_is_thrown_away(browser, inquiry, answer, officer):
    client = browser(officer)
    client.post(
        path_of(inquiry), typed(answer, save_draft="1", **{"q6-files": [note(), note("別.txt", "二")]})
    )
    answer.refresh_from_db()
    first = StoredFile.objects.get(name="要領.txt")
    client.post(path_of(inquiry), typed(answer, **{"q6-kept_files": [str(first.pk)]}))
    assert names_of(answer) == ["要領.txt"]
    assert StoredFile.objects.count() == 1


def test_nobody_takes_the_file_of_another(browser, inquiry, answer, officer, stranger):
    foreign = store_upload(note("釧路.txt"), by=stranger)
    data = typed(answer, **{"q6-kept_files": [str(foreign.pk)]})
    assert browser(officer).post(path_of(inquiry), data).status_code == 400
    foreign.refresh_from_db()
    assert foreign.owner_id is None


def test_a_required_file_is_asked_for_only_when_answering(browser, inquiry, answer, officer):
    inquiry.questions.filter(line=6).update(required=True)
    client = browser(officer)
    response = client.post(path_of(inquiry), typed(answer))
    assert response.status_code == 400
    assert "問6 実施要領：ファイルを選んでください。" in response.content.decode()
    assert client.post(path_of(inquiry), typed(answer, save_draft="1")).status_code == 302
    answer.refresh_from_db()
    client.post(path_of(inquiry), typed(answer, save_draft="1", **{"q6-files": [note()]}))
    answer.refresh_from_db()
    kept = StoredFile.objects.get()
    assert client.post(path_of(inquiry), typed(answer)).status_code == 400  # nothing ticked, nothing new
    data = typed(answer, **{"q6-kept_files": [str(kept.pk)]})
    assert client.post(path_of(inquiry), data).status_code == 302


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([note("計画.pdf", "ただの文章")], "計画.pdf"),
        ([note(f"{n}.txt", str(n)) for n in range(51)], "20件まで"),
        ([note("空.txt", "")], "空"),
    ],
)
def test_files_that_cannot_be_taken(browser, inquiry, answer, officer, files, sentence):
    response = browser(officer).post(path_of(inquiry), typed(answer, **{"q6-files": files}))
    assert response.status_code == 400
    page = response.content.decode()
    assert sentence in page
    assert "毎年、交流の催しを開いています。" in page
    assert not AnswerValue.objects.exists()


def test_a_file_goes_over_to_the_changed_question(browser, inquiry, answer, officer, change_question):
    client = browser(officer)
    client.post(path_of(inquiry), typed(answer, **{"q6-files": [note()]}))
    change_question(inquiry, 6, label="実施要領(令和8年度)")
    kept = StoredFile.objects.get()
    assert str(kept.pk) in client.get(path_of(inquiry)).content.decode()
    data = typed(inquiry.answers.get(), **{"q6-kept_files": [str(kept.pk)]})
    assert client.post(path_of(inquiry), data).status_code == 302
    assert names_of(answer) == ["要領.txt"]
    assert answer.values.filter(question__line=6).count() == 1


def test_answering_that_there_is_nothing_throws_files_away(browser, inquiry, answer, officer):
    client = browser(officer)
    client.post(path_of(inquiry), typed(answer, **{"q6-files": [note()]}))
    answer.refresh_from_db()
    assert client.post(path_of(inquiry, "answer/none/"), typed_none(answer)).status_code == 302
    assert not StoredFile.objects.exists()
    assert "要領.txt" in str(answer.steps.last().changes)
