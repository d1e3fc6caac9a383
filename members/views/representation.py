"""The secretariat's list of members without representative (代表のいない団体)."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from members import actions
from members.decorators import secretariat_only
from members.models import Organization, Section, User
from members.refusals import Refused
from office.paging import paginate

PER_PAGE = 20  # each row carries a form for every person


@secretariat_only
@require_safe
def unrepresented_list(request):
    people = Prefetch("users", User.objects.active().order_by("id"), to_attr="people")
    sections = Section.objects.open().order_by("id").prefetch_related(people)
    organizations = (
        Organization.objects.unrepresented()
        .select_related("local_government")
        .prefetch_related(Prefetch("sections", sections, to_attr="open_sections"))
        .order_by("local_government__code", "name_kana", "id")
    )
    context = {"page": paginate(organizations, request, PER_PAGE)}
    return render(request, "members/unrepresented_list.html", context)


@secretariat_only
@require_POST
def representative_name(request, pk):
    """One press names a person representative (代表に指名する)."""
    person = get_object_or_404(User.objects.visible_to(request.user).filter(section__isnull=False), pk=pk)
    try:
        actions.name_representative(person=person, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, f"{person.organization.full_name}の代表に、{person.name}さんを指名しました。"
        )
    return redirect("members:unrepresented-list")
