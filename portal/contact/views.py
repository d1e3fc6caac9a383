"""Writing to the secretariat."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse

from members import limits
from office.once import once
from portal import actions
from portal.forms import ContactForm


@login_not_required
def contact(request):
    if request.method == "POST" and not limits.may_try(request, "contact", request.POST.get("email", "")):
        return limits.too_many(request)
    form = ContactForm(request.POST or None, initial=_known(request.user))
    open_now = bool(actions.desks())
    if request.method == "POST" and open_now and form.is_valid():
        asked = dict(form.cleaned_data)
        token = asked.pop("once")

        def make():
            actions.ask_secretariat(token=token, **asked)
            return reverse("portal:contact-done")

        url, _first = once(token, make)
        return redirect(url)
    status = 422 if form.is_bound and open_now else 200
    return render(request, "portal/contact.html", {"form": form, "open_now": open_now}, status=status)


@login_not_required
def contact_done(request):
    return render(request, "portal/contact_done.html")


def _known(user) -> dict[str, str]:
    if not user.is_authenticated:
        return {}
    return {"name": user.name, "email": user.email, "affiliation": str(user.section or "")}
