"""Registration, for people without an account: choose the body, fill in, confirm, done."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.formats import select_options
from common.pages import form_page, staged_form
from common.refusals import ActionRefused
from members.access.rate_limits import RateLimit, too_many_requests
from members.applications import actions
from members.applications.forms import ApplicationForm, ApplicationWithoutCodeForm
from members.applications.targets import find_target
from members.local_governments.models import LocalGovernment
from members.local_governments.panels import words_of
from members.local_governments.prefectures import NAME_OF
from members.mail_tokens.forms import MailTokenForm

APPLICATIONS = RateLimit("applications", by_network="60/h", by_key="10/h")
STEPS = ["申請", "確認", "完了"]
MAX_CANDIDATES = 50


@login_not_required
@require_safe
def application_apply(request):
    """Choose a prefecture and a municipality, search by name or reading, or name a body without code."""
    code = request.GET.get("prefecture", "")
    prefecture = NAME_OF.get(code, "")
    q = words_of(request.GET)
    governments = LocalGovernment.objects.current()
    context = {
        "steps": STEPS,
        "prefecture_options": select_options(tuple(NAME_OF.items()), code if prefecture else ""),
        "prefecture": prefecture,
        "governments": governments.filter(prefecture=prefecture) if prefecture else (),
        "q": q,
        "candidates": governments.search(q)[: MAX_CANDIDATES + 1] if q else (),
    }
    return render(request, "members/applications/application_apply.html", context)


@login_not_required
def application_form(request):
    """The form of one body; its posted stages are confirm, edit (back) and submit."""
    try:
        target = find_target(request.GET)
    except ActionRefused as refusal:
        return _refused(request, str(refusal))
    if target.is_member_unasked or target.is_open:
        status = 400 if request.method == "POST" else 200
        return render(
            request, "members/applications/application_refused.html", {"target": target}, status=status
        )
    form_class = ApplicationWithoutCodeForm if target.is_without_code else ApplicationForm
    show = partial(form_page, request, steps=STEPS, target=target)
    return staged_form(
        request,
        form_class(request.POST or None),
        page=partial(show, "members/applications/application_form.html"),
        confirm=partial(show, "members/applications/application_confirm.html"),
        submit=partial(_submit, request, target),
    )


def _refused(request, refusal):
    return render(
        request,
        "members/applications/application_apply.html",
        {
            "steps": STEPS,
            "prefecture_options": select_options(tuple(NAME_OF.items()), ""),
            "refusal": refusal,
        },
        status=400,
    )


def _submit(request, target, form):
    if not APPLICATIONS.allows(request, form.cleaned_data["email"]):
        return too_many_requests(request)
    fields = {**form.own_fields(), **target.own_fields()}

    def make():
        number = actions.submit_application(target=target, fields=fields)
        return reverse("members:application-done", args=[number])

    return redirect(form.run_once(make))


@login_not_required
@require_safe
def application_done(request, number):
    """The number, and at once the fields for the code in the mail; says nothing about who applied."""
    return await_code(request, number, steps=STEPS)


def await_code(request, number, **context):
    """Where the code can be typed that was mailed under this number."""
    shown = f"{number[:4]}-{number[4:]}"
    form = MailTokenForm(initial={"number": shown})
    return form_page(request, "members/applications/application_done.html", form, number=shown, **context)


def application_token_passed(request, mail_token):
    actions.verify_application(mail_token=mail_token)
    return redirect("members:application-verified")


@login_not_required
@require_safe
def application_verified(request):
    return render(request, "members/applications/application_verified.html")
