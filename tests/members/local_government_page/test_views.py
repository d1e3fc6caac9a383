"""The secretariat's pages of local governments, their changes and former names."""

import datetime

import pytest

from common import japanese_calendar
from members.application_queue.actions import approve_application
from members.government_changes.models import GovernmentChange
from members.local_governments.models import FormerName, LocalGovernment
from members.organizations import seed_data
from members.organizations.models import Organization
from tests.government_cast import body, change, code

pytestmark = pytest.mark.django_db
NEW = "/members/governments/changes/new/merger_new/"


@pytest.fixture
def typed():
    """What a secretary types for a merger of 甲町 and 乙村."""
    return {
        "predecessors": "北海道甲町\n北海道 乙村",
        "code": "０１９０１" + code("01901")[5],
        "name": "丁市",
        "name_kana": "テイシ",
        "body_kind": "city",
        "survivor": "北海道甲町",
        "effective_on": japanese_calendar.wareki(japanese_calendar.today(), weekday=False),
        "source": "告示",
        "idempotency_key": "11111111-1111-1111-1111-111111111111",
        "stage": "confirm",
    }


@pytest.fixture
def planned(kou, secretariat):
    old, day = kou.local_government, japanese_calendar.today() + datetime.timedelta(days=5)
    return change("rename", [old], secretariat, day, code=old.code, name="新甲町", body_kind="town")


def test_a_merger_is_typed_tried_and_done(browser, secretariat, kou, otsu, typed):
    client = browser(secretariat)
    trial = client.post(NEW, typed)
    page = trial.content.decode()
    assert trial.status_code == 200
    assert "まだ何も変わっていません" in page
    assert "企画課（旧乙村）" in page
    assert "今すぐ実施する" in page
    assert not GovernmentChange.objects.exists()
    assert 'value="丁市"' in client.post(NEW, {**typed, "stage": "edit"}).content.decode()
    done = client.post(NEW, {**typed, "stage": "submit"})
    row = GovernmentChange.objects.get()
    assert done.url == row.get_absolute_url()
    assert client.post(NEW, {**typed, "stage": "submit"}).url == done.url  # a double click
    assert GovernmentChange.objects.get().is_done
    page = client.get(done.url).content.decode()
    for words in ("企画課（旧乙村）", "名称: 甲町 → 丁市", "A4"):
        assert words in page, words


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"code": "019019"}, "検査数字"),
        ({"code": "990001"}, "都道府県の番号"),
        ({"code": "1901"}, "6桁"),
        (
            {"code": code("01801")[:5] + code("01801")[5], "predecessors": "北海道乙村\n北海道丙村"},
            "使っています",
        ),
        ({"name": "丁町"}, "名称の最後を「市」"),
        ({"predecessors": "北海道無村\n北海道甲町"}, "北海道無村"),
        ({"predecessors": "北海道甲町\n北海道甲町"}, "二度入力"),
        ({"predecessors": "北海道甲町"}, "二つ以上"),
        ({"predecessors": "\n".join(["北海道甲町"] * 31)}, "30団体まで"),
        ({"survivor": "北海道丙村"}, "会員ではありません"),
        ({"survivor": ""}, "引き継ぐ会員"),
        ({"effective_on": "令和99年4月1日"}, "2年以内"),
        ({"effective_on": "平成17年4月1日"}, "旧名称として"),
        ({"effective_on": "令和9年2月29日"}, "日"),
        ({"name": "丁\x00市"}, "取り除いて"),
        ({"source": ""}, "必須"),
        ({"predecessors": "あ" * 1_000_000}, "2,000文字以内"),
    ],
)
def test_a_bad_form_says_what_to_do(browser, secretariat, kou, otsu, typed, wrong, why):
    body("丙村", "01804", "village")
    for stage in ("confirm", "submit"):
        answer = browser(secretariat).post(NEW, {**typed, **wrong, "stage": stage})
        assert answer.status_code == 400
        assert why in answer.content.decode()
    assert not GovernmentChange.objects.exists()


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("merger_into", {"absorbing": "北海道丙市", "predecessors": "北海道甲町"}),
        ("rename", {"predecessors": "北海道甲町", "code": code("01801"), "name": "新甲町"}),
        ("city_status", {"predecessors": "北海道甲町", "name": "甲市"}),
    ],
)
def test_the_other_kinds_are_typed_tried_and_done(browser, secretariat, kou, typed, kind, more):
    body("丙市", "01803", "city")
    path, client = f"/members/governments/changes/new/{kind}/", browser(secretariat)
    asked = {**typed, "survivor": "", **more}
    assert client.post(path, asked).status_code == 200
    client.post(path, {**asked, "stage": "submit"})
    assert GovernmentChange.objects.get().is_done
    kou.refresh_from_db()
    assert kou.name == {"merger_into": "丙市", "rename": "新甲町", "city_status": "甲市"}[kind]
    detail = LocalGovernment.objects.get(name="甲町").get_absolute_url()
    assert "今の団体は" in client.get(detail).content.decode()


