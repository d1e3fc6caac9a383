"""What must be true before a change of local governments is registered, and again on its day."""

from common.refusals import ActionRefused
from members.government_changes.models import GovernmentChange
from members.local_governments.models import LocalGovernment
from members.local_governments.prefectures import NAME_OF
from members.organizations.models import Organization

Kind = GovernmentChange.Kind
# the kinds of bodies that a change may end
ENDING = {
    Kind.MERGER_NEW: ("city", "town", "village"),
    Kind.MERGER_INTO: ("city", "town", "village"),
    Kind.RENAME: ("city", "town", "village", "special_ward"),
    Kind.CITY_STATUS: ("town", "village"),
}
CHOOSE_SURVIVOR = (
    "合併する団体に会員が{count}団体あります（{names}）。"
    "登録を引き継ぐ会員を「引き継ぐ会員」に入力してください。"
)


def lock_governments(governments) -> list[LocalGovernment]:
    """The rows as they are now, locked in one order until the transaction ends."""
    pks = [government.pk for government in governments]
    return list(LocalGovernment.objects.select_for_update().filter(pk__in=pks).order_by("pk"))


def require_possible(change: GovernmentChange, predecessors, absorbing) -> None:
    """Refuse, with a sentence, a change that cannot be."""
    _require_number(change, predecessors)
    for government in predecessors:
        _require_ending(change, government)
    if absorbing:
        if absorbing in predecessors:
            raise ActionRefused(
                f"{absorbing.full_name}が、編入する団体と編入される団体の両方に入っています。"
            )
        if not absorbing.is_in_force:
            raise ActionRefused(f"{absorbing.full_name}はすでに廃止されています。")
        if absorbing.kind not in ENDING[Kind.MERGER_INTO]:
            raise ActionRefused("編入合併は、市町村のあいだで登録してください。")
    else:
        require_unused_code_and_name(change.code, NAME_OF[change.code[:2]], change.name, but=predecessors)


def _require_number(change, predecessors):
    if change.kind == Kind.MERGER_NEW and len(predecessors) < 2:
        raise ActionRefused("新設合併には、合併する団体を二つ以上入力してください。")
    if not predecessors:
        raise ActionRefused("変更する団体を入力してください。")
    if not change.is_merger and len(predecessors) > 1:
        raise ActionRefused("名称変更と市制施行は、一つの団体ずつ登録してください。")


def _require_ending(change, government):
    name = government.full_name
    if not government.is_in_force:
        raise ActionRefused(
            f"{name}はすでに廃止されています。「地方公共団体」の一覧で今の団体を確かめてください。"
        )
    if government.kind not in ENDING[change.kind]:
        kind = government.get_kind_display()
        raise ActionRefused(f"{name}（{kind}）は、{change.get_kind_display()}の対象になりません。")
    if government.established_on and government.established_on > change.effective_on:
        raise ActionRefused(f"施行日が、{name}の設置日より前になっています。施行日を確かめてください。")


def require_unused_code_and_name(code, prefecture, name, *, but) -> None:
    """Neither code nor name may belong to another body that exists."""
    others = LocalGovernment.objects.current().exclude(pk__in=[each.pk for each in but])
    if other := others.filter(code=code).first():
        raise ActionRefused(
            f"団体コード{code}は、{other.full_name}が使っています。正しいコードを確かめてください。"
        )
    if other := others.filter(prefecture=prefecture, name=name).first():
        raise ActionRefused(f"{other.full_name}という団体がすでにあります（団体コード{other.code}）。")


def require_unplanned(governments) -> None:
    """One planned change for a body at a time: the second would not know what the first left."""
    planned = GovernmentChange.objects.planned()
    for government in governments:
        own = planned.filter(successions__predecessor=government) | planned.filter(absorbing=government)
        if other := own.first():
            raise ActionRefused(
                f"{government.full_name}には、予定された変更があります（{other}）。"
                "先にその変更を実施するか、取りやめてください。"
            )


def surviving_organization(change, predecessors, absorbing) -> Organization | None:
    """The member that goes on in the body that follows; None where none of them is one."""
    rows = Organization.objects.select_for_update(of=("self",)).filter(merged_into=None).order_by("pk")
    if not change.is_merger:
        return rows.filter(local_government__in=predecessors).first()
    found = list(rows.members().filter(local_government__in=predecessors))
    own = rows.filter(local_government=absorbing).first() if absorbing else None
    if own and (found or own.is_member):
        return own
    if change.survivor_id:
        return _chosen(change, found)
    if len(found) > 1:
        names = "、".join(each.full_name for each in found)
        raise ActionRefused(CHOOSE_SURVIVOR.format(count=len(found), names=names))
    return found[0] if found else None


def _chosen(change, found) -> Organization:
    if change.survivor not in found:
        raise ActionRefused(f"{change.survivor.full_name}は、合併する団体の会員ではありません。")
    return next(each for each in found if each == change.survivor)
