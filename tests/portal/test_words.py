"""One word for one thing: templates, mails, labels and sentences do not use the others."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.portal.test_layout import PACKAGES

ROOT = Path(__file__).parents[2]
# what is not said, and what is said instead
FORBIDDEN = {
    "標題": "件名",
    "締め?切|希望期限": "申込期限, 返信期限, 期限; of a state: 終了",
    "個人の見解|位置付け": "担当者の見解",
    "所属として(?:回答|訂正|「)": "「大阪府堺市として回答する」",
    "届ける|(?:依頼元|照会元)(?:に|へ)届け|もう一度届け": "提出する, 送る",
    "部署に回す": "区内の別の部署へ回付する",
    "ことば(?!づかい)": "キーワード",
    "探す言葉": "キーワード",
    "条件を増やす": "詳しい条件",
    "対応を待っていること": "対応が必要なこと",
    "贈り先": "支援先",
    r"出し手(?!の区分.: .giver)": "支援した団体",
    "未確認です": "記録を確認中です",
    "書き直": "修正する",
    r"(?<!書き)写(?:す|して|した|しま)": "複製する; of a text: 貼り付ける",
    "加え(?:る|ます|てください)": "追加する",
    "[をで]なくす|なくします": "削除する",
    "これまでの催し|あゆみ": "過去のイベント, 沿革",
    "登録していません": "記録を確認中です",
    "前任者から引き継ぐ方": "前任者からの引継ぎ",
    "(?<!データの修正（)管理画面": "データの修正（管理画面）",
    r"あと[^、。\n]{0,20}文字": "残り5,000文字",
    "確認済（未回答）|未読・確認済": "既読（未回答）",
    "ドメイン不一致": "公式サイトとアドレスが違います",
    "開庁日(?:待ち|経過)": "受付から3開庁日",
    "事務局の仕事": "事務局の業務",
    "広報のPR": "広報誌・動画の紹介",
    "(?:回答|結果)の見え方": "他区への公開, 結果の公開",
    "お知らせ(?:メール)?の設定|お知らせメール": "通知メール",
    "題名": "件名",
    r"知らせ(?:を(?:止め|受け取)|の(?:条件|頻度|設定|予定)|が(?:届き|止め))": "通知",
    r"[のたい]知らせ\"|掲示板のお知らせ": "通知",
    "必須の項目です": "names the field and the act",
    "例:": "例：, without a space",
    r"代表(?!担当者|電話|して|者|的|取締|番号)": "代表担当者",
}


@cache
def shown() -> list[tuple[Path, str]]:
    """Templates and Python with their texts; comments and docstrings too."""
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]
    for package in PACKAGES:
        files += [file for file in (ROOT / package).rglob("*.py") if file.parent.name != "migrations"]
    return [(file.relative_to(ROOT), file.read_text(encoding="utf-8")) for file in files]


@pytest.mark.parametrize("forbidden", FORBIDDEN)
def test_a_word_that_is_not_said(forbidden):
    found = re.compile(forbidden)
    wrong = [
        f"{file}:{text.count(chr(10), 0, match.start()) + 1}"
        for file, text in shown()
        for match in found.finditer(text)
    ]
    assert wrong == [], f"say {FORBIDDEN[forbidden]}"


def test_a_word_is_found():
    assert any("件名" in text for _, text in shown())


# heads and cells of sheets that others fill or read, forms of names as people type them, sets of signs
FIXED_FORMATS = {
    *("board/exports/spreadsheets.py", "pamphlets/ward_rules/views.py", "pamphlets/yearly_summary/views.py"),
    *("disaster/entry/columns.py", "events/open_data/columns.py", "events/open_data/sheet_reading.py"),
    *("members/member_sheets/columns.py", "members/application_queue/duplicates.py"),
    *("board/notifications/text_layout.py", "news/paper_pages/pieces.py"),
}
JAPANESE = r"[々-〇「-】ぁ-ヿ一-鿿、。]"
HALF_WIDTH = re.compile(rf"{JAPANESE}[()]|[()]{JAPANESE}|[\x00}}]\(|\)[\x00{{]")
WEEKDAY = re.compile(r"\([日月火水木金土]\)|日\(\x00\)")  # of a date: 令和8年11月29日(日)
# comments, and what drawings say of their shapes
NOT_READ = re.compile(r"\{#.*?#\}|\b(?:translate|rotate|scale|matrix)\([^)]*\)", re.DOTALL)


def read_in_templates():
    for file, text in shown():
        if file.suffix != ".py":
            yield from ((file, line) for line in NOT_READ.sub("", text).splitlines())


def read_in_code():
    """Japanese texts of Python files without docstrings, patterns and SQL; NUL stands for a value."""
    for file, source in shown():
        if file.suffix == ".py" and str(file) not in FIXED_FORMATS:
            nodes = list(ast.walk(ast.parse(source)))
            sentences = [node.values for node in nodes if isinstance(node, ast.JoinedStr)]
            unread = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
            unread |= {id(part) for parts in sentences for part in parts}
            words = [[node] for node in nodes if isinstance(node, ast.Constant) and id(node) not in unread]
            for parts in sentences + words:
                text = "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "\x00" for part in parts
                )
                if re.search(JAPANESE, text) and not re.search(r"\([?^]|\\|\.\{", text):
                    yield file, text


@pytest.mark.parametrize("texts", [read_in_templates, read_in_code])
def test_brackets_in_running_text_are_full_width(texts):
    wrong = [f"{file}: {text}" for file, text in texts() if HALF_WIDTH.search(WEEKDAY.sub("", text))]
    assert wrong == [], "say （）"