def test_a_form_knows_the_body_it_was_opened_for(browser, secretariat, kou):
    path = f"/members/governments/changes/new/rename/?body={kou.local_government.pk}"
    page = browser(secretariat).get(path).content.decode()
    assert 'value="北海道甲町"' in page
    assert f'value="{code("01801")}"' in page
    assert browser(secretariat).get(f"{path}9999999999999").status_code == 200
    assert browser(secretariat).get("/members/governments/changes/new/split/").status_code == 404


def test_wrong_kinds_of_one_body(browser, secretariat, kou, typed):
    for kind, more, why in (
        ("rename", {"name": "甲町", "code": code("01801")}, "今の名称と同じ"),
        ("city_status", {"body_kind": "town", "name": "新甲町"}, "すでに町です"),
        ("rename", {"name": "新甲町", "code": code("02801")}, "北海道の番号"),
    ):
        asked = {**typed, "predecessors": "北海道甲町", **more}
        answer = browser(secretariat).post(f"/members/governments/changes/new/{kind}/", asked)
        assert answer.status_code == 400
        assert why in answer.content.decode()


def test_a_planned_change_is_called_off_on_its_page(browser, secretariat, planned):
    client, path = browser(secretariat), planned.get_absolute_url()
    assert client.post(f"{path}run/").status_code == 403
    assert "施行日に自動で実施されます" in client.get(f"{path}trial/").content.decode()
    assert "取りやめました" in client.post(f"{path}cancel/", follow=True).content.decode()
    assert "取りやめられません" in client.post(f"{path}cancel/", follow=True).content.decode()
    assert client.get(f"{path}trial/").status_code == 400


def test_the_desk_counts_what_could_not_be_done(browser, secretariat, planned):
    GovernmentChange.objects.update(effective_on=japanese_calendar.today(), trouble="実施できない理由の見本")
    client = browser(secretariat)
    assert "1件" in client.get("/members/desk/").content.decode()
    assert "実施できない理由の見本" in client.get("/members/governments/changes/").content.decode()
    client.post(f"{planned.get_absolute_url()}run/")
    assert GovernmentChange.objects.get().is_done


def test_former_names_are_typed_and_taken_away(browser, secretariat, kou, visitor):
    client, path = browser(secretariat), kou.local_government.get_absolute_url()
    typed = {"prefecture": "北海道", "name": "大昔村", "name_kana": "おおむかしむら", "source": "町史"}
    assert client.post(f"{path}former-names/", {**typed, "source": ""}).status_code == 400
    future = {**typed, "until": "令和20年4月1日"}
    assert "今日までの日付" in client.post(f"{path}former-names/", future).content.decode()
    client.post(f"{path}former-names/", {**typed, "until": "平成17年3月31日"})
    assert client.post(f"{path}former-names/", typed).status_code == 400  # a second time
    row = FormerName.objects.get()
    assert row.until == datetime.date(2005, 3, 31)
    assert "甲町" in visitor.get("/members/?q=オオムカシ").content.decode()
    assert "大昔村" in visitor.get(kou.get_absolute_url()).content.decode()
    remove = f"/members/former-names/{row.pk}/remove/"
    assert client.get(remove).status_code == 405
    assert client.post(remove).url == path
    assert not FormerName.objects.exists()


def test_former_names_of_changes_and_of_abolished_bodies_are_fixed(browser, secretariat, kou):
    old = kou.local_government
    change(
        "rename",
        [old],
        secretariat,
        japanese_calendar.today(),
        code=old.code,
        name="新甲町",
        body_kind="town",
    )
    client, row = browser(secretariat), FormerName.objects.get()
    assert client.post(f"/members/former-names/{row.pk}/remove/").status_code == 403
    typed = {"prefecture": "北海道", "name": "大昔村", "source": "町史"}
    answer = client.post(f"{old.get_absolute_url()}former-names/", typed)
    answer = client.get(answer.url)
    assert "今の団体のページ" in answer.content.decode()
    assert FormerName.objects.get() == row


