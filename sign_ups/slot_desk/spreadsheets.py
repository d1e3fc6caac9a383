"""The list as a table; one line a person."""

from collections.abc import Iterable, Iterator

from sign_ups.sign_ups.models import SignUp

HEADER = [
    "申込番号",
    "状態",
    "参加者",
    "申込者",
    "メールアドレス",
    "電話番号",
    "団体",
    "担当部署",
    "1件の人数",
    "席が足りないとき",
    "主催者への連絡",
    "申込日時",
]


def rows(sign_ups: Iterable[SignUp]) -> Iterator[list]:
    for one in sign_ups:
        section = one.section
        for name in one.names:
            yield [
                one.code_shown,
                one.get_state_display(),
                name,
                one.name,
                one.email,
                one.telephone,
                section.organization.full_name if section else "",
                section.name if section else "",
                one.size,
                one.get_group_rule_display(),
                one.remark,
                one.made_at,
            ]
