"""Registration, for people without an account: choose the body, fill in, confirm, done."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from members import actions, limits
from members.directory import options
from members.forms import ApplicationForm, BodyApplicationForm, ProofForm
from members.models import LocalGovernment
from members.prefectures import NAME_OF
from members.refusals import Refused
from members.targets import find_target
from office.once import once

STEPS = ["申請", "確認", "完了"]
MOST_CANDIDATES = 50


@login_not_required
@require_safe
def application_apply(request):
    """Choose a prefecture and a municipality, search by name or reading, or name a body without code."""
    code = request.GET.get("prefecture", "")
    prefecture = NAME_OF.get(code, "")
    q = request.GET.get("q", "")[:60].replace("\0", "").strip()
    governments = LocalGovernment.objects.current()
    context = {
        "steps": STEPS,
        "prefecture_options": options(tuple(NAME_OF.items()), code if prefecture else ""),
        "prefecture": prefecture,
        "governments": governments.filter(prefecture=prefecture) if prefecture else (),
        "q": q,
        "candidates": governments.search(q)[: MOST_CANDIDATES + 1] if q else (),
    }
    return render(request, "members/apply.html", context)


@login_not_required
def application_form(request):
    """The form of one body; its posted stages are confirm, edit (back) and submit."""
    try:
        target = find_target(request.GET)
    except Refused as refusal:
        return _refused(request, str(refusal))
    if target.is_member_unasked or target.is_open:
        status = 400 if request.method == "POST" else 200
        return render(request, "members/apply_refused.html", {"target": target}, status=status)
    form_class = BodyApplicationForm if target.names_itself else ApplicationForm
    if request.method != "POST":
        return _form_page(request, target, form_class())
    form = form_class(request.POST)
    if request.POST.get("stage") == "edit" and form.is_valid():
        return _form_page(request, target, form_class(initial=form.cleaned_data))
    if not form.is_valid():
        return _form_page(request, target, form, status=400)
    if request.POST.get("stage") == "submit":
        return _submit(request, target, form)
    context = {"steps": STEPS, "target": target, "form": form}
    return render(request, "members/apply_confirm.html", context)


def _refused(request, refusal):
    return render(
        request,
        "members/apply.html",
        {"steps": STEPS, "prefecture_options": options(tuple(NAME_OF.items()), ""), "refusal": refusal},
        status=400,
    )


def _form_page(request, target, form, status=200):
    return render(
        request, "members/apply_form.html", {"steps": STEPS, "target": target, "form": form}, status=status
    )


def _submit(request, target, form):
    if not limits.may_try(request, "apply", form.cleaned_data["email"]):
        return limits.too_many(request)
    fields = {**form.own_fields(), **target.own_fields()}

    def make():
        number = actions.submit_application(target=target, fields=fields)
        return reverse("members:application-done", args=[number])

    url, _ = once(form.cleaned_data["once"], make)
    return redirect(url)


@login_not_required
@require_safe
def application_done(request, number):
    """The number, and at once the fields for the code in the mail; says nothing about who applied."""
    form = ProofForm(initial={"number": f"{number[:4]}-{number[4:]}"})
    context = {"steps": STEPS, "number": f"{number[:4]}-{number[4:]}", "form": form}
    return render(request, "members/apply_done.html", context)