def test_the_list_finds_by_name_code_state_and_former_name(browser, secretariat, kou, otsu):
    change(
        "merger_new",
        [kou.local_government, otsu.local_government],
        secretariat,
        japanese_calendar.today(),
        survivor=kou,
    )
    client = browser(secretariat)

    def names(query):
        page = client.get(f"/members/governments/?{query}").content.decode()
        return [
            name
            for name in ("甲町</a>", "乙村</a>", "丁市</a>")
            if f"北海道{name}" in page.partition("<tbody>")[2]
        ]

    assert names("") == ["丁市</a>"]
    assert names("q=乙村") == ["丁市</a>"]
    assert names("q=おつむら&state=abolished") == ["乙村</a>", "丁市</a>"]  # itself, and what followed it
    assert names(f"q={code('01801')}&state=all") == ["甲町</a>", "丁市</a>"]
    assert names("kind=village&state=all&prefecture=01") == ["乙村</a>", "丁市</a>"]
    assert names("kind=x&state=x&prefecture=99") == ["丁市</a>"]


def test_lists_cost_the_same_for_one_and_three(browser, secretariat, django_assert_num_queries):
    client = browser(secretariat)
    paths = ["/members/governments/?state=all", "/members/governments/changes/"]
    counts = (6, 5)

    def more(number):
        for n in range(number):
            have = LocalGovernment.objects.count()
            old = body(f"旧{have}町", f"0{2000 + have}")
            change(
                "rename",
                [old],
                secretariat,
                japanese_calendar.today(),
                code=old.code,
                name=f"新{have}{n}町",
                body_kind="town",
            )

    more(1)
    for rows in (1, 3):
        for path, count in zip(paths, counts, strict=True):
            client.get(path)
            with django_assert_num_queries(count):
                page = client.get(path).content.decode()
            assert page.count("ledger__row") + page.count("→") >= rows
        more(2)


def test_the_page_of_one_body_costs_little(browser, secretariat, kou, django_assert_max_num_queries):
    names = ["い町", "ろ町", "は町"]
    for name in names:
        kou = Organization.objects.get(pk=kou.pk)
        old = kou.local_government
        change(
            "rename",
            [old],
            secretariat,
            japanese_calendar.today(),
            code=old.code,
            name=name,
            body_kind="town",
        )
    client = browser(secretariat)
    path = Organization.objects.get(pk=kou.pk).local_government.get_absolute_url()
    client.get(path)
    with django_assert_max_num_queries(14):  # NEWS and announcements that name it: three
        page = client.get(path).content.decode()
    assert page.count("名称変更</a>:") == 3


def test_a_code_of_before_leads_an_applicant_to_the_body_of_today(visitor, secretariat, otsu):
    old = body("甲町", "01801")
    change("merger_new", [old, body("丙町", "01804")], secretariat, japanese_calendar.today())
    page = visitor.get(f"/members/apply/form/?code={old.code}").content.decode()
    assert "北海道丁市" in page


@pytest.mark.usefixtures("no_cast")
def test_an_application_that_waited_over_a_merger_joins_the_new_body(secretariat, waiting, hakodate):
    other = body("甲町", "01801")
    change("merger_new", [hakodate, other], secretariat, japanese_calendar.today())
    approve_application(application=waiting, by=secretariat)
    assert Organization.objects.get(local_government__isnull=False).full_name == "北海道丁市"


def test_facts_with_two_rows_of_one_code(secretariat):
    seed_data.load_seed_data()
    old = LocalGovernment.objects.get(code="012068")
    day = datetime.date(2026, 10, 1)
    change("rename", [old], secretariat, day, code=old.code, name="新市", name_kana="しんし")
    codes = LocalGovernment.objects.by_codes([old.code, "999999"])
    assert codes.get(old.code, datetime.date(2026, 9, 30)) == old
    assert codes.get(old.code, day).name == "新市"
    assert codes.get(old.code).name == "新市"
    assert codes.get("999999") is None
    assert old in LocalGovernment.objects.in_force_on(datetime.date(2026, 9, 30))
    assert old not in LocalGovernment.objects.in_force_on(day)


def test_the_page_of_a_change_costs_the_same_for_two_and_four_members(
    browser, secretariat, make_member, make_user, django_assert_num_queries
):
    client = browser(secretariat)
    for place, number in enumerate((2, 4)):
        members = [make_member(f"群{place}{n}町", f"{place + 2:02}70{n}") for n in range(number)]
        for member in members:
            make_user(f"u{member.pk}@city.example", member)
        done = change(
            "merger_new",
            [member.local_government for member in members],
            secretariat,
            japanese_calendar.today(),
            survivor=members[0],
            code=code(f"0{place + 2}901"),
        )
        client.get(done.get_absolute_url())
        with django_assert_num_queries(10):
            page = client.get(done.get_absolute_url()).content.decode()
        assert page.count("へ移るもの") == number - 1
