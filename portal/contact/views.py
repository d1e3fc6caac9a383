"""Writing to the secretariat."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse

from common.idempotency.actions import run_once
from members.access.rate_limits import RateLimit, too_many_requests
from members.sections.queries import secretariat_mailboxes
from portal.contact.emails import ContactReceived
from portal.contact.forms import ContactForm
from portal.contact.labels import Matter

CONTACT_MAILS = RateLimit("contact_mails", by_network="20/h", by_key="5/h")


@login_not_required
def contact(request):
    if request.method == "POST" and not CONTACT_MAILS.allows(request, request.POST.get("email", "")):
        return too_many_requests(request)
    form = ContactForm(request.POST or None, initial=_initial(request.user))
    open_now = bool(secretariat_mailboxes())
    if request.method == "POST" and open_now and form.is_valid():
        asked = dict(form.cleaned_data)
        token = asked.pop("idempotency_key")

        def make():
            asked["matter"] = Matter(asked["matter"]).label
            ContactReceived(None, secrets=asked, token=str(token)).write()
            return reverse("portal:contact-done")

        url, _first = run_once(token, make)
        return redirect(url)
    status = 422 if form.is_bound and open_now else 200
    return render(request, "portal/contact/contact.html", {"form": form, "open_now": open_now}, status=status)


@login_not_required
def contact_done(request):
    return render(request, "portal/contact/contact_done.html")


def _initial(user) -> dict[str, str]:
    if not user.is_authenticated:
        return {}
    return {"name": user.name, "email": user.email, "affiliation": str(user.section or "")}
