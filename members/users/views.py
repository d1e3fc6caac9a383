"""The people of an organisation (担当者): read by all of its people, managed by its representative."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, IntegerField, Prefetch, Q, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.audit_log.queries import entries_of
from common.forms import carried_out
from common.pages import form_page, outcome_shown
from common.pagination import paginate, state_tabs
from common.search.kana import in_kana_order
from members.access.decorators import members_only, secretariat_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login, typed_data
from members.organizations.models import Organization
from members.organizations.rules import can_manage_people, can_see_record
from members.organizations.views import organization_of_request, organization_query, redirect_for_organization
from members.sections.models import Section
from members.users import actions, bounces, rules
from members.users.forms import EndAccountForm, InviteForm, PersonForm
from members.users.models import User

PEOPLE_PER_PAGE = 50
ROLE_ORDER = Case(
    *(When(role=role, then=Value(rank)) for rank, role in enumerate(User.Role.values)),
    output_field=IntegerField(),
)
NOT_REPRESENTATIVE = "担当者を管理できるのは、団体の代表担当者と事務局だけです。代表担当者に頼んでください。"


@members_only
@require_safe
def person_list(request):
    organization = organization_of_request(request)
    if not can_see_record(request.user, organization):
        raise PermissionDenied
    people = User.objects.visible_to(request.user).of(organization)
    counts = people.aggregate(
        active=Count("pk", filter=Q(is_active=True)), ended=Count("pk", filter=Q(is_active=False))
    )
    states = [("active", "利用中・招待中"), ("ended", "利用を終了した人")]
    query = {"organization": request.GET.get("organization", "")}
    ended = request.GET.get("state") == "ended"
    rows = people.filter(is_active=not ended).order_by(ROLE_ORDER, "section_id", "id")
    may_manage = can_manage_people(request.user, organization)
    joins = organization.applications.joins_visible_to(request.user).waiting()
    context = {
        "organization": organization,
        "asked": organization_query(request, organization),
        "page": paginate(rows, request, PEOPLE_PER_PAGE),
        "ended": ended,
        "tabs": state_tabs(states, "ended" if ended else "active", counts, query=query),
        "may_manage": may_manage,
        "joins": joins.count() if may_manage else 0,
    }
    return render(request, "members/users/person_list.html", context)


def _managed(request):
    """The organisation asked for, of one who may manage its people."""
    organization = organization_of_request(request)
    if not can_manage_people(request.user, organization):
        raise PermissionDenied(NOT_REPRESENTATIVE)
    return organization


def _person(request, pk):
    """A person of one's own organisation (404 for others), of one who may manage them (403)."""
    people = User.objects.visible_to(request.user).filter(section__isnull=False)
    person = get_object_or_404(people, pk=pk)
    if not can_manage_people(request.user, person.organization):
        raise PermissionDenied(NOT_REPRESENTATIVE)
    return person


@resumes_after_login
@members_only
def person_invite(request):
    organization = _managed(request)
    role = actions.first_role(organization)
    form = InviteForm(typed_data(request), organization=organization, initial={"role": role})

    def make():
        fields = {name: form.cleaned_data[name] for name in ("name", "email", "section", "role")}
        actions.invite_person(organization=organization, **fields, by=request.user)
        messages.success(request, f"{fields['name']}さんを招待し、{fields['email']}へ案内を送りました。")
        return redirect_for_organization("organization:person-list", request, organization).url

    if request.method == "POST" and form.is_valid() and (url := form.make_once(make)):
        return redirect(url)
    return _form_page(request, "members/users/person_invite.html", form, organization)


def _form_page(request, template, form, organization, **context):
    asked = organization_query(request, organization)
    return form_page(request, template, form, organization=organization, asked=asked, **context)


def _person_page(request, person, posted):
    form = posted or PersonForm(
        pop_stored_form(request),
        organization=person.organization,
        person=person,
        initial={"role": person.role, "section": person.section_id},
    )
    context = {
        "person": person,
        "organization": person.organization,
        "asked": organization_query(request, person.organization),
        "form": form,
        "may_change": rules.can_change_person(request.user, person),
        "may_invite": rules.can_invite_again(request.user, person),
        "is_last": rules.is_last_representative(person),
        "entries": entries_of(person)[:20],
    }
    status = 409 if form.is_stale else 400 if posted else 200
    return render(request, "members/users/person_detail.html", context, status=status)


