"""The page behind the link of a confirmation round: a section sees its record and answers, without login.

Opening it changes nothing, because mail gateways open links first. Everything happens at one address, the
link's own or that of a number whose code was right in this browser: two links in two tabs never meet.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.audit_log.queries import entries_of
from common.idempotency.forms import IdempotentForm
from common.pages import outcome_shown
from common.refusals import ActionRefused, StaleVersion
from members.access.decorators import members_only, secretariat_only
from members.access.rate_limits import ANSWERS_BY_MAIL, too_many_requests
from members.confirmation_answers import actions, rules
from members.confirmation_answers.forms import (
    ContactsForm,
    MovingForm,
    ResendEntryForm,
    TelephoneAnswerForm,
    UnchangedForm,
)
from members.confirmations.actions import resend_entry
from members.confirmations.emails import CONFIRMATION_PURPOSE
from members.confirmations.models import ConfirmationEntry
from members.confirmations.queries import TONES, confirmation_status_of, running_entries_of
from members.mail_tokens.actions import require_usable_token
from members.mail_tokens.models import MailToken
from members.mail_tokens.views import refused_page
from members.sections.actions import mark_mailbox_bounced, unmark_mailbox_bounced
from members.users.models import User
from members.users.queries import organization_with_people

OPENED = "opened_confirmation_tokens"
MAX_OPENED = 20
State = ConfirmationEntry.State


def confirmation_token_passed(request, mail_token):
    """The code was right: this browser may open the page of that number until a new mail replaces it."""
    opened = {**request.session.get(OPENED, {}), mail_token.number: mail_token.token_hash}
    request.session[OPENED] = dict(list(opened.items())[-MAX_OPENED:])
    return redirect("members:confirmation-answer", mail_token.number)


@login_not_required
@never_cache
def confirmation_answer(request, number):
    known = request.session.get(OPENED, {}).get(number, "")
    mail_token = MailToken.objects.filter(
        number=number, token_hash=known, purpose=CONFIRMATION_PURPOSE
    ).first()
    if mail_token is None:
        return redirect("members:mail-token-enter")
    try:
        return confirmation_link_opened(request, mail_token)
    except ActionRefused as refusal:
        return refused_page(request, refusal)


def confirmation_link_opened(request, mail_token):
    """The record and the three ways to answer; raises Refused where the mail token cannot be used."""
    entry = mail_token.subject
    if entry.is_answered:
        return _answered(request, entry)
    require_usable_token(mail_token)
    if request.method != "POST":
        return _answer_page(request, entry, _forms(entry))
    if not ANSWERS_BY_MAIL.allows(request, mail_token.number):
        return too_many_requests(request)
    answer = request.POST.get("answer", "")
    forms = _forms(entry, answer, request.POST)
    if answer not in forms or not forms[answer].is_valid():
        return _answer_page(request, entry, forms, answer, status=400)
    try:
        ANSWERS[answer](entry, mail_token, forms[answer])
    except StaleVersion as stale:
        forms[answer].refuse_stale(stale.row)
        return _answer_page(request, entry, forms, answer, status=409)
    except ActionRefused as refusal:
        entry.refresh_from_db()
        if entry.is_answered:  # by a second press, or by a colleague meanwhile
            return _answered(request, entry)
        forms[answer].add_error(None, str(refusal))
        return _answer_page(request, entry, forms, answer, status=400)
    return redirect(request.path)


def _forms(entry, answer="", posted=None):
    """The form of each way to answer; only the one that was sent is bound."""
    section = entry.section

    def data(of):
        return posted if of == answer else None

    forms = {
        State.UNCHANGED: UnchangedForm(data(State.UNCHANGED)),
        State.CORRECTED: ContactsForm(data(State.CORRECTED), section=section),
    }
    if User.objects.active().filter(section=section).exists():
        forms[State.MOVING] = MovingForm(data(State.MOVING), section=section)
    return forms


def _answer_page(request, entry, forms, answer="", status=200):
    context = {
        "entry": entry,
        "section": entry.section,
        "organization": entry.section.organization,
        "people": User.objects.active().filter(section=entry.section).order_by("id"),
        "unchanged_form": forms[State.UNCHANGED],
        "corrected_form": forms[State.CORRECTED],
        "moving_form": forms.get(State.MOVING),
        "answer": answer,
    }
    return _hidden(
        render(request, "members/confirmation_answers/confirmation_answer.html", context, status=status)
    )


def _answered(request, entry):
    """What was answered and when; nothing of the record. The same press again is no second answer."""
    if request.method == "POST" and request.POST.get("answer") == entry.state:
        return redirect(request.path)
    status = 400 if request.method == "POST" else 200
    return _hidden(
        render(
            request,
            "members/confirmation_answers/confirmation_answered.html",
            {"entry": entry},
            status=status,
        )
    )


def _hidden(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer_unchanged(entry, mail_token, form):
    actions.answer_unchanged(entry=entry, mail_token=mail_token, name=form.cleaned_data["answered_name"])


def _answer_corrected(entry, mail_token, form):
    actions.answer_corrected(
        entry=entry,
        mail_token=mail_token,
        name=form.cleaned_data["answered_name"],
        contacts=form.typed,
        version=form.cleaned_data["version"],
        people_left=form.people_left,
        person_added=form.person_added,
    )


def _answer_moving(entry, mail_token, form):
    actions.answer_moving(
        entry=entry, mail_token=mail_token, name=form.cleaned_data["answered_name"], **form.own_fields()
    )


ANSWERS = {
    State.UNCHANGED: _answer_unchanged,
    State.CORRECTED: _answer_corrected,
    State.MOVING: _answer_moving,
}


def _entry(request, pk):
    entries = ConfirmationEntry.objects.visible_to(request.user).select_related(
        "round", "section__organization__local_government", "answered_by", "mail"
    )
    return get_object_or_404(entries, pk=pk)


@secretariat_only
@require_safe
def confirmation_entry_detail(request, pk):
    return _detail(request, _entry(request, pk))


def _detail(request, entry, *, resend=None, telephone=None, status=200):
    section = entry.section
    lines = [*entries_of(entry), *entries_of(section)[:30]]
    context = {
        "entry": entry,
        "section": section,
        "organization": section.organization,
        "people": User.objects.active().filter(section=section).order_by("id"),
        "tone": TONES[entry.outcome],
        "can_answer": not entry.blocked_reason,
        "resend_form": resend or ResendEntryForm(initial={"mailbox": section.mailbox}),
        "telephone_form": telephone or TelephoneAnswerForm(),
        "lines": sorted(lines, key=lambda line: -line.pk)[:30],
    }
    return render(
        request, "members/confirmation_answers/confirmation_entry_detail.html", context, status=status
    )


@secretariat_only
@require_POST
def confirmation_entry_resend(request, pk):
    entry = _entry(request, pk)
    form = ResendEntryForm(request.POST)
    if not form.is_valid():
        return _detail(request, entry, resend=form, status=400)
    mailbox = form.cleaned_data["mailbox"]
    return _done(
        request,
        entry,
        lambda: resend_entry(entry=entry, mailbox=mailbox, by=request.user),
        f"{mailbox}へ、新しいリンクと確認コードを送りました。前のメールのものは使えなくなりました。",
    )


@secretariat_only
@require_POST
def confirmation_entry_telephone(request, pk):
    """The section said on the telephone that everything is right."""
    entry = _entry(request, pk)
    form = TelephoneAnswerForm(request.POST)
    if not form.is_valid():
        return _detail(request, entry, telephone=form, status=400)
    name = form.cleaned_data["answered_name"]
    return _done(
        request,
        entry,
        lambda: actions.answer_unchanged(entry=entry, name=name, by=request.user),
        "電話での回答を「変更なし」と記録しました。",
    )


@secretariat_only
@require_POST
def confirmation_entry_bounced(request, pk):
    entry = _entry(request, pk)
    return _done(
        request,
        entry,
        lambda: mark_mailbox_bounced(section=entry.section, by=request.user),
        "不達と記録し、団体のほかの担当者へ知らせました。",
    )


@secretariat_only
@require_POST
def confirmation_entry_reached(request, pk):
    entry = _entry(request, pk)
    return _done(
        request,
        entry,
        lambda: unmark_mailbox_bounced(section=entry.section, by=request.user),
        "不達の記録を取り消しました。",
    )


def _done(request, entry, act, sentence):
    with outcome_shown(request, sentence):
        act()
    return redirect(entry)


@members_only
def organization_confirm(request):
    """登録内容の確認: everything on one page, one button when it is right."""
    organization = request.user.organization
    if organization is None or not rules.can_confirm_organization(request.user, organization):
        raise PermissionDenied("登録内容の確認は、その団体の担当者だけができます。")
    form = IdempotentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect(form.run_once(lambda: _confirm_organization(request, organization)))
    asked = running_entries_of(organization)
    may_answer = asked.waiting().answerable_by(request.user).exists()
    context = organization_with_people(organization) | {"asked": asked, "may_answer": may_answer}
    context |= {"form": form, "is_done": not confirmation_status_of(request.user)[0]}
    return render(request, "members/confirmation_answers/organization_confirm.html", context)


def _confirm_organization(request, organization) -> str:
    actions.confirm_organization(organization=organization, by=request.user)
    messages.success(request, "登録内容に変更がないことを記録しました。")
    waiting = [entry.section.name for entry in running_entries_of(organization) if not entry.is_answered]
    if waiting:
        messages.info(request, f"ほかの担当部署の回答を待っています: {'、'.join(waiting)}")
    return reverse("organization:profile")
