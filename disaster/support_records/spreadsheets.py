"""Records of support as a table: one line each, numbers always beside what they count."""

from common.publication.models import DatePrecision
from disaster.support_records.models import OtherSupport, RecoveryPayment, ReliefGoods, StaffDispatch

HEADER = [
    "災害",
    "発生日",
    "支援の種類",
    "内訳",
    "支援した団体",
    "支援した区の団体コード",
    "支援先",
    "支援先の団体コード",
    "金額（円）",
    "人数",
    "人数の数え方",
    "派遣の開始日",
    "派遣の終了日",
    "業務",
    "派遣の制度",
    "内容と量",
    "予定",
    "備考",
    "時点",
    "出典",
]
CODE_COLUMNS = (HEADER.index("支援した区の団体コード"), HEADER.index("支援先の団体コード"))
KNOWN_TO = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7}


def rows(supports):
    """An empty cell is unknown or does not apply; money that is not confirmed says so."""
    for support in supports:
        yield [
            support.disaster.name,
            _began(support.disaster),
            *_kind(support),
            support.sender,
            _code(support.sender_government),
            support.recipient,
            _code(support.recipient_government),
            *_numbers(support),
            *_work(support),
            _amount(support),
            "予定" if support.is_planned else "",
            support.note,
            _iso(support.as_of),
            support.source,
        ]


def _began(disaster) -> str:
    return _iso(disaster.began_on)[: KNOWN_TO.get(disaster.date_precision, 4)]


def _iso(date) -> str:
    return date.isoformat() if date else ""


def _code(government) -> str:
    return government.code if government else ""


def _kind(support) -> list[str]:
    if isinstance(support, StaffDispatch):
        return [support._meta.verbose_name, support.get_length_display()]
    if isinstance(support, RecoveryPayment | OtherSupport):
        return [support._meta.verbose_name, support.get_kind_display()]
    return [support._meta.verbose_name, ""]


def _numbers(support) -> list:
    if isinstance(support, RecoveryPayment):
        return ["未確認" if support.amount_yen is None else support.amount_yen, "", ""]
    if isinstance(support, StaffDispatch):
        people = "不明" if support.people is None else support.people
        return ["", people, support.get_people_basis_display()]
    return ["", "", ""]


def _work(support) -> list[str]:
    if not isinstance(support, StaffDispatch):
        return ["", "", "", ""]
    return [_iso(support.period_start), _iso(support.period_end), support.job, support.scheme]


def _amount(support) -> str:
    if isinstance(support, ReliefGoods):
        return support.items
    return support.amount if isinstance(support, OtherSupport) else ""
