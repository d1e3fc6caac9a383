"""One section in a confirmation round: what the secretariat sees and does about it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from members import actions
from members.decorators import secretariat_only
from members.forms import ResendEntryForm, TelephoneAnswerForm
from members.models import RoundEntry, User
from members.refusals import Refused
from members.round_results import TONE
from office import register, words


def _entry(request, pk):
    entries = RoundEntry.objects.visible_to(request.user).select_related(
        "round", "section__organization__local_government", "answered_by", "mail"
    )
    return get_object_or_404(entries, pk=pk)


@secretariat_only
@require_safe
def entry_detail(request, pk):
    return _detail(request, _entry(request, pk))


def _detail(request, entry, *, resend=None, telephone=None, status=200):
    section = entry.section
    lines = [*register.entries_of(entry), *register.entries_of(section)[:30]]
    context = {
        "entry": entry,
        "section": section,
        "organization": section.organization,
        "people": User.objects.active().filter(section=section).order_by("id"),
        "tone": TONE[entry.outcome],
        "can_answer": not entry.closed_words,
        "resend_form": resend or ResendEntryForm(initial={"mailbox": section.mailbox}),
        "telephone_form": telephone or TelephoneAnswerForm(),
        "lines": [(words.verb(line.verb), line) for line in sorted(lines, key=lambda line: -line.pk)[:30]],
    }
    return render(request, "members/entry_detail.html", context, status=status)


@secretariat_only
@require_POST
def entry_resend(request, pk):
    entry = _entry(request, pk)
    form = ResendEntryForm(request.POST)
    if not form.is_valid():
        return _detail(request, entry, resend=form, status=400)
    mailbox = form.cleaned_data["mailbox"]
    return _done(
        request,
        entry,
        lambda: actions.resend_entry(entry=entry, mailbox=mailbox, by=request.user),
        f"{mailbox}へ、新しいリンクと確認コードを送りました。前のメールのものは使えなくなりました。",
    )


@secretariat_only
@require_POST
def entry_telephone(request, pk):
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
def entry_bounced(request, pk):
    entry = _entry(request, pk)
    return _done(
        request,
        entry,
        lambda: actions.mark_bounced(section=entry.section, by=request.user),
        "不達と記録し、団体のほかの担当者へ知らせました。",
    )


@secretariat_only
@require_POST
def entry_reached(request, pk):
    entry = _entry(request, pk)
    return _done(
        request,
        entry,
        lambda: actions.unmark_bounced(section=entry.section, by=request.user),
        "不達の記録を取り消しました。",
    )


def _done(request, entry, act, sentence):
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect(entry)
