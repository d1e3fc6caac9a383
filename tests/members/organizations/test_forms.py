"""Organisations typed one a line: names, codes, former names, and what cannot be told apart."""

import pytest
from django.core.exceptions import ValidationError

from members.local_governments.models import FormerName, LocalGovernment
from members.organizations.forms import OrganizationsField


@pytest.fixture
def field(db):
    return OrganizationsField(label="団体", required=False)


@pytest.fixture
def fuchu(make_organization):
    hiroshima = make_organization("府中市", code="342084", prefecture="広島県")
    return [make_organization("府中市", code="132063", prefecture="東京都"), hiroshima]


def sentences(field, text) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(text)
    return "\n".join(refused.value.messages)


@pytest.mark.parametrize(
    "typed",
    ["大阪府堺市", "堺市", "271403", "２７１４０３", " 大阪府　堺市 ", "大阪府堺市\n堺市\n271403\n\n"],
)
def test_one_organisation_however_it_is_typed(field, sakai, typed):
    assert field.clean(typed) == [sakai]


def test_many_between_lines_commas_and_tabs(field, sakai, kushiro, koto, fuchu):
    assert field.clean("堺市、釧路市,江東区\r\n東京都江東区\n広島県府中市") == [
        sakai,
        kushiro,
        koto,
        fuchu[1],
    ]


@pytest.mark.parametrize(
    "typed", ["公益財団法人 見本協会(大阪)", "公益財団法人　見本協会（大阪）", "公益財団法人見本協会(大阪)"]
)
def test_bodies_whose_names_hold_blanks_and_wide_letters(field, make_organization, typed):
    body = make_organization("公益財団法人 見本協会（大阪）", kind="association", prefecture="大阪府")
    assert field.clean(typed) == [body]
    assert field.clean(field.prepare_value([body])) == [body]


def test_an_ambiguous_name_is_answered_with_the_candidates(field, fuchu):
    said = sentences(field, "府中市")
    assert "「府中市」は2団体あります。東京都府中市、広島県府中市のどれか" in said


def test_a_former_name_finds_the_body_of_today(field, sakai):
    FormerName.objects.create(
        local_government=sakai.local_government, prefecture="大阪府", name="美原町", source="test"
    )
    assert field.clean("美原町") == [sakai]
    assert field.clean("大阪府美原町") == [sakai]


def test_what_cannot_be_read_gets_a_sentence_each(field, sakai, make_organization):
    LocalGovernment.objects.create(
        code="172022",
        prefecture="石川県",
        prefecture_kana="",
        name="七尾市",
        name_kana="",
        kind="city",
        source="t",
    )
    make_organization("退会市", prefecture="大阪府", member=False)
    said = sentences(field, "堺\n石川県七尾市\n172022\n退会市\nどこにもない市\n999999\n大阪府")
    for words in (
        "「堺」は見つかりません。大阪府堺市ではありませんか",
        "「石川県七尾市」は会員登録がない",
        "「172022」は会員登録がない",
        "「退会市」は見つかりません",
        "「どこにもない市」は見つかりません",
        "「999999」は見つかりません",
        "「大阪府」は見つかりません",
    ):
        assert words in said, words


def test_many_unreadable_lines_are_counted_not_listed(field, sakai):
    said = sentences(field, "\n".join(f"ない{number}" for number in range(500)))
    assert "ほかに480行" in said
    assert len(said) < 3_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("堺\x00市", "NUL"),
        ("あ" * 60_001, "60,000文字以内"),
        ("\n".join(map(str, range(2_001))), "2,000団体まで"),
    ],
)
def test_what_is_not_let_in(field, text, sentence):
    assert sentence in sentences(field, text)


def test_empty_and_what_the_record_holds(field, sakai):
    assert field.clean("") == field.clean(" \n 　") == []
    assert field.clean([sakai]) == [sakai]
    assert field.prepare_value([sakai]) == "大阪府堺市"


def test_queries_do_not_grow_with_the_lines(field, sakai, kushiro, koto, django_assert_num_queries):
    with django_assert_num_queries(3):
        field.clean("堺市\n271403")
    with django_assert_num_queries(3):
        field.clean("堺市\n釧路市\n江東区\n271403")
