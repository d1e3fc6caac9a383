"""Which bodies a pasted list means, as of the event's day."""

import datetime

import pytest
from django.utils import timezone

from common.seed_data import read_rows
from events.invitations.recognition import Bodies
from members.government_changes.models import GovernmentChange, Succession
from members.local_governments.models import FormerName, LocalGovernment

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(local_governments, make_event):
    """Read lines for an event on that day: (rows, their bodies in words)."""

    def one(*lines, day=datetime.date(2026, 11, 14)):
        return Bodies(make_event(starts_on=day)).read(lines)

    return one


def meant(rows) -> list[str]:
    """The body of each clear row, else the question."""
    return [row.bodies[0].name if row.is_clear else row.question for row in rows]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "大阪府堺市",
            "堺市",
            "堺市役所",
            "おおさかふさかいし",
            "ｵｵｻｶﾌｻｶｲｼ",
            "271403",
            "27140",
            "２７１４０３",
        ),
        *("271403 堺市", "大阪府\t堺市", "大阪府,堺市", "1\t大阪府堺市", "堺市 27140-3", "「堺市」"),
    ],
)
def test_a_body_is_known_by_its_name_reading_and_code(read, line):
    assert meant(read(line)) == ["大阪府堺市"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("北海道石狩郡当別町", "北海道当別町"),
        ("茅が崎市", "神奈川県茅ヶ崎市"),
        ("茅ケ崎市", "神奈川県茅ヶ崎市"),
        ("01303", "北海道当別町"),
        ("大阪府", "大阪府"),
        ("大阪府庁", "大阪府"),
        ("くしろちょう", "北海道釧路町"),
        ("東京都江東区", "東京都江東区"),
    ],
)
def test_other_spellings(read, line, name):
    assert meant(read(line)) == [name]


def test_the_372_of_the_fair_of_2025_are_recognised_by_name_or_by_code(read):
    """With the prefecture or by whole code all; of 5 digits 368, of bare names 358, the rest is asked."""
    members, day = read_rows("agreement_members.csv"), datetime.date(2025, 11, 8)
    for lines in (
        [f"{row['prefecture']}{row['name']}" for row in members],
        [row["code6"] for row in members],
    ):
        rows = read(*lines, day=day)
        assert [row.bodies[0].government.code for row in rows if row.is_clear] == [
            row["code6"] for row in members
        ]
    codes = read(*(row["code6"][:5] for row in members), day=day)
    assert sum(row.is_clear for row in codes) == 368
    bare = read(*(row["name"] for row in members), day=day)
    asked = [row for row in bare if not row.is_clear]
    assert (len(bare), len(asked)) == (372, 14)
    assert all("どの団体ですか" in row.question and len(row.bodies) > 1 for row in asked)


def test_a_body_beside_other_words_is_asked(read):
    section, polite, both, none = read(
        "横浜市役所 総務課", "札幌市 様", "静岡市、浜松市", "どこにもない会 総務課"
    )
    for row, wanted in ((section, ["神奈川県横浜市"]), (polite, ["北海道札幌市"]), (none, [])):
        assert not row.is_clear
        assert [body.name for body in row.bodies] == wanted
    assert [body.name for body in both.bodies] == ["静岡県静岡市", "静岡県浜松市"]


def test_what_is_not_clear_is_asked_with_what_it_may_mean(read):
    several, wrong, near, unknown, digit, differs = read(
        "府中市", "999999", "大阪府境市", "どこにもない会", "271404", "271403 高槻市"
    )
    assert [body.words for body in several.bodies] == ["東京都府中市（132063）", "広島県府中市（342084）"]
    assert "2団体あります" in several.question
    assert "検査数字" in wrong.question
    assert "見つかりません" in unknown.question
    assert unknown.bodies == []
    assert "もしかして" in near.question
    assert "271403" in digit.question
    assert [body.name for body in digit.bodies] == ["大阪府堺市"]
    assert "団体コードと名称が合いません" in differs.question
    assert {body.name for body in differs.bodies} == {"大阪府堺市", "大阪府高槻市"}


