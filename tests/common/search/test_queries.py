import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from common.search import queries, query_terms
from common.search.conditions import Narrowing, by_index
from common.search.models import IndexedText, LookBehind, Synonym
from common.search.queries import matching_ids, search_texts
from members.sections.models import Section

pytestmark = pytest.mark.django_db


def found(q, audiences=("public",), **options):
    return [row.title for row in search_texts(q, audiences=list(audiences), **options).rows]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("駅前まるしぇ", "マルシェ"),
        ("駅前マルシェ", "ﾏﾙｼｪ"),
        ("令和７年台風第１５号", "令和7年台風第15号"),
        ("令和 7 年 台風", "令和７年台風"),
        ("自治体DX推進", "ｄｘ"),
        ("サーバー更新", "サーバ"),
        ("サーバ更新", "サーバー"),
        ("茅ヶ崎市", "茅ケ崎"),
        ("堺市 さかいし", "さかい"),
        ("熊の出没", "熊"),
        ("出没した熊", "熊"),
        ("50%引き_\\'", "50%引き_\\'"),
        ("物産展のお知らせ", "物産展"),
        ("Zoom Meeting", "zoom"),
        ("鯨", "鯨"),
        ("堺市の皆さま", "「堺市」"),
        ("堺市の皆さま", "@堺市"),
        ("堺市の皆さま", "＠堺市"),
        ("堺市の皆さま", "釧路市、堺市"),  # any of them
        ("堺市と釧路市", "『堺市』（釧路市）"),
        ("1,000人の催し", "1,000人"),
        ("花火まつり", "花火祭り"),
        ("花火祭り", "花火まつり"),
        ("関ヶ原町", "関が原町"),
        ("関が原町", "関ケ原町"),
        ("六ヶ所村", "六か所村"),
        ("塩竈市", "塩釜市"),
        ("葛\U000e0100飾区", "葛飾区"),
        ("葛飾区", "葛\U000e0100飾区"),
        ("福島県飯舘村", "福島県相馬郡飯館村"),
        ("福島県相馬郡飯舘村の祭り", "福島県飯舘村"),
        ("福島県相馬郡飯舘村の祭り", "飯舘村"),
        ("福島県 相馬郡 飯館村の祭り", "福島県飯舘"),
        ("福島県相馬郡飯舘村の祭り", "福島県飯舘村の祭り"),
        ("北海道虻田郡ニセコ町", "北海道ニセコ町"),
        ("𠮷野家𠮷", "𠮷野"),
    ],
)
def test_search_finds_what_is_written_otherwise(put, written, typed):
    put(written)
    put("ほかの話")
    assert found(typed) == [written]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("物産館の展示と物産品の展開", "物産展"),  # all its bigrams are near, the word is not
        ("令和7年台風第1号", "令和7年台風第15号"),
        ("防災", "減災"),
        ("一%", "一_"),
        ("埼玉県児玉郡美里町", "宮城県美里町"),
        ("福島県の話。宮城県遠田郡美里町", "福島県美里町"),
    ],
)
def test_search_finds_nothing_else(put, written, typed):
    put(written)
    assert found(typed) == []


@pytest.mark.parametrize("typed", ["", " 　", "\x00", "\ud800", "\u202e"])
def test_nothing_typed_finds_nothing(put, typed):
    put("何か")
    result = search_texts(typed, audiences=["public"])
    assert (result.rows, result.count, result.number, result.pages) == ([], 0, 1, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "'",
        "\\",
        "&|!()<->:*",
        "a'b",
        "'; DROP TABLE x",
        "%",
        "_",
        "[",
        "(?<!",
        "あ'",
        "\\あ",
        ":*",
        "*" * 200,
    ],
)
def test_signs_are_words_like_others(put, typed):
    put("ふつうの文")
    assert found(typed) == []


def test_every_word_must_be_found_anywhere(put):
    put("子育て支援", "移住の相談")
    put("子育て支援", "防災")
    put("移住の相談")
    assert found("子育て 移住") == ["子育て支援"]
    assert found("移住　子育て") == ["子育て支援"]


