"""One word for one thing: templates, mails, labels and sentences do not use the others."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.portal.test_layout import PACKAGES

ROOT = Path(__file__).parents[2]
# what is not said, and what is said instead
FORBIDDEN = {
    "標題": "件名",
    r"締切|希望期限": "申込期限, 返信期限, 期限; of a state: 終了",
    "個人の見解|位置付け": "担当者の見解",
    "所属として(?:回答|訂正)": "「大阪府堺市として回答する」",
    "届ける": "提出する, 送る",
    "部署に回す": "区内の別の部署へ回付する",
    "ことば(?!づかい)": "キーワード",
    "探す言葉": "キーワード",
    "条件を増やす": "詳しい条件",
    "対応を待っていること": "対応が必要なこと",
    "贈り先": "支援先",
    r"出し手(?!の区分.: .giver)": "支援した団体",
    "未確認です": "記録を確認中です",
    "書き直す": "修正する",
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