@members_only
@require_safe
def person_detail(request, pk):
    """A person with everything that can be done for them."""
    return _person_page(request, _person(request, pk), None)


@resumes_after_login
@members_only
@require_POST
def person_change(request, pk):
    """Role and section."""
    person = _person(request, pk)
    if not rules.can_change_person(request.user, person):
        raise PermissionDenied("この担当者の役割や担当部署は、変更できません。")
    form = PersonForm(request.POST, organization=person.organization, person=person)
    facts = {"person": person, "by": request.user}
    if form.is_valid() and carried_out(form, actions.change_person, **facts, **form.cleaned_data):
        messages.success(request, f"{person.name}さんの役割と担当部署を保存しました。")
        return redirect_for_organization("organization:person-list", request, person.organization)
    return _person_page(request, person, form)


@members_only
@require_POST
def person_invite_again(request, pk):
    person = _person(request, pk)
    with outcome_shown(request, f"{person.email}へ、パスワードの設定の案内をもう一度送りました。"):
        actions.invite_again(person=person, by=request.user)
    return redirect("organization:person-detail", pk=person.pk)


@members_only
@require_POST
def person_reached(request, pk):
    """不達の解除: by the person, their representative or the secretariat."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    if not rules.can_mark_reached(request.user, person):
        raise PermissionDenied("不達を解除できるのは、本人、団体の代表担当者、事務局です。")
    bounces.mark_reached(person=person, by=request.user)
    messages.success(request, f"{person.email}への通知を再開しました。")
    if can_manage_people(request.user, person.organization):
        return redirect("organization:person-detail", pk=pk)
    return redirect("portal:mypage")


@resumes_after_login
@members_only
def person_end(request, pk):
    """利用の終了: a page of its own that says what will happen, with the reason."""
    person = _person(request, pk)
    organization = person.organization
    if not person.is_active:
        messages.info(request, f"{person.name}さんの利用は、すでに終了しています。")
        return redirect_for_organization("organization:person-list", request, organization)
    if not rules.can_change_person(request.user, person):
        raise PermissionDenied("この担当者の利用は、終了できません。")
    form = EndAccountForm(typed_data(request))
    if request.method == "POST" and form.is_valid():
        facts = {"person": person, "by": request.user, **form.cleaned_data}
        if carried_out(form, actions.end_account, **facts):
            return _after_end(request, person)
    return _form_page(
        request,
        "members/users/person_end.html",
        form,
        organization,
        person=person,
        is_last=rules.is_last_representative(person),
        steps_in=rules.acts_for_another_organization(request.user, organization),
    )


def _after_end(request, person):
    if person == request.user:  # their session has just ended
        return render(request, "members/users/person_ended.html", {"person": person})
    messages.success(request, f"{person.name}さんの利用を終了しました。氏名とこれまでの投稿は残ります。")
    return redirect_for_organization("organization:person-list", request, person.organization)


UNREPRESENTED_PER_PAGE = 20  # each row carries a form for every person


@secretariat_only
@require_safe
def unrepresented_list(request):
    people = Prefetch("users", User.objects.active().order_by("id"), to_attr="people")
    sections = Section.objects.open().order_by("id").prefetch_related(people)
    organizations = (
        Organization.objects.unrepresented()
        .select_related("local_government")
        .prefetch_related(Prefetch("sections", sections, to_attr="open_sections"))
        .order_by("local_government__code", *in_kana_order("name_kana"), "id")
    )
    context = {"page": paginate(organizations, request, UNREPRESENTED_PER_PAGE)}
    return render(request, "members/users/unrepresented_list.html", context)


@secretariat_only
@require_POST
def representative_appoint(request, pk):
    """One press names a person representative (代表担当者に指名する)."""
    person = get_object_or_404(User.objects.visible_to(request.user).filter(section__isnull=False), pk=pk)
    done = f"{person.organization.full_name}の代表担当者に、{person.name}さんを指名しました。"
    with outcome_shown(request, done):
        actions.appoint_representative(person=person, by=request.user)
    return redirect("members:unrepresented-list")
