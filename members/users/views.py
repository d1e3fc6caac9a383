"""The people of an organisation (担当者): read by all of its people, managed by its representative."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from members import actions, rules
from members.decorators import keeps_form, members_only
from members.forms import EndForm, InviteForm, PersonForm
from members.kept import pop_kept
from members.models import User
from members.refusals import Refused
from members.views.whose import asked, back_to, organization_asked_for
from office import register, words
from office.once import once
from office.paging import paginate

PER_PAGE = 50
ROLE_ORDER = Case(
    *(When(role=role, then=Value(rank)) for rank, role in enumerate(User.Role.values)),
    output_field=IntegerField(),
)
NOT_REPRESENTATIVE = (
    "担当者を管理できるのは、団体の代表と事務局だけです。変更が必要なときは、代表に頼んでください。"
)


@members_only
@require_safe
def person_list(request):
    organization = organization_asked_for(request)
    if not rules.can_see_record(request.user, organization):
        raise PermissionDenied
    people = User.objects.visible_to(request.user).of(organization)
    counts = people.aggregate(
        active=Count("pk", filter=Q(is_active=True)), ended=Count("pk", filter=Q(is_active=False))
    )
    ended = request.GET.get("state") == "ended"
    rows = people.filter(is_active=not ended).order_by(ROLE_ORDER, "section_id", "id")
    may_manage = rules.can_manage_people(request.user, organization)
    joins = organization.applications.joins_visible_to(request.user).waiting()
    context = {
        "organization": organization,
        "asked": asked(request, organization),
        "page": paginate(rows, request, PER_PAGE),
        "ended": ended,
        "tabs": _tabs(asked(request, organization), counts, ended),
        "may_manage": may_manage,
        "joins": joins.count() if may_manage else 0,
    }
    return render(request, "organization/people.html", context)


def _tabs(query, counts, ended):
    return [
        {"label": "利用中・招待中", "url": query or "?", "current": not ended, "count": counts["active"]},
        {
            "label": "利用を終了した人",
            "url": f"{query}&state=ended" if query else "?state=ended",
            "current": ended,
            "count": counts["ended"],
        },
    ]


def _managed(request):
    """The organisation asked for, of one who may manage its people."""
    organization = organization_asked_for(request)
    if not rules.can_manage_people(request.user, organization):
        raise PermissionDenied(NOT_REPRESENTATIVE)
    return organization


def _person(request, pk):
    """A person of one's own organisation (404 for others), of one who may manage him (403)."""
    people = User.objects.visible_to(request.user).filter(section__isnull=False)
    person = get_object_or_404(people, pk=pk)
    if not rules.can_manage_people(request.user, person.organization):
        raise PermissionDenied(NOT_REPRESENTATIVE)
    return person


@keeps_form
@members_only
def person_invite(request):
    organization = _managed(request)
    posted = request.POST if request.method == "POST" else pop_kept(request)
    form = InviteForm(posted, organization=organization, initial={"role": actions.first_role(organization)})
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        token = fields.pop("once")

        def make():
            actions.invite_person(organization=organization, **fields, by=request.user)
            messages.success(request, f"{fields['name']}さんを招待し、{fields['email']}へ案内を送りました。")
            return back_to("organization:person-list", request, organization).url

        try:
            url, _ = once(token, make)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(url)
    context = {
        "form": form,
        "organization": organization,
        "asked": asked(request, organization),
        "kept": form.is_bound and request.method != "POST",
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "organization/person_invite.html", context, status=status)


def _person_page(request, person, posted):
    form = posted or PersonForm(
        pop_kept(request),
        organization=person.organization,
        initial={"role": person.role, "section": person.section_id},
    )
    context = {
        "person": person,
        "organization": person.organization,
        "asked": asked(request, person.organization),
        "form": form,
        "may_change": rules.can_change_person(request.user, person),
        "may_invite": rules.can_invite_again(request.user, person),
        "is_last": actions.is_last_representative(person),
        "entries": [(words.verb(entry.verb), entry) for entry in register.entries_of(person)[:20]],
    }
    return render(request, "organization/person.html", context, status=400 if posted else 200)


@members_only
@require_safe
def person_detail(request, pk):
    """A person with everything that can be done for him."""
    return _person_page(request, _person(request, pk), None)


@keeps_form
@members_only
@require_POST
def person_change(request, pk):
    """Role and section."""
    person = _person(request, pk)
    if not rules.can_change_person(request.user, person):
        raise PermissionDenied("この担当者の役割や担当部署は、変更できません。")
    form = PersonForm(request.POST, organization=person.organization)
    if form.is_valid():
        try:
            actions.change_person(person=person, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{person.name}さんの役割と担当部署を保存しました。")
            return back_to("organization:person-list", request, person.organization)
    return _person_page(request, person, form)


@members_only
@require_POST
def person_invite_again(request, pk):
    person = _person(request, pk)
    try:
        actions.invite_again(person=person, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{person.email}へ、パスワードの設定の案内をもう一度送りました。")
    return redirect("organization:person-detail", pk=person.pk)


@members_only
@require_POST
def person_reached(request, pk):
    """不達の解除: by himself, his representative or the secretariat."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    if not rules.can_mark_reached(request.user, person):
        raise PermissionDenied("不達を解除できるのは、本人、団体の代表、事務局です。")
    actions.mark_reached(person=person, by=request.user)
    messages.success(request, f"{person.email}へのお知らせを再開しました。")
    if rules.can_manage_people(request.user, person.organization):
        return redirect("organization:person-detail", pk=pk)
    return redirect("portal:mypage")


@keeps_form
@members_only
def person_end(request, pk):
    """利用の終了: a page of its own that says what will happen, with the reason."""
    person = _person(request, pk)
    organization = person.organization
    if not person.is_active:
        messages.info(request, f"{person.name}さんの利用は、すでに終了しています。")
        return back_to("organization:person-list", request, organization)
    if not rules.can_change_person(request.user, person):
        raise PermissionDenied("この担当者の利用は、終了できません。")
    form = EndForm(request.POST if request.method == "POST" else pop_kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_account(person=person, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _after_end(request, person)
    context = {
        "person": person,
        "organization": organization,
        "asked": asked(request, organization),
        "form": form,
        "is_last": actions.is_last_representative(person),
        "steps_in": rules.steps_in(request.user, organization),
        "kept": form.is_bound and request.method != "POST",
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "organization/person_end.html", context, status=status)


def _after_end(request, person):
    if person == request.user:  # his session has just ended
        return render(request, "organization/ended.html", {"person": person})
    messages.success(request, f"{person.name}さんの利用を終了しました。氏名とこれまでの投稿は残ります。")
    return back_to("organization:person-list", request, person.organization)
