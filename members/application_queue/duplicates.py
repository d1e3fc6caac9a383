"""What looks like an application: same body, name, address, telephone or person elsewhere (似ている登録)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Case, F, Func, Q, Value, When
from django.urls import reverse

from common.search.normalisation import jnorm, name_key
from members.applications.models import Application
from members.local_governments.models import LocalGovernment
from members.organizations.mail_domains import FREE_MAIL, registrable_part
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User

MAX_ROWS = 5  # of each reason: more cannot be weighed by reading on
# what differs between two spellings of one body's name
_FORMS = (
    *("公益財団法人", "一般財団法人", "公益社団法人", "一般社団法人", "財団法人", "社団法人"),
    *("特定非営利活動法人", "NPO法人", "社会福祉法人", "地方独立行政法人", "独立行政法人"),
    *("株式会社", "有限会社", "合同会社", "合資会社"),
    *("(株)", "(有)", "(公財)", "(一財)", "(公社)", "(一社)", "(特非)"),
)
_PLAIN_FORMS = tuple(jnorm(form) for form in _FORMS)
_LAST = tuple("市区町村都道府県")
_TAILS = ("市役所", "区役所", "町役場", "村役場", "都庁", "道庁", "府庁", "県庁", "事務局", "事務所")
_SAME = (("町村長会", "町村会"), ("市町村長会", "市町村会"), ("市区町村", "市町村"), ("都市町村", "市町村"))
COLUMNS = ("kind", "prefecture", "name", "joined_on", "withdrawn_on", "local_government_id")
SHARED = (
    "同じ共通アドレスがほかの団体に登録されています",
    "同じ電話番号がほかの団体に登録されています",
    "同じメールのドメインをほかの団体が使っています",
)
_SIGNS = "-() "  # what is written between the digits of a telephone number


@dataclass(frozen=True)
class PossibleDuplicate:
    """One row that may be the same body or person, and why it is shown."""

    reason: str
    label: str
    url: str = ""
    is_grave: bool = False


@lru_cache(maxsize=8192)
def bare_name(name: str) -> str:
    """A body's name without its form, its office and the blanks: what two spellings have in common."""
    text = jnorm(name)
    for form in _PLAIN_FORMS:
        text = text.replace(form, "")
    text = name_key(text)
    for tail in _TAILS:
        if text.endswith(tail) and len(text) > len(tail):
            text = text.removesuffix(tail) + (tail[0] if tail[0] in _LAST else "")
    for given, meant in _SAME:
        text = text.replace(given, meant)
    return text


def same_name(one, other) -> bool:
    """Whether two rows with `prefecture` and `name` mean one body: 大阪府町村会 is 大阪町村会 there."""
    first, second = bare_name(one.name), bare_name(other.name)
    if first == second:
        return True
    return one.prefecture == other.prefecture and (
        _local(first, one.prefecture) == _local(second, one.prefecture)
    )


def _local(text, prefecture) -> str:
    """Without the name of its own prefecture, in whole or without 都, 府, 県."""
    whole = text.removeprefix(prefecture)
    return whole if whole != text else text.removeprefix(prefecture[:-1])


class DuplicateGroup(NamedTuple):
    """Rows shown for the same reason, a few of them."""

    reason: str
    is_grave: bool
    rows: list[PossibleDuplicate]
    has_more: bool


class DuplicateCheck(NamedTuple):
    """The organisation an application is for, where it exists, and what looks like it, the gravest first."""

    organization: Organization | None
    groups: list[DuplicateGroup]


def find_duplicates(application) -> DuplicateCheck:
    """Four queries, five for a body that names itself like a municipality, however large the tables."""
    organization, rows = _organizations(application)
    rows += [
        *_governments(application),
        *_applications(application),
        *_people(application, organization),
        *_sections(application, organization),
    ]
    return DuplicateCheck(organization, _grouped(rows))


def _grouped(rows) -> list[DuplicateGroup]:
    """By reason, the grave ones first."""
    reasons = dict.fromkeys((row.is_grave, row.reason) for row in rows)
    groups = []
    for is_grave, reason in sorted(reasons, key=lambda key: not key[0]):
        same = [row for row in rows if (row.is_grave, row.reason) == (is_grave, reason)]
        groups.append(DuplicateGroup(reason, is_grave, same[:MAX_ROWS], has_more=len(same) > MAX_ROWS))
    return groups


