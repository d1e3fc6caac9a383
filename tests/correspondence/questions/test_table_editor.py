"""The columns of a table in the editor of questions, by buttons that demand nothing."""

import pytest

from correspondence.questions.column_forms import NEW_COLUMN, rearranged_columns
from tests.inquiries.asking import posted_questions, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(make_inquiry_draft, ward_officer, sakai):
    return make_inquiry_draft(ward_officer, [sakai], questions=[])


@pytest.fixture
def client(browser, ward_officer):
    return browser(ward_officer)


def table(*columns, label="特産品", at=1):
    """A question with these columns as the editor posts it."""
    data = {"kind": "table", "label": label}
    for place, column in enumerate(columns, 1):
        data |= {f"c{place}-{name}": value for name, value in ({"name": ""} | column).items()}
    return data


def words(response):
    return response.content.decode()


def names(response, question=0):
    return [column["name"].value() for column in response.context["form"].questions[question].columns]


def test_columns_are_saved_as_typed(client, draft):
    columns = [
        {"name": "品名", "kind": "text", "required": "on", "unit": "見えない"},
        {"name": "数量", "kind": "number", "unit": "個"},
        {},  # nobody wrote anything into it
        {"name": "金額", "kind": "money"},
        {"name": "保管", "kind": "choice", "options": "常温\r\n冷蔵"},
    ]
    rows = [table(*columns), {"label": "文", "kind": "text", "c1-name": "見えない"}]
    response = client.post(url(draft, "questions"), posted_questions(*rows, do="next"))
    assert response.status_code == 302
    first, second = draft.questions.current()
    assert [(c["name"], c["kind"], c["unit"], c["required"], c["options"]) for c in first.columns] == [
        ("品名", "text", "", True, []),
        ("数量", "number", "個", False, []),
        ("金額", "money", "円", False, []),
        ("保管", "choice", "", False, ["常温", "冷蔵"]),
    ]
    assert second.columns == []
    page = words(client.get(url(draft, "questions")))
    assert 'name="q1-c4-options"' in page
    assert "常温\n冷蔵" in page


@pytest.mark.parametrize(
    ("command", "after"),
    [
        ("column-add-1", ["一", "二", ""]),
        ("column-delete-1-1", ["二"]),
        ("column-up-1-2", ["二", "一"]),
        ("column-up-1-1", ["一", "二"]),
        ("column-delete-1-9", ["一", "二"]),
        ("column-burn-1-1", ["一", "二"]),
        ("column-add-9", ["一", "二"]),
        ("column-delete-1-0", ["一", "二"]),
        ("copy-1", ["一", "二"]),
    ],
)
def test_buttons_rearrange_columns_without_judging(client, draft, command, after):
    row = table({"name": "一", "kind": "number", "unit": "人"}, {"name": "二", "kind": "choice"})
    response = client.post(url(draft, "questions"), posted_questions(row, do=command))
    assert response.status_code == 200
    assert names(response) == after
    assert "error-summary" not in words(response)
    assert not draft.questions.exists()


def test_a_question_that_becomes_a_table_gets_columns_to_write_into(client, draft):
    response = client.post(url(draft, "questions"), posted_questions(table(), do="column-add-1"))
    assert names(response) == ["", ""]
    eight = [{"name": str(number), "kind": "text"} for number in range(8)]
    response = client.post(url(draft, "questions"), posted_questions(table(*eight), do="column-add-1"))
    assert len(names(response)) == 8
    assert rearranged_columns([{"kind": "text", "columns": []}], "column-add-1")[0]["columns"] == []
    assert NEW_COLUMN["name"] == ""


@pytest.mark.parametrize(
    ("columns", "sentence", "where"),
    [
        ([], "問1：表の列を1つ以上入力してください。", "columns-1"),
        ([{}], "問1：表の列を1つ以上入力してください。", "columns-1"),
        ([{"unit": "個"}], "問1 1列目：列の名前を入力してください。", "id_q1-c1-name"),
        ([{"name": "あ" * 61}], "60文字以内で入力してください", "id_q1-c1-name"),
        ([{"name": "品\0名"}], "取り除いて入力し直してください", "id_q1-c1-name"),
        ([{"name": "保管", "kind": "choice"}], "選択肢を2つ以上", "id_q1-c1-options"),
        ([{"name": "添付", "kind": "file"}], "問1 1列目 答え方：", "id_q1-c1-kind"),
        ([{"name": "表の中の表", "kind": "table"}], "問1 1列目 答え方：", "id_q1-c1-kind"),
        ([{"name": "Ａ"}, {"name": "a"}], "同じ名前の列「a」が2つあります。", "columns-1"),
        ([{"name": str(number)} for number in range(9)], "表の列は8つまでです（現在9つ）。", "columns-1"),
        ([{"name": str(number)} for number in range(60)], "表の列は8つまでです", "columns-1"),
    ],
)
def test_columns_that_cannot_be_asked_are_refused_and_stay(client, draft, columns, sentence, where):
    columns = [{"kind": "text"} | column for column in columns]
    response = client.post(url(draft, "questions"), posted_questions(table(*columns)))
    assert response.status_code == 400
    assert sentence in words(response)
    assert f'href="#{where}"' in words(response)
    assert not draft.questions.exists()


def test_all_tables_together_have_forty_columns(client, draft):
    eight = [{"name": str(number), "kind": "text"} for number in range(8)]
    five = [table(*eight, label=f"表{number}") for number in range(5)]
    assert client.post(url(draft, "questions"), posted_questions(*five)).status_code == 302
    six = [*five, table({"name": "一つ", "kind": "text"})]
    response = client.post(url(draft, "questions"), posted_questions(*six, version=2))
    assert response.status_code == 400
    assert (
        "表の列は、全部の質問を合わせて40までです（現在41）。列を減らすか、照会を分けてください。"
        in words(response)
    )


def test_changed_columns_are_told_in_words(client, make_inquiry, ward_officer, sakai):
    columns = [{"name": "品名", "kind": "text", "unit": "", "required": False, "options": []}]
    inquiry = make_inquiry(
        ward_officer, [sakai], questions=[{"kind": "table", "label": "特産品", "columns": columns}]
    )
    same = table({"name": "品名", "kind": "text"}) | {"line": "1"}
    response = client.post(url(inquiry, "questions"), posted_questions(same), follow=True)
    assert "何も変更していません" in words(response)
    more = table({"name": "品名", "kind": "text"}, {"name": "数量", "kind": "number", "unit": "個"})
    client.post(url(inquiry, "questions"), posted_questions(more | {"line": "1"}))
    assert inquiry.steps.get(kind="changed").changes == {
        "問1（変更）": [
            "特産品（表、列 品名（文章）、必須）",
            "特産品（表、列 品名（文章）/数量（数、単位 個）、必須）",
        ]
    }
