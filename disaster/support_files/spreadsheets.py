"""Records of support and statements as a table: one line each, numbers always beside what they count."""

from common.publication.models import date_as_known
from common.spreadsheets.writing import Sheet, workbook_response
from disaster.figures.definitions import standing_figures
from disaster.figures.scopes import ALL
from disaster.figures.values import compute

NAME = "災害支援の記録"
COLUMNS = {
    "区分": lambda told: told.record._meta.verbose_name,
    "番号": lambda told: str(told.record),
    "版": lambda told: told.number,
    "災害": lambda told: told.record.disaster.name if told.record.disaster else "",
    "発生日": lambda told: _began_on(told.record.disaster),
    "支援の種類": lambda told: told.get_kind_display(),
    "派遣の長さ": lambda told: told.get_length_display(),
    "支援した団体の区分": lambda told: told.get_giver_display(),
    "支援した団体": lambda told: told.sender,
    "支援した区の団体コード": lambda told: _code(told.sender_government),
    "支援先": lambda told: told.recipient,
    "支援先の団体コード": lambda told: _code(told.recipient_government),
    "金額（円）": lambda told: _number(told.amount_yen, told.is_money, unknown="未確認"),
    "人数": lambda told: _number(told.people, told.kind == "staff", unknown="不明"),
    "人数の数え方": lambda told: told.get_basis_display(),
    "状態": lambda told: told.get_state_display(),
    "対象の期間": lambda told: told.get_window_display(),
    "年度": lambda told: told.fiscal_year or "",
    "開始日": lambda told: _iso(told.period_start),
    "終了日": lambda told: _iso(told.period_end),
    "業務": lambda told: told.job,
    "派遣の制度": lambda told: told.scheme,
    "品目": lambda told: told.item,
    "数量": lambda told: "" if told.quantity is None else told.quantity,
    "単位": lambda told: told.unit,
    "内容と量": lambda told: told.content,
    "推論の根拠": lambda told: told.derived,
    "収録の範囲": lambda told: told.coverage,
    "出典の一部だけの記録": lambda told: "はい" if told.is_partial else "",
    "内訳として含む公表値": lambda told: _whole(told),
    "公表日": lambda told: _iso(getattr(told, "published_on", None)),
    "出典の中の場所": lambda told: getattr(told, "place_in_source", ""),
    "備考": lambda told: told.note,
    "時点": lambda told: _iso(told.as_of),
    "出典": lambda told: told.source,
}
HEADER = list(COLUMNS)
CODE_COLUMNS = (HEADER.index("支援した区の団体コード"), HEADER.index("支援先の団体コード"))


RULES = ["数", "単位", "計算のしかた", "版", "この時点の値", "計算した個票", "未確認の個票"]


def workbook(records, statements, moments):
    """Records, statements and the rules of the numbers, each on a sheet of its own."""
    return workbook_response(
        NAME,
        [
            Sheet("個票", HEADER, rows(records), CODE_COLUMNS),
            Sheet("公表値", HEADER, rows(statements), CODE_COLUMNS),
            Sheet("数の定義", RULES, _rules(moments)),
        ],
    )


def _rules(moments):
    """Over all disasters that the public sees; of goods a line for each item."""
    for each in compute(standing_figures(), ALL, moments):
        value = "未確認" if each.value is None else each.value
        figure = each.figure
        yield [each.label, each.unit, figure.rule, figure.version, value, each.known, each.unknown]


def rows(versions):
    """An empty cell is unknown or does not apply; money that is not confirmed says so."""
    for version in versions:
        yield [cell(version) for cell in COLUMNS.values()]


def _whole(told) -> str:
    """The number of the statement that it is a part of."""
    pk = getattr(told, "part_of_id", None)
    return str(type(told.record)(pk=pk)) if pk else ""


def _iso(date) -> str:
    return date.isoformat() if date else ""


def _code(government) -> str:
    return government.code if government else ""


def _began_on(disaster) -> str:
    return date_as_known(disaster.began_on, disaster.date_precision) if disaster else ""


def _number(number, applies: bool, *, unknown: str):
    if number is None:
        return unknown if applies else ""
    return number
