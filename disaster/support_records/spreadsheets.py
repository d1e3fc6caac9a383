"""Records of support as a table: one line each, numbers always beside what they count."""

from common.publication.models import date_as_known
from disaster.support_records.models import OtherSupport, RecoveryPayment, ReliefGoods, StaffDispatch

COLUMNS = {
    "災害": lambda support: support.disaster.name,
    "発生日": lambda support: date_as_known(support.disaster.began_on, support.disaster.date_precision),
    "支援の種類": lambda support: support._meta.verbose_name,
    "内訳": lambda support: _kind(support),
    "支援した団体": lambda support: support.sender,
    "支援した区の団体コード": lambda support: _code(support.sender_government),
    "支援先": lambda support: support.recipient,
    "支援先の団体コード": lambda support: _code(support.recipient_government),
    "金額（円）": lambda support: _number(support, RecoveryPayment, "amount_yen", unknown="未確認"),
    "人数": lambda support: _number(support, StaffDispatch, "people", unknown="不明"),
    "人数の数え方": lambda support: (
        support.get_people_basis_display() if isinstance(support, StaffDispatch) else ""
    ),
    "派遣の開始日": lambda support: _iso(getattr(support, "period_start", None)),
    "派遣の終了日": lambda support: _iso(getattr(support, "period_end", None)),
    "業務": lambda support: getattr(support, "job", ""),
    "派遣の制度": lambda support: getattr(support, "scheme", ""),
    "内容と量": lambda support: _amount(support),
    "予定": lambda support: "予定" if support.is_planned else "",
    "備考": lambda support: support.note,
    "時点": lambda support: _iso(support.as_of),
    "出典": lambda support: support.source,
}
HEADER = list(COLUMNS)
CODE_COLUMNS = (HEADER.index("支援した区の団体コード"), HEADER.index("支援先の団体コード"))


def rows(supports):
    """An empty cell is unknown or does not apply; money that is not confirmed says so."""
    for support in supports:
        yield [cell(support) for cell in COLUMNS.values()]


def _iso(date) -> str:
    return date.isoformat() if date else ""


def _code(government) -> str:
    return government.code if government else ""


def _kind(support) -> str:
    if isinstance(support, StaffDispatch):
        return support.get_length_display()
    return support.get_kind_display() if isinstance(support, RecoveryPayment | OtherSupport) else ""


def _number(support, model, name: str, *, unknown: str):
    if not isinstance(support, model):
        return ""
    return unknown if getattr(support, name) is None else getattr(support, name)


def _amount(support) -> str:
    if isinstance(support, ReliefGoods):
        return support.items
    return support.amount if isinstance(support, OtherSupport) else ""
