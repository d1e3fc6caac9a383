"""What the asking organisation finds on the pages of inquiries: writing, and what may be done with one."""

import uuid

from django.urls import reverse

from inquiries.forms.open import CloseForm, DueForm, WithdrawForm
from inquiries.models import Inquiry
from inquiries.rules import asking as rules
from members.kept import pop_kept


def of_list(request) -> dict:
    """What the list offers to those who ask."""
    context = {
        "may_create": rules.can_create_inquiry(request.user),
        "may_see_templates": request.user.is_special_ward or request.user.is_secretariat,
    }
    if context["may_create"]:
        context["drafts"] = Inquiry.objects.drafts_of(request.user).count()
    return context


def draft_url(inquiry) -> str:
    """Where the links to an inquiry lead while it is a draft or a template."""
    return reverse("inquiries:inquiry-confirm", args=[inquiry.pk])


def of_page(request, page: dict, returned: dict) -> dict:
    """Context of `inquiries/_asking.html`; `page` is the context so far, `returned` forms with errors."""
    user, inquiry = request.user, page["inquiry"]
    context = {
        name: returned[name] for name in ("due_form", "close_form", "withdraw_form") if name in returned
    }
    if not rules.owns_inquiry(user, inquiry):
        return context
    context["may_change"] = rules.can_change_inquiry(user, inquiry)
    if context["may_change"]:
        kept = pop_kept(request, reverse("inquiries:inquiry-due", args=[inquiry.pk]))
        context.setdefault("due_form", DueForm(kept, inquiry=inquiry))
    if rules.can_close_inquiry(user, inquiry):
        context.setdefault("close_form", CloseForm())
        context["silent"] = inquiry.answers.owed().count()
    if rules.can_withdraw_inquiry(user, inquiry):
        kept = pop_kept(request, reverse("inquiries:inquiry-withdraw", args=[inquiry.pk]))
        context.setdefault("withdraw_form", WithdrawForm(kept))
    if rules.can_copy_inquiry(user, inquiry):
        context["copy_token"] = uuid.uuid4()
        if rules.can_make_template(user):
            context["template_token"] = uuid.uuid4()
    context["manages"] = bool({"withdraw_form", "copy_token"} & set(context))
    return context
