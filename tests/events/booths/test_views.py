import datetime

import pytest
from django.urls import reverse

from events.booths.actions import assign_booth, make_booths
from events.booths.models import Booth, BoothAssignment
from members.local_governments.models import LocalGovernment

FIRST, LAST = datetime.date(2025, 11, 8), datetime.date(2025, 11, 9)


@pytest.fixture
def fair(make_event):
    return make_event("魅力発信イベント", starts_on=FIRST, ends_on=LAST)


@pytest.fixture
def path(fair):
    return reverse("events:booth-list", args=[fair.pk])


@pytest.fixture
def client(browser, secretariat):
    return browser(secretariat)


def body_of(event, number: int):
    """A town with that number."""
    code = f"47{number:03}0"
    facts = {"name": f"見本{number}町", "prefecture": "沖縄県", "kind": "town"}
    town, _ = LocalGovernment.objects.get_or_create(code=code, defaults=facts)
    return event.participations.create(local_government=town)


def test_from_the_first_booth_to_the_sign(client, fair, path):
    body = body_of(fair, 901)
    made = {"prefix": "Ａ－", "first": "１", "last": "40", "size": "間口1.8m"}
    assert client.post(f"{path}make/", made).status_code == 302
    assert Booth.objects.filter(event=fair).count() == 40
    one, two = fair.booths.get(code="A-1"), fair.booths.get(code="A-2")
    typed = {"booth": one.pk, "body": body.pk, "first_day": "2025-11-08", "last_day": "2025-11-09"}
    assert client.post(f"{path}assign/", typed).status_code == 302
    page = client.get(path).content.decode()
    assert "割当て済み1" in page
    link = f"?body={body.pk}&amp;source={one.pk}&amp;first_day=2025-11-08&amp;last_day=2025-11-09#assign"
    assert link in page
    moving = client.get(link.replace("&amp;", "&").join([path, ""]))
    assert "ブースA-1から移す" in moving.content.decode()
    typed = typed | {"booth": two.pk, "source": one.pk, "first_day": "2025-11-09"}
    assert client.post(f"{path}assign/", typed).status_code == 302
    assert set(BoothAssignment.objects.values_list("booth__code", "day")) == {("A-1", FIRST), ("A-2", LAST)}
    for paper in ("signs", "labels"):
        printed = client.get(f"{path}{paper}/").content.decode()
        assert printed.count("見本901町") == 2
        assert "R7.11.9(日)" in printed
    for _ in range(2):
        assert client.post(f"{path}{two.pk}/release/", {"body": body.pk}).status_code == 302
    assert list(BoothAssignment.objects.values_list("booth__code", flat=True)) == ["A-1"]


def test_taken_is_said_with_who_has_it_and_what_was_chosen_stays(client, fair, path, secretariat):
    ours, theirs = body_of(fair, 901), body_of(fair, 902)
    (booth,) = make_booths(event=fair, prefix="B", first=1, last=1, by=secretariat)
    assign_booth(booth=booth, participation=ours, days=[LAST], by=secretariat)
    typed = {"booth": booth.pk, "body": theirs.pk, "first_day": "2025-11-08", "last_day": "2025-11-09"}
    answer = client.post(f"{path}assign/", typed)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "ブースB1は、令和7年11月9日(日)にはもう沖縄県見本901町に割り当てられています。" in page
    assert f'<option value="{theirs.pk}" selected' in page


@pytest.mark.parametrize(
    ("where", "typed", "words"),
    [
        ("make", {"first": "5", "last": "2"}, "小さい方から"),
        ("make", {"first": "1", "last": "99999"}, "1,000まで"),
        ("make", {"prefix": "あ" * 15, "first": "1", "last": "2"}, "14文字以内"),
        ("make", {"first": "", "last": "2"}, "最初の番号"),
        ("assign", {"booth": "x"}, "このブースは、いまはありません。選び直してください。"),
        ("assign", {"body": "9" * 40}, "この団体は、いまは出展しません。選び直してください。"),
        ("assign", {"first_day": "2025-11-09", "last_day": "2025-11-08"}, "最初の日以後"),
        ("assign", {"first_day": "2025-11-10"}, "この日は、いまは開催期間の外です。選び直してください。"),
    ],
)
def test_what_cannot_be_is_said(client, fair, path, secretariat, where, typed, words):
    make_booths(event=fair, prefix="B", first=1, last=1, by=secretariat)
    body_of(fair, 901)
    answer = client.post(f"{path}{where}/", typed)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert fair.booths.count() == 1


def test_a_booth_is_renamed_but_not_to_one_that_is_there(client, fair, path, secretariat):
    one, _ = make_booths(event=fair, prefix="A-", first=1, last=2, by=secretariat)
    answer = client.post(f"{path}{one.pk}/", {"code": "Ａ－２"})
    assert answer.status_code == 400
    assert "「A-2」はもうあります" in answer.content.decode()
    assert client.post(f"{path}{one.pk}/", {"code": "C-1", "name": "中央"}).status_code == 302
    one.refresh_from_db()
    assert (one.code, one.name) == ("C-1", "中央")
    for _ in range(2):
        assert client.post(f"{path}{one.pk}/delete/").status_code == 302
    assert fair.booths.count() == 1


def test_what_is_of_another_event_is_not_found(client, fair, make_event, path, secretariat):
    other = make_event("別の催し", starts_on=FIRST)
    (booth,) = make_booths(event=other, prefix="A-", first=1, last=1, by=secretariat)
    body = body_of(other, 901)
    assign_booth(booth=booth, participation=body, days=[FIRST], by=secretariat)
    assert client.get(f"{path}{booth.pk}/").status_code == 404
    assert client.post(f"{path}{booth.pk}/release/", {"body": body.pk}).status_code == 404
    for typed in ("", "x", "1.5", "\0", "²", "9" * 40):
        assert client.post(f"{path}{booth.pk}/release/", {"body": typed}).status_code == 404
    client.post(f"{path}{booth.pk}/delete/")
    assert booth.assignments.count() == 1


def test_an_event_without_known_days_and_one_moved_to_others(client, fair, path, secretariat):
    body = body_of(fair, 901)
    (booth,) = make_booths(event=fair, prefix="A-", first=1, last=1, by=secretariat)
    assign_booth(booth=booth, participation=body, days=[FIRST, LAST], by=secretariat)
    fair.starts_on, fair.ends_on = datetime.date(2025, 11, 15), None
    fair.save()
    assert "開催期間の外" in client.get(path).content.decode()
    fair.starts_on, fair.date_precision = datetime.date(2025, 11, 1), "month"
    fair.save()
    assert "開催日が日まで決まると" in client.get(path).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_one_body_as_for_three(
    client, fair, path, secretariat, number, django_assert_num_queries
):
    booths = make_booths(event=fair, prefix="A-", first=1, last=number, by=secretariat)
    for count, booth in enumerate(booths):
        body = body_of(fair, 900 + count)
        assign_booth(booth=booth, participation=body, days=[FIRST, LAST], by=secretariat)
    client.get(path)
    with django_assert_num_queries(7):
        client.get(path)
    with django_assert_num_queries(6):
        client.get(f"{path}signs/")
