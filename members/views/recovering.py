"""The page for somebody who cannot log in any more; it never says whether an account exists."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members import limits
from members.forms import RecoveryForm
from office import jobs
from office.once import once


@login_not_required
@never_cache
def recovery_ask(request):
    form = RecoveryForm(request.POST or None)
    if request.method != "POST":
        return render(request, "members/recovery_ask.html", {"form": form})
    if not form.is_valid():
        return render(request, "members/recovery_ask.html", {"form": form}, status=400)
    asked = dict(form.cleaned_data)
    token = asked.pop("once")
    if not limits.may_try(request, "recovery", asked["email"]):
        return limits.too_many(request)

    def make():
        # in the worker: here it would take longer where there is such an account, and so tell
        jobs.defer("members.ask_recovery", **asked)
        return reverse("account_recovery_done")

    url, _first = once(token, make)
    return redirect(url)


@login_not_required
@require_safe
def recovery_done(request):
    return render(request, "members/recovery_done.html")


@login_not_required
@require_safe
def recovery_proven(request):
    return render(request, "members/recovery_proven.html")
