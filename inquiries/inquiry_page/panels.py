"""What the asking organisation finds on the pages of inquiries: writing, and what may be done with one."""

import uuid

from django.urls import reverse

from correspondence.closing.forms import CloseForm, WithdrawForm
from correspondence.requests.queries import number_of_drafts
from correspondence.requests.rules import can_change, can_close, can_withdraw, owns
from correspondence.sending.rules import can_edit_approval_rule
from inquiries.changes.forms import DueForm
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
    """Context of `_asking_panel.html`; `page` is the context so far, `returned` forms with errors."""
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
    context["manages"] = bool({"withdraw_form", "copy_token"} & set(context))
    return context
