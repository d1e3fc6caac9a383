"""Pages of what the wards take (区の受入条件): the table of all, one ward's, and its own officers' forms."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import japanese_calendar
from common.audit_log.actions import record
from common.forms import carried_out
from common.idempotency.actions import run_once
from common.japanese_calendar import wareki
from common.pages import form_page
from common.spreadsheets.writing import xlsx_response
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited
from members.access.resume_after_login import resumes_after_login, typed_data
from members.organizations.models import Organization
from pamphlets.ward_rules import actions
from pamphlets.ward_rules.forms import WardClosureForm, WardPlaceForm, WardRuleForm
from pamphlets.ward_rules.models import WardClosure, WardPlace, WardRule
from pamphlets.ward_rules.rules import can_edit_ward_rule

HEADER = ["団体コード", "区", "上限(部)", "配布場所の数", "置ける部数の合計", "受け取れないもの", "届け先"]
HEADER += ["届け先の住所", "受取りの時間", "受取りのできない期間", "そのほかの条件", "更新日"]


def _wards():
    """The 23 with how many places are open."""
    places = WardPlace.objects.open().filter(ward=OuterRef("pk")).order_by().values("ward")
    number = Subquery(places.annotate(number=Count("pk")).values("number"))
    wards = Organization.objects.special_wards().select_related("local_government")
    return wards.annotate(place_count=Coalesce(number, 0))


def _rules(**wards) -> dict[int, WardRule]:
    """{ward's key: what it asks}; a ward that said nothing has none."""
    return {rule.ward_id: rule for rule in WardRule.objects.filter(**wards)}


def _closures(**wards) -> dict[int, list[WardClosure]]:
    """{ward's key: the closed days that are not over}."""
    found: dict[int, list[WardClosure]] = {}
    for closure in WardClosure.objects.filter(ends_on__gte=japanese_calendar.today(), **wards):
        found.setdefault(closure.ward_id, []).append(closure)
    return found


@require_safe
@members_only
def ward_rule_list(request):
    """What each of the 23 wards takes; what a ward has not said stays unsaid."""
    rules, closures = _rules(), _closures()
    rows = [(ward, rules.get(ward.pk), closures.get(ward.pk, [])) for ward in _wards()]
    return render(request, "pamphlets/ward_rules/ward_rule_list.html", {"rows": rows})


@require_safe
@members_only
@rate_limited(EXPORTS)
def ward_rule_xlsx(request):
    rules, closures = _rules(), _closures()
    sums: Counter[int] = Counter()
    for ward_id, capacity in WardPlace.objects.open().values_list("ward_id", "capacity"):
        sums[ward_id] += capacity or 0
    record(by=request.user, verb="pamphlets.ward_rules_exported", obj=None)
    rows = (
        _sheet_row(ward, rules.get(ward.pk, WardRule()), closures.get(ward.pk, []), sums[ward.pk])
        for ward in _wards()
    )
    return xlsx_response("区の受入条件", HEADER, rows, text_columns=(0,))


def _sheet_row(ward, rule, closures, capacity):
    return [
        ward.local_government.code if ward.local_government_id else "",
        ward.name,
        rule.limit,
        ward.place_count,
        capacity or None,
        rule.cannot_take,
        rule.delivery_to,
        rule.delivery_address,
        rule.delivery_hours,
        "、".join(f"{wareki(c.starts_on)}から{wareki(c.ends_on)}まで" for c in closures),
        rule.note,
        wareki(rule.updated_at) if rule.pk else "",
    ]


@require_safe
@members_only
def ward_rule_detail(request, pk):
    ward = get_object_or_404(_wards(), pk=pk)
    context = {
        "ward": ward,
        "rule": _rules(ward=ward).get(ward.pk),
        "places": WardPlace.objects.open().filter(ward=ward),
        "closures": _closures(ward=ward).get(ward.pk, []),
        "may_edit": can_edit_ward_rule(request.user, ward),
    }
    return render(request, "pamphlets/ward_rules/ward_rule_detail.html", context)


def _own_ward(request) -> Organization:
    """The ward of the person who edits; nobody edits another one's."""
    ward = request.user.organization
    if ward is None or not can_edit_ward_rule(request.user, ward):
        raise PermissionDenied("受入条件を登録できるのは、その区の担当者だけです。")
    return ward


def _page(request, form, title, ward, **more):
    template = "pamphlets/ward_rules/ward_rule_form.html"
    return form_page(request, template, form, title=title, ward=ward, **more)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def ward_rule_edit(request):
    ward = _own_ward(request)
    rule = WardRule.objects.filter(ward=ward).first() or WardRule(ward=ward)
    form = WardRuleForm(typed_data(request), rule=rule)
    if request.method == "POST" and form.is_valid():
        facts = {"values": form.typed, "version": form.cleaned_data["version"]}
        if carried_out(form, actions.save_ward_rule, ward=ward, by=request.user, **facts):
            messages.success(request, "受入条件を保存しました。依頼する団体が、依頼の前に読めます。")
            return redirect(_address(ward))
    return _page(request, form, "受入条件を登録する", ward)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def ward_place_add(request):
    return _place_page(request, _own_ward(request), None)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def ward_place_edit(request, pk):
    place = _own_place(request, pk)
    return _place_page(request, place.ward, place)


def _own_place(request, pk) -> WardPlace:
    places = WardPlace.objects.open().select_related("ward")
    return get_object_or_404(places, pk=pk, ward=_own_ward(request))


def _place_page(request, ward, place):
    """A new place, or one that is changed."""
    form = WardPlaceForm(typed_data(request), place=place)
    if request.method == "POST" and form.is_valid():
        facts = {"ward": ward, "by": request.user, "values": form.typed, "place": place}
        facts["version"] = form.cleaned_data["version"] if place else ""
        if _done_once(form, actions.save_ward_place, **facts):
            name = form.cleaned_data["name"]
            said = "配布場所を保存しました。" if place else f"配布場所「{name}」を登録しました。"
            messages.success(request, said)
            return redirect(_address(ward))
    return _page(request, form, "配布場所を変更する" if place else "配布場所を登録する", ward, place=place)


def _address(ward) -> str:
    return reverse("pamphlets:ward-rule-detail", args=[ward.pk])


def _done_once(form, action, *, ward, **facts) -> bool:
    def make():
        action(ward=ward, **facts)
        return _address(ward)

    return carried_out(form, run_once, token=form.cleaned_data["idempotency_key"], make=make)


@require_POST
@members_only
def ward_place_close(request, pk):
    place = _own_place(request, pk)
    actions.close_ward_place(place=place, by=request.user)
    messages.success(request, f"配布場所「{place.name}」を廃止しました。これまでの配布の記録は残ります。")
    return redirect(_address(place.ward))


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def ward_closure_add(request):
    ward = _own_ward(request)
    form = WardClosureForm(typed_data(request))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on", "reason")}
        if _done_once(form, actions.add_ward_closure, ward=ward, by=request.user, values=values):
            messages.success(request, "受取りのできない期間を登録しました。")
            return redirect(_address(ward))
    return _page(request, form, "受取りのできない期間を登録する", ward)


@require_POST
@members_only
def ward_closure_remove(request, pk):
    ward = _own_ward(request)
    closure = get_object_or_404(WardClosure.objects.select_related("ward"), pk=pk, ward=ward)
    actions.remove_ward_closure(closure=closure, by=request.user)
    messages.success(request, "期間を削除しました。")
    return redirect(_address(ward))
