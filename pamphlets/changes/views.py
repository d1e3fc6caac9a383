"""After the wards were asked: change what may be changed, ask further wards; and the setting of approval."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from board.actions import pamphlet_change as actions
from board.actions.pamphlet_draft import save_asking_rule
from board.forms.pamphlet_change import AddWardsForm, ChangeForm
from board.forms.pamphlet_draft import AskingRuleForm
from board.models import AskingRule
from board.rules import pamphlet as rules
from board.rules.pamphlet_draft import can_edit_asking_rule
from board.views.pamphlet import visible_pamphlet
from board.views.pamphlet_draft import say_moved_due
from board.views.pamphlet_fit import fit_context
from members.decorators import keeps_form, members_only
from members.kept import pop_kept
from members.models import User
from members.refusals import Overtaken, Refused
from office import cabinet
from office.once import once, result_of


def _changeable(request, pk):
    pamphlet = visible_pamphlet(request, pk)
    if not rules.can_change_pamphlet(request.user, pamphlet):
        raise PermissionDenied("変更できるのは、回答を受け付けている間の、依頼元の担当者だけです。")
    return pamphlet


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_change(request, pk):
    pamphlet = _changeable(request, pk)
    posted = request.POST if request.method == "POST" else pop_kept(request)
    form = ChangeForm(posted, request.FILES or None, by=request.user, instance=pamphlet)
    context = {"form": form, "pamphlet": pamphlet}
    if request.method == "POST" and form.is_valid():
        try:
            changes = actions.change_pamphlet(
                pamphlet=pamphlet, by=request.user, version=form.cleaned_data["version"] or 0,
                values=form.values, files=form.stored_files, note=form.cleaned_data["note"],
            )  # fmt: skip
        except Overtaken as overtaken:
            form.overtaken_by(overtaken.row)
            context |= {"saved": overtaken.row, "saved_files": cabinet.files_of(overtaken.row)}
            return render(request, "board/pamphlet_change.html", context, status=409)
        except (Refused, ValidationError) as refusal:
            form.refuse(refusal if isinstance(refusal, ValidationError) else str(refusal))
        else:
            _say_changed(request, form, changes)
            return redirect(pamphlet)
    return render(
        request, "board/pamphlet_change.html", context, status=400 if request.method == "POST" else 200
    )


def _say_changed(request, form, changes) -> None:
    if not changes:
        messages.info(request, "変わった項目がないため、何も変更していません。")
        return
    say_moved_due(request, form)
    messages.success(request, f"変更しました({'、'.join(changes)})。辞退した区を除く区にメールで知らせます。")


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_add_wards(request, pk):
    if request.method == "POST" and (known := result_of(request.POST.get("once", ""))):
        return redirect(known)  # a double click: the wards are no choices any more
    pamphlet = _changeable(request, pk)
    form = AddWardsForm(request.POST if request.method == "POST" else pop_kept(request), pamphlet=pamphlet)
    if request.method == "POST" and form.is_valid():
        wards = list(form.cleaned_data["wards"])

        def add():
            return actions.add_wards(pamphlet=pamphlet, by=request.user, wards=wards).get_absolute_url()

        try:
            url, _ = once(form.cleaned_data["once"], add)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{len(wards)}区に追加で依頼しました。その区にメールで知らせます。")
            return redirect(url)
    wards = list(form.fields["wards"].queryset)
    context = {"form": form, "pamphlet": pamphlet, **fit_context(pamphlet, wards)}
    return render(
        request, "board/pamphlet_add_wards.html", context, status=400 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "POST"])
@members_only
def asking_rule_edit(request):
    if not can_edit_asking_rule(request.user):
        raise PermissionDenied("承認の設定を変えられるのは、依頼を出せる団体の代表だけです。")
    organization = request.user.organization
    if request.method == "POST":
        form = AskingRuleForm(request.POST)
        if form.is_valid():
            save_asking_rule(by=request.user, **form.cleaned_data)
            messages.success(request, "承認の設定を保存しました。")
            return redirect("board:pamphlet-list")
    rule = AskingRule.objects.filter(organization=organization).first()
    form = AskingRuleForm(initial={"needs_approval": bool(rule and rule.needs_approval)})
    representatives = User.objects.of(organization).representatives().values_list("name", flat=True)
    context = {"form": form, "rule": rule, "representatives": "、".join(representatives)}
    return render(request, "board/asking_rule.html", context)
