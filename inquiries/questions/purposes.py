"""Questions to begin with, by what an inquiry is for (ひな形): a button of the editor adds them."""

from collections.abc import Iterable

from correspondence.questions.forms import NEW_ROW
from correspondence.questions.kinds import Kind

SURVEY, ATTENDANCE, OPINION = "purpose-survey", "purpose-attendance", "purpose-opinion"
PURPOSES = [(SURVEY, "取組の調査"), (ATTENDANCE, "会議・催しの出欠"), (OPINION, "案への意見照会")]


def _asked(kind: Kind, label: str, options: Iterable[str] = (), **more) -> dict:
    return NEW_ROW | {"kind": kind, "label": label, "options": "\n".join(options)} | more


def _perhaps(kind: Kind, label: str, hint="", **more) -> dict:
    return _asked(kind, label, help_text=hint, required=False, **more)


QUESTIONS = {
    SURVEY: [
        _asked(Kind.YES_NO, "取組を行っていますか。"),
        _perhaps(Kind.TEXT, "取組の内容", "始めた時期、対象、方法が分かるように書いてください。"),
        _perhaps(Kind.NUMBER, "参加した人数", "直近の1年度分。延べ人数です。", unit="人"),
        _perhaps(Kind.MONEY, "直近の年度の経費"),
        _asked(Kind.CHOICE, "来年度の予定", ["続ける", "見直して続ける", "やめる", "未定"]),
        _perhaps(Kind.FILE, "要綱などの資料"),
    ],
    ATTENDANCE: [
        _asked(Kind.CHOICE, "出欠", ["会場で出席する", "オンラインで出席する", "欠席する"]),
        _perhaps(Kind.NUMBER, "出席する人数", unit="人"),
        _perhaps(Kind.TEXT, "出席する人の所属・職・氏名", "1行に1人ずつ書いてください。"),
        _perhaps(Kind.TEXT, "配慮が必要なこと", "手話、車いす、資料の形式など。"),
    ],
    OPINION: [
        _asked(Kind.CHOICE, "案への意見", ["意見はない", "修正を求める", "反対する"]),
        _perhaps(Kind.TEXT, "修正を求める箇所と、その理由", "ページや項目の番号も書いてください。"),
        _perhaps(Kind.FILE, "意見を書いた資料"),
    ],
}
