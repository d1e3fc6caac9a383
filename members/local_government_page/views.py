"""The secretariat's list of local governments (地方公共団体), the page of one, its former names."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.formats import select_options
from common.forms import carried_out
from common.pages import outcome_shown
from common.pagination import paginate
from members.access.decorators import secretariat_only
from members.government_changes.models import GovernmentChange
from members.government_changes.queries import government_history_of, records_naming
from members.local_government_page.filters import KINDS, STATES, GovernmentFilter
from members.local_governments.actions import add_former_name, remove_former_name
from members.local_governments.forms import FormerNameForm
from members.local_governments.models import FormerName, LocalGovernment
from members.local_governments.panels import local_government_tabs
from members.local_governments.prefectures import CODE_OF
from members.local_governments.rules import can_remove_former_name
from members.organizations.body_panels import body_panels

PER_PAGE = 30


@secretariat_only
@require_safe
def government_list(request):
    chosen = GovernmentFilter(request.GET)
    context = {
        "filter": chosen,
        "page": paginate(chosen.rows(), request, per_page=PER_PAGE),
        "kind_options": select_options(KINDS, chosen.kind),
        "state_options": select_options(tuple(STATES.items()), chosen.state),
        "tabs": local_government_tabs("members:government-list"),
    }
    return render(request, "members/local_government_page/government_list.html", context)


def _detail(request, government, form=None, status=200):
    organization = getattr(government, "organization", None)
    initial = {"prefecture": government.prefecture}
    context = {
        "government": government,
        "organization": organization,
        "present": government.present,
        "panels": body_panels(government, organization, request.user),
        "history": government_history_of(government),
        "former_names": government.former_names.all(),
        "records": records_naming([government]),
        "form": form or FormerNameForm(initial=initial),
        "kinds": GovernmentChange.Kind.choices,
        "prefecture_code": CODE_OF.get(government.prefecture, ""),
    }
    return render(request, "members/local_government_page/government_detail.html", context, status=status)


@secretariat_only
@require_safe
def government_detail(request, pk):
    return _detail(request, _government(pk))


def _government(pk) -> LocalGovernment:
    return get_object_or_404(LocalGovernment.objects.select_related("organization"), pk=pk)


@secretariat_only
@require_POST
def former_name_add(request, pk):
    government = _government(pk)
    form = FormerNameForm(request.POST)
    if form.is_valid():
        done = f"旧名称「{form.cleaned_data['name']}」を登録しました。"
        facts = {"government": government, "fields": form.cleaned_data, "by": request.user}
        if not government.is_in_force:  # its page has no form
            with outcome_shown(request, done):
                add_former_name(**facts)
            return redirect(government)
        if carried_out(form, add_former_name, **facts):
            messages.success(request, done)
            return redirect(government)
    return _detail(request, government, form, status=400)


@secretariat_only
@require_POST
def former_name_remove(request, pk):
    row = get_object_or_404(FormerName.objects.select_related("local_government"), pk=pk)
    if not can_remove_former_name(request.user, row):
        raise PermissionDenied
    remove_former_name(former_name=row, by=request.user)
    messages.success(request, f"旧名称「{row.name}」を削除しました。")
    return redirect(row.local_government)