def _organizations(application):
    """The one it is for, and registered or former bodies of about the same name, without code or near."""
    near = Q(local_government=None) | Q(pk=application.organization_id)
    if application.local_government_id:  # another with a code is another body
        near |= Q(local_government=application.local_government_id)
    else:
        near |= Q(prefecture=application.prefecture)
    itself, rows = None, []
    for row in Organization.objects.filter(near).only(*COLUMNS):
        if _is_itself(application, row):
            itself = row
        elif same_name(row, application):
            label = f"{row.full_name}（{_state(row)}）"
            reason = "名称がほぼ同じ団体が登録されています"
            url = reverse("members:organization-detail", args=[row.pk])
            rows.append(PossibleDuplicate(reason, label, url, is_grave=True))
    return itself, rows


def _is_itself(application, organization) -> bool:
    if application.organization_id:
        return organization.pk == application.organization_id
    if application.local_government_id:
        return organization.local_government_id == application.local_government_id
    named = (organization.local_government_id, organization.prefecture, organization.name)
    return named == (None, application.prefecture, application.name)


def _state(organization):
    if organization.withdrawn_on:
        return "退会済み"
    return "会員" if organization.is_member else organization.get_kind_display()


def _governments(application):
    """A body that names itself may be one that has a code."""
    if application.local_government_id or bare_name(application.name)[-1:] not in _LAST:
        return
    for row in LocalGovernment.objects.current().filter(prefecture=application.prefecture):
        if same_name(row, application):
            yield PossibleDuplicate(
                "団体コードのある自治体と名称がほぼ同じです", f"{row.full_name}（{row.code}）", is_grave=True
            )


def _applications(application):
    """Other applications that are not over, and decided ones for the same body or from the same address."""
    ours = {application.email, application.mailbox}
    named = {"prefecture": application.prefecture, "name": application.name}
    same = Q(email__in=ours) | Q(mailbox__in=ours) | Q(**named)
    undecided = Q(state__in=("unverified", "waiting", "returned"))
    others = Application.objects.filter(same | undecided & Q(prefecture=application.prefecture))
    for row in others.exclude(pk=application.pk).select_related("local_government").order_by("-id")[:200]:
        if row.prefecture == application.prefecture and same_name(row, application):
            reason = "同じ団体の申請"
        elif {row.email, row.mailbox} & ours:
            reason = "同じアドレスの申請"
        else:
            continue
        label = f"{row.number_shown} {row.full_name} {row.applicant_name}（{row.get_state_display()}）"
        open_now = row.state in ("waiting", "returned")
        yield PossibleDuplicate(f"{reason}があります", label, row.get_absolute_url(), is_grave=open_now)


def _people(application, organization):
    """A person with one of the addresses, or of the same name in another organisation."""
    ours = {application.email, application.mailbox}
    plain = _without_blanks(Value(application.applicant_name))
    elsewhere = Q(plain=plain) & ~Q(section__organization=organization) if organization else Q(plain=plain)
    people = User.objects.alias(plain=_without_blanks(F("name"))).filter(Q(email__in=ours) | elsewhere)
    for person in people.exclude(pk=application.user_id).order_by("-is_active", "id")[: 4 * MAX_ROWS]:
        by_address = person.email in ours
        reason = "同じアドレスの担当者がいます" if by_address else "同じ氏名の担当者がほかの団体にいます"
        ended = "" if person.is_active else "、利用終了"
        label = f"{person.organization or '所属なし'} {person.name}（{person.email}{ended}）"
        url = person.organization.get_absolute_url() if person.organization else ""
        yield PossibleDuplicate(reason, label, url, is_grave=by_address)


def _without_blanks(expression):
    return Func(expression, Value(" \u3000"), Value(""), function="translate")


def _sections(application, organization):
    """Sections of other organisations with its shared address, its telephone, or its mail domain."""
    ours = {application.email, application.mailbox}
    telephone = application.telephone.translate(dict.fromkeys(map(ord, _SIGNS)))
    plain = Func(F("telephone"), Value(_SIGNS), Value(""), function="translate")
    asked = Q(mailbox__in=ours) | Q(plain=telephone)
    for domain in {registrable_part(address.rpartition("@")[2]) for address in ours} - FREE_MAIL:
        asked |= Q(mailbox__endswith=f"@{domain}") | Q(mailbox__endswith=f".{domain}")
    rank = Case(When(mailbox__in=ours, then=0), When(plain=telephone, then=1), default=2)
    sections = Section.objects.alias(plain=plain).filter(asked).annotate(rank=rank)
    if organization:
        sections = sections.exclude(organization=organization)
    found = sections.select_related("organization__local_government").order_by("rank", "id")
    for section in found[: 4 * MAX_ROWS]:
        label = f"{section} {section.mailbox} {section.telephone}"
        yield PossibleDuplicate(SHARED[section.rank], label, section.organization.get_absolute_url())