def test_no_word_is_found_across_title_and_body(put):
    put("秋の観光", "光熱費")
    put("防", "災")
    assert found("観光光") == []
    assert found("防災") == []


def test_a_long_query_is_cut_not_refused(put):
    put("一 二 三 四 五 六 七 八")
    assert found("一 二 三 四 五 六 七 八 九 十") == ["一 二 三 四 五 六 七 八"]
    assert query_terms.split_query("あ" * 500) == [["ア" * query_terms.MAX_QUERY]]


def test_audiences_decide(put):
    put("公開の防災", audiences=["public"])
    put("会員の防災", audiences=["members"])
    put("堺市の防災", audiences=["organization:1", "secretariat"])
    assert found("防災", ["public"]) == ["公開の防災"]
    assert sorted(found("防災", ["public", "members"])) == ["会員の防災", "公開の防災"]
    assert "堺市の防災" in found("防災", ["public", "organization:1"])
    assert "堺市の防災" not in found("防災", ["public", "organization:11"])
    assert found("防災", []) == []


def test_kind_narrows(put):
    put("防災の会", kind="イベント")
    put("防災の話", kind="投稿")
    assert found("防災", chosen=Narrowing("イベント")) == ["防災の会"]


def test_matching_ids_are_the_newest_first(put):
    old = put("防災", date=datetime.date(2020, 1, 1))
    new = put("会", "防災", date=datetime.date(2026, 1, 1))
    put("防災", kind="イベント")
    put("防災", audiences=["members"])
    assert matching_ids("防災", audiences=["public"], kind="投稿") == [new.object_id, old.object_id]
    assert matching_ids("", audiences=["public"], kind="投稿") == []


def test_titles_come_first_then_the_newest(put):
    put("古い報告", "防災", date=datetime.date(2020, 1, 1))
    put("防災訓練", date=datetime.date(2019, 1, 1))
    put("日付のない報告", "防災")
    put("新しい報告", "防災", date=datetime.date(2026, 1, 1))
    assert found("防災") == ["防災訓練", "新しい報告", "古い報告", "日付のない報告"]


def test_synonyms_find_each_other_as_kept(put):
    Synonym.objects.create(term="海老", means="えび")
    put("エビまつり")
    put("海老まつり")
    assert sorted(found("海老")) == ["エビまつり", "海老まつり"]
    assert found("えび") == ["エビまつり"]


def test_look_behind_leaves_out_another_word(put):
    LookBehind.objects.get_or_create(term="京都", not_after="東")
    put("東京都のみ")
    put("京都府")
    put("東京都と京都市")
    assert sorted(found("京都")) == ["京都府", "東京都と京都市"]
    assert sorted(found("東京都")) == ["東京都と京都市", "東京都のみ"]
    assert found("京都府") == ["京都府"]


def test_look_behinds_of_one_term_add_up(put):
    LookBehind.objects.get_or_create(term="京都", not_after="東")
    LookBehind.objects.create(term="京都", not_after="小")
    for title in ("小京都と東京都", "京都と小京都", "東小京都", "京東京都都"):
        put(title)
    assert found("京都") == ["京都と小京都"]


@pytest.mark.django_db
def test_the_first_words_are_there_after_migrating():
    assert Synonym.objects.filter(term="23区", means="特別区").exists()
    assert LookBehind.objects.filter(term="京都", not_after="東").exists()


def test_snippet_shows_where_it_matched_and_escapes(put):
    put("<b>題</b>", "前文" * 60 + "ここで駅前まるしぇ<script>を開きます" + "後文" * 60)
    (row,) = search_texts("マルシェ <b>", audiences=["public"]).rows
    assert row.title_html == "<mark>&lt;b&gt;</mark>題&lt;/b&gt;"
    assert "<mark>まるしぇ</mark>&lt;script&gt;" in row.snippet
    assert row.snippet.startswith("…")
    assert row.snippet.endswith("…")


