"""What the asking organisation finds on the pages of inquiries: writing, and what may be done with one."""

import uuid

from django.urls import reverse

from common.work_items import Standing, due_with_days
from correspondence.closing.forms import CloseForm, WithdrawForm
from correspondence.requests.queries import number_of_drafts
from correspondence.requests.rules import can_change, can_close, can_withdraw, owns
from correspondence.sending.rules import can_edit_approval_rule
from inquiries.changes.forms import DueForm
from inquiries.inquiries.key_points import points_for, points_of
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.rules import can_copy_inquiry, can_make_template
from members.access.resume_after_login import pop_stored_form


def of_list(request) -> dict:
    """What the list offers to those who ask."""
    context = {
        "may_create": Inquiry.may_ask(request.user),
        "may_set_approval": can_edit_approval_rule(request.user, Inquiry),
        "may_see_templates": request.user.is_special_ward or request.user.is_secretariat,
    }
    if context["may_create"]:
        context["drafts"] = number_of_drafts(request.user, Inquiry)
    return context


def draft_url(inquiry) -> str:
    """Where the links to an inquiry lead while it is a draft or a template."""
    return reverse("inquiries:inquiry-confirm", args=[inquiry.pk])


def of_page(request, page: dict, returned: dict) -> dict:
    """Context of `_acts.html` and of changing it; `page` is that so far, `returned` forms with errors."""
    user, inquiry = request.user, page["inquiry"]
    context = {
        name: returned[name] for name in ("due_form", "close_form", "withdraw_form") if name in returned
    }
    if not owns(user, inquiry):
        return context
    context["may_change"] = can_change(user, inquiry)
    if context["may_change"]:
        kept = pop_stored_form(request, reverse("inquiries:inquiry-due", args=[inquiry.pk]))
        context.setdefault("due_form", DueForm(kept, inquiry=inquiry))
    if can_close(user, inquiry):
        context.setdefault("close_form", CloseForm(item=inquiry))
        context["silent"] = inquiry.answers.awaited().count()
    if can_withdraw(user, inquiry):
        kept = pop_stored_form(request, reverse("inquiries:inquiry-withdraw", args=[inquiry.pk]))
        context.setdefault("withdraw_form", WithdrawForm(kept))
    if can_copy_inquiry(user, inquiry):
        context["copy_token"] = uuid.uuid4()
        if can_make_template(user):
            context["template_token"] = uuid.uuid4()
    return context


def how_it_stands(page: dict) -> dict:
    """One line and the five of 要点; `page` is the context of all parts."""
    inquiry, own, number = page["inquiry"], page.get("own"), len(page["questions"])
    if own is not None:
        return {"standing": Standing(_own_words(inquiry, own)), "points": points_for(inquiry, number, own)}
    progress = page["progress"]
    parts = [(progress.answered, "回答済"), (progress.none, "該当なし")]
    waits = f"まだ回答していない{progress.awaited:,}団体（回答）"
    points = points_of(
        inquiry,
        asked=f"{progress.asked:,}団体（{inquiry.reach_words}）に{number}問への回答",
        decided="、".join(f"{word} {number:,}団体" for number, word in parts if number),
        turn=waits if progress.awaited else f"{inquiry.organization.full_name}（受付の終了）",
    )
    standing = Standing(_words_of_all(inquiry, progress), progress.given, progress.asked)
    return {"standing": standing, "points": points}


def _words_of_all(inquiry, progress) -> str:
    given = f"{progress.given:,}/{progress.asked:,}団体が回答"
    if not inquiry.is_open:
        return f"{given}、受付は終わっています"
    if inquiry.is_overdue and progress.awaited:
        return f"{given}、{progress.awaited:,}団体が期限超過"
    return f"{given}、回答期限は{due_with_days(inquiry.answer_due)}"


def _own_words(inquiry, own) -> str:
    name = own.organization.full_name
    if not own.is_owed:
        return f"{name}は「{own.get_state_display()}」と回答しました"
    if not inquiry.is_open:
        return f"{name}は回答していません。受付は終わっています。"
    return f"{name}の回答を待っています。回答期限は{due_with_days(inquiry.answer_due)}"
