"""A file of a day that could not be taken is not made, and the reader is told why."""

import pytest

pytestmark = pytest.mark.django_db
SENTENCE = "「{}」は日付として読めません。「令和6年7月1日」のように入力してください。"


@pytest.mark.parametrize("name", ["on", "recorded"])
@pytest.mark.parametrize("typed", ["令和6年13月1日", "2026-02-29", "きのう", "9" * 300])
def test_an_unreadable_day_is_told_and_no_file_is_made(visitor, make_disaster, make_record, name, typed):
    disaster = make_disaster()
    make_record(disaster, amount_yen=5)
    for kind in ("csv", "xlsx", "json"):
        path = f"/disaster/support.{kind}"
        answer = visitor.get(path, {"disaster": disaster.pk, name: typed})
        assert answer.status_code == 400
        assert "Content-Disposition" not in answer.headers
        if kind == "json":
            assert answer.json() == {"errors": [SENTENCE.format(typed[:40])]}
        else:
            assert SENTENCE.format(typed[:40]) in answer.text
            assert f'href="{path}?disaster={disaster.pk}"' in answer.text


def test_days_that_had_no_record_are_told(visitor, make_disaster):
    disaster = make_disaster()
    answer = visitor.get(f"/disaster/support.csv?disaster={disaster.pk}&on=2023-12-31&recorded=2199-01-01")
    assert answer.status_code == 400
    assert "災害の発生（令和6年1月1日(月)）より前の日です。" in answer.text
    assert "これから来る日です。この日の記録はまだありません。" in answer.text
    assert "表示しています" not in answer.text


def test_nothing_is_told_of_a_draft(visitor, make_disaster):
    draft = make_disaster(draft=True)
    answer = visitor.get(f"/disaster/support.csv?disaster={draft.pk}&on=1990-01-01")
    assert answer.status_code == 200