@pytest.mark.parametrize("written", ["がっこう", "ガッコウ", "ｶﾞｯｺｳ", "か\u3099っこう", "が っ\nこう"])
def test_snippet_marks_every_way_to_write(put, written):
    put("題", f"この{written}で")
    (row,) = search_texts("ガッコウ", audiences=["public"]).rows
    assert "<mark>" in row.snippet


def test_pages_are_bounded(put):
    for i in range(25):
        put(f"防災{i}", date=datetime.date(2026, 1, 1) + datetime.timedelta(days=i))
    first = search_texts("防災", audiences=["public"])
    assert (first.count, first.capped, first.pages, first.has_next, len(first.rows)) == (
        25,
        False,
        2,
        True,
        20,
    )
    second = search_texts("防災", audiences=["public"], page=99)
    assert (second.number, [row.title for row in second.rows]) == (2, [f"防災{i}" for i in (4, 3, 2, 1, 0)])
    assert search_texts("防災", audiences=["public"], page=-3).number == 1


def test_many_hits_are_read_by_date(put, monkeypatch):
    for i in range(8):
        put(
            f"防災{i}",
            "京都府" if i % 2 else "東京都",
            date=datetime.date(2026, 1, 1 + i),
            audiences=["members"],
        )
    LookBehind.objects.get_or_create(term="京都", not_after="東")
    for name in ("CAP", "MAX_TEXTS", "MAX_TEXTS_OF_LIST"):
        monkeypatch.setattr(queries, name, 3)
    monkeypatch.setattr(queries, "PER_PAGE", 2)
    result = search_texts("防災", audiences=["members"])
    assert (result.count, result.capped, result.pages) == (3, True, 2)
    assert [row.title for row in result.rows] == ["防災7", "防災6"]
    result = search_texts("防災", audiences=["members"], page=2)
    assert [row.title for row in result.rows] == ["防災5", "防災4"]
    monkeypatch.setattr(queries, "PER_PAGE", 20)
    newest = list(IndexedText.objects.order_by("-date").values_list("object_id", flat=True))
    assert matching_ids("防災", audiences=["members"], kind="投稿") == newest[:3]
    assert found("防災 京都", ["members"], chosen=Narrowing("投稿")) == ["防災7", "防災5", "防災3", "防災1"]
    assert found("防災", ["public"]) == []


@pytest.mark.parametrize("n", [1, 3])
def test_search_costs_three_queries(put, django_assert_num_queries, n):
    for i in range(n):
        put(f"防災{i}")
    with django_assert_num_queries(3):
        assert len(search_texts("防災", audiences=["public"]).rows) == n


def test_the_index_is_used(put):
    object_type = ContentType.objects.get_for_model(Section)
    IndexedText.objects.bulk_create(
        IndexedText(
            object_type=object_type,
            object_id=i,
            kind="投稿",
            title=f"第{i}号のお知らせ",
            body="会議の資料を配付します。" * 5 + ("物産展" if i % 500 == 0 else ""),
            url="/",
            audiences=["public"],
        )
        for i in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE common_indexedtext")
        wanted = query_terms.parse_query("物産展")
        indexed = by_index(wanted, ["public"])
        cursor.execute("EXPLAIN " + queries._THINGS.format(found=indexed.sql), [*indexed.params, 5001, 1000])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Bitmap Index Scan on indexedtext_bigrams" in plan
    assert search_texts("物産展", audiences=["public"]).count == 6


def test_long_texts_are_packed_by_lz4_where_the_server_has_it(db):
    with connection.cursor() as cursor:
        setting = "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = %s"
        cursor.execute(setting, ["default_toast_compression"])
        offered = cursor.fetchone()[0]
        cursor.execute(
            """
            SELECT attname, attcompression FROM pg_attribute
            WHERE attrelid = 'common_indexedtext'::regclass AND attname IN ('norm', 'body')
            """
        )
        assert dict(cursor.fetchall()) == dict.fromkeys(("norm", "body"), "l" if offered else "")
