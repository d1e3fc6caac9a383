"""Bodies and changes for the tests of local governments; every one of them is made up."""

import datetime

from members.government_changes.actions import register_government_change
from members.government_changes.models import GovernmentChange
from members.local_governments.codes import check_digit
from members.local_governments.models import LocalGovernment

DAY = datetime.date(2027, 4, 1)
KANA = {"甲町": "こうちょう", "乙村": "おつむら", "丙市": "へいし", "丁市": "ていし"}


def code(five: str) -> str:
    return five + check_digit(five)


def body(name, five, kind="town", **more):
    return LocalGovernment.objects.create(
        code=code(five),
        prefecture="北海道",
        prefecture_kana="ほっかいどう",
        name=name,
        name_kana=KANA.get(name, "かな"),
        kind=kind,
        source="test",
        **more,
    )


def facts(kind, day=DAY, **more):
    """What the form gives for a change."""
    new = {} if kind == "merger_into" else {"code": code("01901"), "name": "丁市", "name_kana": "ていし"}
    if new:
        new["body_kind"] = "city"
    return {"kind": kind, "effective_on": day, "source": "test", **new, **more}


def change(kind, predecessors, by, day=DAY, **more) -> GovernmentChange:
    return register_government_change(facts=facts(kind, day, **more), predecessors=predecessors, by=by)


def rename(kou, by, day, name="新甲町") -> GovernmentChange:
    old = kou.local_government
    return change("rename", [old], by, day, code=old.code, name=name, name_kana="しん", body_kind="town")
