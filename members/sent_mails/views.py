"""Mails that the site sends (送信したメール): what waits, arrived, failed or was needless, and why."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from common.audit_log.queries import entries_of
from common.labels import purpose_label
from common.outbox.actions import resend_failed_mails
from common.outbox.models import OutgoingMail
from common.pagination import paginate, state_tabs
from members.access.decorators import secretariat_only
from members.sent_mails.filters import STATES, SentMailFilter
from members.sent_mails.queries import mails_for, veiled_body, veiled_subject

PER_PAGE = 50


@secretariat_only
@require_safe
def mail_list(request):
    chosen = SentMailFilter(request.GET)
    rows = chosen.apply(mails_for(request.user)).defer("body", "facts", "headers").order_by("-pk")
    page = paginate(rows, request, per_page=PER_PAGE)
    context = {
        "filter": chosen,
        "tabs": state_tabs(STATES, chosen.state, query=request.GET.dict() | {"page": ""}),
        "page": page,
        "lines": [(mail, veiled_subject(mail), purpose_label(mail.purpose)) for mail in page.rows],
    }
    return render(request, "members/sent_mails/mail_list.html", context)


@secretariat_only
@require_safe
def mail_detail(request, pk):
    mail = get_object_or_404(mails_for(request.user), pk=pk)
    context = {
        "mail": mail,
        "subject": veiled_subject(mail),
        "body": veiled_body(mail),
        "purpose": purpose_label(mail.purpose),
        "entries": entries_of(mail)[:20],
    }
    return render(request, "members/sent_mails/mail_detail.html", context)


@secretariat_only
@require_POST
def mail_resend(request):
    """Those that are ticked; only what failed is sent again."""
    chosen = [int(pk) for pk in request.POST.getlist("mail")[:PER_PAGE] if pk.isdecimal() and len(pk) < 19]
    count = resend_failed_mails(OutgoingMail.objects.filter(pk__in=chosen), by=request.user)
    left = len(chosen) - count
    note = f"{left}件は「送信できず」ではないか、宛先が正しくないため送りません。" if left else ""
    tell = messages.success if count else messages.warning
    tell(request, f"{count}件のメールをもう一度送ります。{note}" if chosen else "メールを選んでください。")
    back = request.POST.get("next", "")
    known = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if known else "members:mail-list")
