import pytest
from django.test import RequestFactory

from common import pagination
from common.pagination import paginate
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization


def asking(query=""):
    return RequestFactory().get(f"/list/{query}")


@pytest.fixture
def towns(no_cast):
    def make(n):
        LocalGovernment.objects.bulk_create(
            LocalGovernment(code=f"{i:06}", prefecture="北海道", name=f"町{i}", kind="town", source="test")
            for i in range(n)
        )
        return LocalGovernment.objects.order_by("code")

    return make


def test_the_first_page(towns):
    page = paginate(towns(45), asking())
    assert [row.code for row in page] == [f"{i:06}" for i in range(20)]
    assert (page.number, page.pages, page.count, page.capped) == (1, 3, 45, False)
    assert (page.has_previous, page.has_next, page.previous_number, page.next_number) == (
        False,
        True,
        None,
        2,
    )
    assert (page.first_row, page.last_row, page.count_text, len(page)) == (1, 20, "45件", 20)


def test_the_last_page(towns):
    page = paginate(towns(45), asking("?page=3"))
    assert [row.code for row in page] == [f"{i:06}" for i in range(40, 45)]
    assert (page.has_previous, page.has_next, page.first_row, page.last_row) == (True, False, 41, 45)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("", 1),
        ("0", 1),
        ("-1", 1),
        ("abc", 1),
        ("２", 2),
        ("99", 3),
        ("9" * 30, 1),
        ("1%00", 1),
        ("1.5", 1),
        ("²", 2),
    ],
)
def test_any_number_gives_a_real_page(towns, asked, number):
    assert paginate(towns(45), asking(f"?page={asked}")).number == number


def test_nothing_is_one_empty_page(no_cast):
    page = paginate(LocalGovernment.objects.order_by("code"), asking("?page=7"))
    assert (page.rows, page.number, page.pages, page.count, page.first_row) == ([], 1, 1, 0, 0)


def test_many_rows_are_not_counted_to_the_end(towns, monkeypatch):
    monkeypatch.setattr(pagination, "COUNT_CAP", 40)
    rows = towns(100)
    page = paginate(rows, asking())
    assert (page.count, page.capped, page.pages, page.count_text) == (40, True, 2, "40件以上")
    assert paginate(rows, asking("?page=2")).has_next
    deep = paginate(rows, asking("?page=4"))
    assert (deep.number, deep.has_next, [row.code for row in deep][:1]) == (4, True, ["000060"])
    last = paginate(rows, asking("?page=5"))
    assert (last.number, last.has_next, len(last)) == (5, False, 20)
    beyond = paginate(rows, asking("?page=900"))
    assert (beyond.number, len(beyond)) == (5, 20)


def test_rows_deeper_than_the_cap_need_no_count(towns, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(pagination, "COUNT_CAP", 40)
    rows = towns(41)
    with django_assert_num_queries(1):
        page = paginate(rows, asking("?page=3"))
    assert (page.count, page.capped, page.pages, len(page)) == (40, True, 3, 1)
    nothing = paginate(rows.filter(code__lt="000040"), asking("?page=3"))
    assert (nothing.count, nothing.capped, nothing.number, len(nothing)) == (40, False, 2, 20)


def test_a_deep_page_reads_whole_rows_for_itself_only(towns, django_assert_num_queries):
    rows = towns(300).select_related("organization")
    with django_assert_num_queries(2) as queries:
        page = paginate(rows, asking("?page=10"))
    assert [row.code for row in page] == [f"{i:06}" for i in range(180, 200)]
    assert "IN (SELECT" in queries[1]["sql"]
    inner = queries[1]["sql"].split("IN (SELECT")[1]
    assert "JOIN" not in inner


def test_a_deep_page_of_a_reversed_filtered_list(towns):
    rows = towns(300).filter(kind="town").order_by("-code")
    page = paginate(rows, asking("?page=8"))
    assert [row.code for row in page] == [f"{i:06}" for i in range(159, 139, -1)]


@pytest.mark.parametrize("n", [1, 3])
def test_a_page_costs_two_queries(towns, django_assert_num_queries, n):
    rows = towns(n)
    with django_assert_num_queries(2):
        assert len(paginate(rows, asking())) == n


def test_a_page_of_a_known_total_costs_one_query(towns, django_assert_num_queries):
    rows = towns(45)
    with django_assert_num_queries(1):
        page = paginate(rows, asking("?page=9"), total=45)
    assert (page.number, page.pages, page.count, len(page)) == (3, 3, 45, 5)


def test_a_list_is_paged_too():
    page = paginate(list(range(50)), asking("?page=2"), per_page=20)
    assert (page.rows, page.count) == (list(range(20, 40)), 50)


def test_a_union_is_paged(sakai, kushiro):
    rows = (
        Organization.objects.filter(pk=sakai.pk)
        .union(Organization.objects.filter(pk=kushiro.pk))
        .order_by("id")
    )
    assert paginate(rows, asking("?page=1")).rows == [sakai, kushiro]


@pytest.mark.parametrize(
    ("number", "pages", "window"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 10, [1, None, 3, 4, 5, 6, 7, None, 10]),
        (10, 10, [1, None, 8, 9, 10]),
        (4, 5, [1, 2, 3, 4, 5]),
    ],
)
def test_window(number, pages, window):
    assert pagination.Page([], 0, False, number, pages).window == window
