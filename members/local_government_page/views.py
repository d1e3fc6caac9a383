"""The secretariat's list of local governments (地方公共団体), the page of one, its former names."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from members import actions, rules
from members.decorators import secretariat_only
from members.directory import options
from members.forms.governments import FormerNameForm
from members.governments import KINDS, STATES, GovernmentFilter, history_of
from members.models import FormerName, GovernmentChange, LocalGovernment
from members.prefectures import CODE_OF, NAME_OF
from members.refusals import Refused
from members.trials import records_naming
from office.paging import paginate

PER_PAGE = 30


def tabs(current: str) -> list[dict]:
    labels = {
        "members:government-list": "地方公共団体",
        "members:change-list": "合併・名称変更",
        "members:merge-list": "重複の統合",
    }
    return [
        {"label": label, "url": reverse(name), "current": name == current} for name, label in labels.items()
    ]


@secretariat_only
@require_safe
def government_list(request):
    chosen = GovernmentFilter(request.GET)
    context = {
        "filter": chosen,
        "page": paginate(chosen.rows(), request, per_page=PER_PAGE),
        "prefecture_options": options(tuple(NAME_OF.items()), chosen.prefecture),
        "kind_options": options(KINDS, chosen.kind),
        "state_options": options(tuple(STATES.items()), chosen.state),
        "tabs": tabs("members:government-list"),
    }
    return render(request, "members/government_list.html", context)


def _detail(request, government, form=None, status=200):
    organization = getattr(government, "organization", None)
    initial = {"prefecture": government.prefecture}
    history = list(history_of(government))
    context = {
        "government": government,
        "organization": organization,
        "present": government.present,
        "history": history,
        "is_taken_back": any(
            change.reverted_at and step.successor_id == government.pk
            for change in history
            for step in change.successions.all()
        ),
        "former_names": government.former_names.all(),
        "records": records_naming([government]),
        "form": form or FormerNameForm(initial=initial),
        "kinds": GovernmentChange.Kind.choices,
        "prefecture_code": CODE_OF.get(government.prefecture, ""),
    }
    return render(request, "members/government_detail.html", context, status=status)


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
    if not form.is_valid():
        return _detail(request, government, form, status=400)
    try:
        actions.add_former_name(government=government, fields=form.cleaned_data, by=request.user)
    except Refused as refusal:
        if not government.is_in_force:  # its page has no form
            messages.error(request, str(refusal))
            return redirect(government)
        form.add_error(None, str(refusal))
        return _detail(request, government, form, status=400)
    messages.success(request, f"旧名称「{form.cleaned_data['name']}」を登録しました。")
    return redirect(government)


@secretariat_only
@require_POST
def former_name_remove(request, pk):
    row = get_object_or_404(FormerName.objects.select_related("local_government"), pk=pk)
    if not rules.can_remove_former_name(request.user, row):
        raise PermissionDenied
    actions.remove_former_name(former_name=row, by=request.user)
    messages.success(request, f"旧名称「{row.name}」を削除しました。")
    return redirect(row.local_government)
