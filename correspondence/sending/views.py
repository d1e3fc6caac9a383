"""The buttons of the page on which a draft is confirmed, and the setting of approval.

A room describes its page once, as `ConfirmPage`, which gives the views of its buttons.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.attachments.queries import files_of
from common.pages import outcome_shown
from common.refusals import ActionRefused
from common.text import render_body
from correspondence.drafts.forms import VersionForm
from correspondence.requests.queries import warn_without_contact
from correspondence.sending import actions, rules
from correspondence.sending.forms import ApprovalForm, ApprovalRuleForm, ReturnForm
from correspondence.sending.models import rule_model
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login
from members.users.models import User
from members.users.queries import without_contact


@dataclass(frozen=True)
class ConfirmPage:
    """`own(request, pk)` finds what they may send, `show(request, item, **returned)` is the page,
    `problems(request, item)` says what is missing.
    """

    own: Callable
    show: Callable
    problems: Callable
    sent: str  # how many were asked, as a sentence

    def context(self, request, item, problems, addressees, returned: dict) -> dict:
        """The request as its addressees will read it, whom no mail reaches, and what may be pressed.

        Nothing goes on while something is missing, giving it back always.
        """
        user = request.user
        forms = {
            item.NAME: item,
            "item": item,
            "body": render_body(item.description),
            "files": files_of(item),
            "problems": problems,
            "addresses": {what: address(item, what) for what in ("propose", "approve", "return")},
            "may_approve": rules.can_approve(user, item),
            "may_take_back": rules.can_take_back(user, item),
            "unreachable": without_contact([one.pk for one in addressees]),
        }
        if forms["may_approve"]:
            forms["return_form"] = returned.get("return_form") or ReturnForm(_kept(request, item, "return"))
        elif not problems and rules.can_ask_approval(user, item):
            forms["approval_form"] = returned.get("approval_form") or ApprovalForm(
                _kept(request, item, "propose"), initial={"version": item.version}
            )
            forms["representatives"] = _representatives(item.organization)
        elif not problems:
            forms["may_submit"] = rules.can_send(user, item)
        return forms

    def views(self) -> tuple[Callable, ...]:
        """Of its buttons: send, approve, take back, propose, give back."""
        pressed = (self._submit, self._approve, self._take_back)
        filled = (self._propose, self._give_back)  # what was typed waits for the login
        return (
            *(require_POST(members_only(view)) for view in pressed),
            *(resumes_after_login(require_POST(members_only(view))) for view in filled),
        )

    def _submit(self, request, pk):
        item = self.own(request, pk)
        if item.is_draft and not rules.can_send(request.user, item):
            raise PermissionDenied(f"この{item.WORDS.noun}を出すには、代表担当者の承認が必要です。")
        return self._send(request, item, actions.submit)

    def _approve(self, request, pk):
        item = self.own(request, pk)
        if not request.user.is_representative:
            raise PermissionDenied("承認できるのは、団体の代表担当者です。")
        return self._send(request, item, actions.approve)

    def _send(self, request, item, action):
        """Send what the page showed; what is incomplete or was saved meanwhile is shown again instead."""
        form = VersionForm(request.POST)
        version = form.cleaned_data["version"] if form.is_valid() else 0
        if item.is_draft and self.problems(request, item):
            return redirect(address(item, "confirm"))
        try:
            sent = action(item=item, by=request.user, version=version)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
            return _back(item)
        if item.is_draft:  # it was one a moment ago
            messages.success(request, self.sent.format(count=f"{sent.answers.count():,}"))
            warn_without_contact(request, sent)
        return redirect(sent)

    def _propose(self, request, pk):
        """Put the draft before the representatives (承認を求める)."""
        item = self.own(request, pk)
        if not item.is_draft or item.state == item.State.REVIEW:
            return redirect(item)
        if not rules.can_ask_approval(request.user, item):
            raise PermissionDenied
        form = ApprovalForm(request.POST)
        if self.problems(request, item) or not form.is_valid():
            return self.show(request, item, approval_form=form)
        with outcome_shown(request, "承認を求めました。団体の代表担当者にメールで知らせます。"):
            actions.ask_approval(item=item, by=request.user, **form.cleaned_data)
        return _back(item)

    def _give_back(self, request, pk):
        item = self.own(request, pk)
        if not request.user.is_representative:
            raise PermissionDenied("差し戻せるのは、団体の代表担当者です。")
        form = ReturnForm(request.POST)
        if not form.is_valid():
            return self.show(request, item, return_form=form) if item.is_draft else redirect(item)
        with outcome_shown(request, "差し戻しました。承認を求めた担当者にメールで知らせます。"):
            actions.return_draft(item=item, by=request.user, reason=form.cleaned_data["reason"])
            return redirect(f"{item.ROOM}:{item.NAME}-drafts")
        return _back(item)

    def _take_back(self, request, pk):
        item = self.own(request, pk)
        with outcome_shown(request, "下書きに戻しました。続きを書けます。"):
            actions.take_back(item=item, by=request.user)
            return redirect(address(item, "edit"))
        return _back(item)


def already_sent(request, item):
    """To the page of what somebody has approved or sent since it was found in a list."""
    messages.info(request, f"この{item.WORDS.noun}の承認と送付は済んでいます。")
    return redirect(item)


def address(item, what: str) -> str:
    return reverse(f"{item.ROOM}:{item.NAME}-{what}", args=[item.pk])


def _kept(request, item, what: str):
    return pop_stored_form(request, address(item, what))


def _back(item):
    """To the draft as it is now, or to the list where it is gone."""
    if type(item).objects.filter(pk=item.pk).exists():
        return redirect(address(item, "confirm"))
    return redirect(f"{item.ROOM}:{item.NAME}-drafts")


def _representatives(organization) -> str:
    return "、".join(User.objects.of(organization).representatives().values_list("name", flat=True))


def approval_rule_view(model, subject: str = "sending") -> Callable:
    """The view of the setting of the user's organisation; only its representatives change it.

    Its template lies with that subject of the room.
    """

    @require_http_methods(["GET", "POST"])
    @members_only
    def approval_rule_edit(request):
        if not rules.can_edit_approval_rule(request.user, model):
            raise PermissionDenied(
                f"承認の設定を変えられるのは、{model.WORDS.noun}を出せる団体の代表担当者だけです。"
            )
        return _approval_rule_page(request, model, f"{model.ROOM}/{subject}/approval_rule_edit.html")

    return approval_rule_edit


def _approval_rule_page(request, model, template: str):
    noun, organization = model.WORDS.noun, request.user.organization
    if request.method == "POST":
        form = ApprovalRuleForm(request.POST, noun=noun)
        if form.is_valid():
            actions.save_approval_rule(model=model, by=request.user, **form.cleaned_data)
            messages.success(request, "承認の設定を保存しました。")
            return redirect(f"{model.ROOM}:{model.NAME}-list")
    rule = rule_model(model).objects.filter(organization=organization).first()
    form = ApprovalRuleForm(noun=noun, initial={"needs_approval": bool(rule and rule.needs_approval)})
    context = {"form": form, "rule": rule, "noun": noun, "representatives": _representatives(organization)}
    return render(request, template, context)