def test_a_slip_of_the_pen_finds_its_neighbours(read):
    for row in read("神奈川県茅ヶ崎", "茅ヶ先市", "ちがさきい"):
        assert row.bodies[0].name == "神奈川県茅ヶ崎市"
        assert not row.is_clear


def test_a_mail_address_beside_the_name_is_read(read):
    good, bare, wrong = read("当別町, kikaku@town.example.jp", "<kikaku@town.example.jp>", "堺市 a@b")
    assert (meant([good]), good.mail) == (["北海道当別町"], "kikaku@town.example.jp")
    assert not bare.is_clear
    assert "メールアドレス「a@b」を読み取れません" in wrong.question


def test_members_without_a_code_are_known_by_name(read, make_organization):
    make_organization("見本の会", kind="association")
    assert meant(read("見本の会")) == ["見本の会"]


def _merged(secretariat, names: list[str], to: str, day: datetime.date) -> list[LocalGovernment]:
    """These bodies end on the day, and the last one begins."""
    new = {
        "prefecture": "甲県",
        "prefecture_kana": "こうけん",
        "name_kana": "",
        "kind": "town",
        "source": "試験",
    }
    old = [
        LocalGovernment.objects.create(code=f"99{n:04}", name=name, abolished_on=day, **new)
        for n, name in enumerate(names)
    ]
    follower = LocalGovernment.objects.create(code="990100", name=to, established_on=day, **new)
    done = {"state": "done", "done_at": timezone.now(), "done_by": secretariat, "created_by": secretariat}
    made = {"code": "990100", "name": to, "effective_on": day, "source": "試験"}
    change = GovernmentChange.objects.create(kind="merger_new", **made, **done)
    for one in old:
        Succession.objects.create(change=change, predecessor=one, successor=follower)
    return [*old, follower]


def test_a_body_that_ended_before_the_event_is_refused_and_its_follower_offered(read, secretariat):
    _merged(secretariat, ["古町", "旧村"], "新市", datetime.date(2026, 4, 1))
    before, after = (read("甲県古町", "甲県新市", day=datetime.date(2026, month, 10)) for month in (3, 5))
    assert [row.is_clear for row in before] == [True, False]
    assert "開催日（令和8年3月10日(火)）にはない団体です（令和8年4月1日(水)設置）" in before[1].question
    assert [body.name for body in before[1].bodies] == ["甲県古町", "甲県旧村"]
    assert [row.is_clear for row in after] == [False, True]
    assert "令和8年4月1日(水)廃止" in after[0].question
    assert [body.name for body in after[0].bodies] == ["甲県新市"]


def test_a_former_name_leads_to_the_body_of_today(read):
    government = LocalGovernment.objects.get(code="271403")
    names = {"prefecture": "大阪府", "name": "試験町", "name_kana": "しけんちょう"}
    FormerName.objects.create(local_government=government, source="試験", **names)
    assert meant(read("試験町", "大阪府試験町", "しけんちょう")) == ["大阪府堺市"] * 3


def test_groups_are_those_of_the_day(local_governments, secretariat, make_event):
    _merged(secretariat, ["古町", "旧村"], "新市", datetime.date(2026, 4, 1))
    before, after = (Bodies(make_event(starts_on=datetime.date(2026, month, 10))) for month in (3, 5))
    assert [body.name for body in before.of_prefecture("甲県")] == ["甲県古町", "甲県旧村"]
    assert [body.name for body in after.of_prefecture("甲県")] == ["甲県新市"]
    assert len(after.of_prefecture("北海道")) == 179
    assert len(after.of_region("千葉県市長会")) == 37


def test_many_lines_cost_few_queries(local_governments, make_event, django_assert_max_num_queries):
    event = make_event()
    with django_assert_max_num_queries(4):
        Bodies(event).read(["堺市", "どこにもない会", "しけん", "999999", *["府中市"] * 300])
