"""Taking a post over (引継ぎの申出) from the section's mailbox: no account, no predecessor needed."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.pages import form_page, staged_form
from common.refusals import ActionRefused
from members.access.rate_limits import RateLimit, too_many_requests
from members.directory.filters import DirectoryFilter
from members.handovers.actions import refuse_impossible
from members.handovers.models import Handover
from members.mail_tokens.actions import require_usable_token
from members.mail_tokens.forms import MailTokenForm
from members.mail_tokens.models import MailToken
from members.mail_tokens.views import refused_page
from members.organizations.mail_domains import masked_domain
from members.organizations.models import Organization
from members.sections.models import Section
from members.takeovers import actions
from members.takeovers.actions import TAKEOVER_PURPOSE
from members.takeovers.forms import TakeoverForm
from members.users.models import User

TAKEOVER_MAILS = RateLimit("takeover_mails", by_network="60/h", by_key="5/d")
TAKEOVER_FORMS = RateLimit("takeover_forms", by_network="300/h", by_key="60/h")
TAKING_OVER = "takeover"  # the mail token whose link or code was right in this browser
TAKEN_OVER = "taken_over"  # what this browser registered
STEPS = ["入力", "確認", "完了"]
MAX_CANDIDATES = 200


@login_not_required
@require_safe
def takeover_search(request):
    """Find the member, by prefecture or by name."""
    chosen = DirectoryFilter(request.GET)
    narrowed = bool(chosen.prefecture or chosen.q)
    found = chosen.organizations(request.user).select_related("local_government") if narrowed else ()
    context = {
        "filter": chosen,
        "narrowed": narrowed,
        "max_candidates": MAX_CANDIDATES,
        "organizations": found[: MAX_CANDIDATES + 1],
    }
    return render(request, "members/takeovers/takeover_search.html", context)


@login_not_required
@require_safe
def takeover_section(request, pk):
    """Whose mailbox gets the link; the address itself is never shown."""
    members = Organization.objects.members().select_related("local_government")
    organization = get_object_or_404(members, pk=pk)
    sections = [
        (section, masked_domain(section.mailbox)) for section in organization.sections.open().order_by("id")
    ]
    return render(
        request,
        "members/takeovers/takeover_section.html",
        {"organization": organization, "sections": sections},
    )


@login_not_required
@require_POST
def takeover_send(request, pk):
    """The answer is the same whether anybody there can be followed or not."""
    sections = Section.objects.open().filter(organization__in=Organization.objects.members())
    section = get_object_or_404(sections, pk=pk)
    if not TAKEOVER_MAILS.allows(request, str(section.pk)):
        return too_many_requests(request)
    actions.offer_takeover(section=section)
    return redirect("members:takeover-sent")


@login_not_required
@require_safe
def takeover_sent(request):
    return render(request, "members/takeovers/takeover_sent.html", {"form": MailTokenForm()})


def takeover_token_passed(request, mail_token):
    """What the pressed link or the typed code leads to; used up only by the hand-over itself."""
    request.session[TAKING_OVER] = mail_token.token_hash  # a renewed link is another key
    return redirect("members:takeover-form")


def takeover_link_opened(request, mail_token):
    """No button in between: the form behind the link has one of its own."""
    require_usable_token(mail_token)
    return takeover_token_passed(request, mail_token)


def _mail_token(request):
    """The mail token that was right in this browser, as long as it is worth anything."""
    mail_tokens = MailToken.objects.filter(
        token_hash=request.session.get(TAKING_OVER, ""), purpose=TAKEOVER_PURPOSE, used_at=None
    )
    mail_token = mail_tokens.first()
    return None if mail_token is None or mail_token.is_expired or mail_token.is_stopped else mail_token


@login_not_required
@never_cache
def takeover_form(request):
    """Who leaves and from which day; opened by a link or code that was right in this browser."""
    mail_token = _mail_token(request)
    if mail_token is None:
        # a second press of the last button arrives when the first has used the mail up
        return redirect(
            "members:takeover-done" if TAKEN_OVER in request.session else "members:mail-token-enter"
        )
    try:
        section = require_usable_token(mail_token).subject
    except ActionRefused as refusal:
        return refused_page(request, refusal)
    people = User.objects.with_transferable_post().filter(section=section)
    if request.method == "POST" and not TAKEOVER_FORMS.allows(request, str(mail_token.pk)):
        return too_many_requests(request)
    show = partial(form_page, request, steps=STEPS, section=section)
    return staged_form(
        request,
        TakeoverForm(request.POST or None, people=people),
        page=partial(show, "members/takeovers/takeover_form.html"),
        confirm=partial(_confirm, show),
        submit=partial(_submit, request, mail_token),
    )


def _confirm(show, form):
    fields = form.cleaned_data
    refuse_impossible(fields["leaving"], fields["successor_email"], fields["effective_on"])
    return show("members/takeovers/takeover_confirm.html", form)


def _submit(request, mail_token, form):
    fields = form.own_fields()

    def make():
        actions.take_over_by_mail(mail_token=mail_token, **fields)
        return reverse("members:takeover-done")

    url = form.run_once(make)
    made = Handover.objects.filter(leaving=fields["leaving"], origin=Handover.Origin.MAILBOX).order_by("-pk")
    request.session[TAKEN_OVER] = made.values_list("pk", flat=True)[0]
    request.session.pop(TAKING_OVER, None)
    return redirect(url)


@login_not_required
@never_cache
@require_safe
def takeover_done(request):
    """What this browser registered, as long as its session lasts."""
    handovers = Handover.objects.filter(pk=request.session.get(TAKEN_OVER), origin=Handover.Origin.MAILBOX)
    handover = handovers.select_related("leaving").first()
    if handover is None:
        return redirect("members:takeover-search")
    return render(request, "members/takeovers/takeover_done.html", {"steps": STEPS, "handover": handover})
