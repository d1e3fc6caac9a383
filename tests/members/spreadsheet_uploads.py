"""Tables to hand in, and what their comparison says."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile

ORGANIZATION = [
    "団体コード",
    "都道府県",
    "名称",
    "読み",
    "種別",
    "公式サイト",
    "紹介文",
    "会員登録日",
    "退会日",
]
SECTION = [
    "部署番号",
    "団体コード",
    "都道府県",
    "団体名",
    "担当部署",
    "共通アドレス",
    "電話番号",
    "郵便番号",
    "所在地",
]


def upload(header, *rows):
    written = io.StringIO()
    csv.writer(written).writerows([header, *rows])
    return SimpleUploadedFile("表.csv", written.getvalue().encode("utf-8-sig"))


def wrong(sheet_import):
    """{number of the line: its sentences}."""
    return {
        line["number"]: "\n".join(f"{title}: {sentence}" for title, sentence in line["wrong"])
        for line in sheet_import.report
        if line["wrong"]
    }


def changes(sheet_import, number=2):
    line = next(line for line in sheet_import.report if line["number"] == number)
    return {title: (before, after) for title, before, after in line["changes"]}
