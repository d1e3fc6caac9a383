"""Each of the 1,788 by whatever its name is typed as, in every place that compares names."""

import datetime
from functools import reduce
from operator import or_

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from board.mentions.names import MentionableNames
from board.topics.models import Topic
from common.search.normalisation import VARIANTS, jnorm, name_key
from common.search.query_terms import split_query
from common.search.registry import SearchText
from common.search.spellings import other_spellings
from members.directory.filters import DirectoryFilter
from members.local_governments.forms import LocalGovernmentField
from members.local_governments.models import LocalGovernment
from members.local_governments.names import bears
from members.member_sheets.organization_lookup import OrganizationLookup
from members.member_sheets.plan import Line
from members.organizations.forms import OrganizationsField
from members.organizations.models import Organization
from members.organizations.queries import organization_kind_of
from members.organizations.search import describe_organization

OLD = str.maketrans({new: old for old, new in VARIANTS.items()})
HIRAGANA = str.maketrans({chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F4)})
KATAKANA = str.maketrans({chr(code): chr(code + 0x60) for code in range(0x3041, 0x3094)})
SELECTOR = "\U000e0100"


def written(row: LocalGovernment) -> dict[str, str]:
    """Ways to write one body that mean no other."""
    name = row.full_name
    return {
        "its name": name,
        "its reading": row.prefecture_kana + row.name_kana,
        "its reading in katakana": (row.prefecture_kana + row.name_kana).translate(KATAKANA),
        "its code": row.code,
        "with its 郡": f"{row.prefecture}{row.district}{row.name}" if row.district else name,
        "in hiragana": name.translate(HIRAGANA),
        "in katakana": name.translate(KATAKANA),
        "with the other ヶ": name.translate(str.maketrans("ヶケ", "ケヶ")),
        "with が": name.replace("ヶ", "が").replace("ケ", "が"),
        "with か": name.replace("ヶ", "か").replace("ケ", "ヵ"),
        "in old characters": name.translate(OLD),
        "with variation selectors": "".join(c + SELECTOR if "一" <= c <= "鿿" else c for c in name),
        "with a blank": f"{row.prefecture}　{row.name}",
    }


@pytest.fixture
def governments(no_cast, local_governments) -> list[LocalGovernment]:
    return list(LocalGovernment.objects.current())


@pytest.fixture
def members(governments) -> dict[int, Organization]:
    """All of them as members, by their local government."""
    rows = Organization.objects.bulk_create(
        Organization(
            kind=organization_kind_of(row),
            local_government=row,
            prefecture=row.prefecture,
            name=row.name,
            name_kana=row.name_kana,
            joined_on=datetime.date(2020, 4, 1),
        )
        for row in governments
    )
    return {row.local_government_id: row for row in rows}


def is_odd(row: LocalGovernment) -> bool:
    """Written in several ways: where each costs a query, some of these stand for all."""
    return any("ァ" <= c <= "ヶ" or ord(c) in OLD or c == "郡" for c in row.name)


def odd(governments) -> list[tuple[LocalGovernment, str]]:
    return [
        (row, text)
        for row in governments
        if is_odd(row)
        for text in {written(row)["in old characters"] + SELECTOR, written(row)["with が"]}
    ]


def test_no_two_share_a_name_with_its_prefecture(governments):
    assert len(governments) == 1788
    for way in written(governments[0]):
        keys = {name_key(written(row)[way]) for row in governments}
        assert len(keys) == 1788 - (way.startswith("its reading")), way  # えさしちょう twice in 北海道


def test_the_application_finds_each(governments):
    spellings = {(row.pk, name_key(text)): text for row in governments for text in written(row).values()}
    asked = [(pk, text) for (pk, _), text in spellings.items()]
    for start in range(0, len(asked), 1000):
        some = asked[start : start + 1000]
        by_row = reduce(or_, (Q(pk=pk) & bears(text) for pk, text in some))
        found = set(LocalGovernment.objects.filter(by_row).values_list("pk", flat=True))
        assert found == {pk for pk, _ in some}
    for row, text in odd(governments)[::5]:
        assert row in LocalGovernment.objects.search(text), text


def test_forms_take_each(governments):
    field = LocalGovernmentField()
    assert [text for row, text in odd(governments)[::3] if field.clean(text) != row] == []


def test_names_of_one_body_need_no_prefecture(governments):
    field = LocalGovernmentField()
    assert field.clean("飯館村").full_name == "福島県飯舘村"
    assert field.clean("福島県双葉郡飯舘村").full_name == "福島県飯舘村"  # an other 郡 is left out
    assert field.clean("東京都江戸川区").name == "江戸川区"


def test_addressees_mentions_and_sheets_know_each(members, governments):
    """All of them at once, written in one way after the other: where one is missing, it is named."""
    names, lookup = MentionableNames(Topic(audience="all")), OrganizationLookup()
    ways = {row.pk: written(row) for row in governments}
    by_one_name = [row for row in governments if row.name_kana != "えさしちょう"]
    for way in ways[governments[0].pk]:
        texts = {row.pk: ways[row.pk][way] for row in by_one_name}
        lines = "\n".join(texts.values())
        assert OrganizationsField(label="団体").clean(lines) == [members[pk] for pk in texts], way
        called = {
            pk: next((row.pk for *_, row in names.find_in(f"＠{text} 様")), None)
            for pk, text in texts.items()
        }
        assert called == {pk: members[pk].pk for pk in texts}, way
        refused = [row for row in governments if _is_refused(lookup, row, ways[row.pk][way])]
        assert refused == [], way


def _is_refused(lookup, row, name) -> bool:
    line = Line(number=2, cells={}, values={"code": row.code})
    return bool(lookup.refuse_mismatch(line, row, name, "名称"))


def test_the_directory_and_the_admin_find_each(members, governments, rf):
    model_admin, request = admin.site.get_model_admin(Organization), rf.get("/admin/")
    for row, text in odd(governments)[::10]:
        listed = DirectoryFilter({"q": text}).organizations(AnonymousUser())
        searched, _ = model_admin.get_search_results(request, Organization.objects.all(), text)
        for found in (listed, searched):
            assert members[row.pk] in found, text


def test_the_search_holds_each_in_its_text(members, governments):
    missed = []
    for row in [row for row in governments if is_odd(row) or row.pk % 40 == 0]:
        text = _indexed(members[row.pk], row)
        for word in written(row).values():
            missed += [word for term in split_query(word) if not any(way in text for way in _ways(term))]
    assert missed == []


def _indexed(organization, government) -> str:
    organization.local_government = government
    described: SearchText = describe_organization(organization)
    return jnorm(f"{described.title}\n{described.body}\n{described.hidden_words}")


def _ways(term):
    return [way for word in term for way in (word, *other_spellings(word))]
