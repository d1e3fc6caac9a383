"""Writing to the secretariat, and the secretariat's list of what was written."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common.forms import carried_out
from common.idempotency.actions import run_once
from common.pages import form_page
from common.pagination import paginate
from members.access.decorators import secretariat_only
from members.access.rate_limits import RateLimit, too_many_requests
from members.access.resume_after_login import resumes_after_login, typed_data
from members.sections.queries import secretariat_mailboxes
from portal.contact.actions import handle_message, receive_message
from portal.contact.forms import ContactForm, HandleForm
from portal.contact.models import ContactMessage

CONTACT_MAILS = RateLimit("contact_mails", by_network="20/h", by_key="5/h")
NUMBER = "contact_number"  # in the session: of the message that was sent last
PER_PAGE = 50


@login_not_required
def contact(request):
    if request.method == "POST" and not CONTACT_MAILS.allows(request, _typed_address(request)):
        return too_many_requests(request)
    form = ContactForm(request.POST or None, initial=_initial(request.user))
    open_now = bool(secretariat_mailboxes())
    if request.method == "POST" and open_now and form.is_valid():
        asked = dict(form.cleaned_data)
        token = asked.pop("idempotency_key")

        def make():
            by = request.user if request.user.is_authenticated else None
            request.session[NUMBER] = receive_message(by=by, **asked).number_shown
            return reverse("portal:contact-done")

        url, _first = run_once(token, make)
        return redirect(url)
    status = 422 if form.is_bound and open_now else 200
    return render(request, "portal/contact/contact.html", {"form": form, "open_now": open_now}, status=status)


@login_not_required
def contact_done(request):
    number = request.session.get(NUMBER, "")
    return render(request, "portal/contact/contact_done.html", {"number": number})


def _typed_address(request) -> str:
    return request.POST.get("email", "").strip().lower()


def _initial(user) -> dict[str, str]:
    if not user.is_authenticated:
        return {}
    return {"name": user.name, "email": user.email, "affiliation": str(user.section or "")}


@require_safe
@secretariat_only
def contact_list(request):
    """What waits, the oldest first; with ?state=done what is done."""
    done = request.GET.get("state") == ContactMessage.State.DONE
    rows = ContactMessage.objects.filter(state="done") if done else ContactMessage.objects.waiting()
    page = paginate(rows.order_by("-pk" if done else "pk"), request, PER_PAGE)
    tabs = [
        {"label": label, "url": here, "current": done == (state == "done"), "count": None}
        for label, here, state in (("未対応", "?", ""), ("対応済み", "?state=done", "done"))
    ]
    return render(request, "portal/contact/contact_list.html", {"page": page, "tabs": tabs})


@resumes_after_login
@require_http_methods(["GET", "POST"])
@secretariat_only
def contact_detail(request, pk):
    message = get_object_or_404(ContactMessage.objects.select_related("handled_by"), pk=pk)
    initial = {"seen": message.state, "state": message.state, "note": message.note}
    form = HandleForm(typed_data(request), initial=initial)
    facts = {"message": message, "by": request.user}
    valid = request.method == "POST" and form.is_valid()
    if valid and carried_out(form, handle_message, **facts, **form.cleaned_data):
        messages.success(request, "対応を記録しました。")
        return redirect("portal:contact-list")
    return form_page(request, "portal/contact/contact_detail.html", form, message=message)
