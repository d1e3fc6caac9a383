"""Sample content for a first look: demo accounts, some member municipalities, waiting applications (見本)."""

import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from members import actions, sample_profiles, sample_returns
from members.models import Application, LocalGovernment, Organization, Section, User
from office import calendar

PASSWORD = "renkei-demo-2026"  # noqa: S105 public on purpose: demo accounts exist only where this file ran
MARK = "【見本】"

# Names and codes are real, everything else about them here is fiction and says so.
MUNICIPALITIES = [
    "011002", "012068", "022012", "032018", "042030", "052019", "062014", "072036", "082015", "092011",
    "102016", "112011", "122041", "142018", "152021", "162019", "172014", "182010", "192015", "212016",
    "222119", "232025", "242012", "252018", "262021", "271403", "282014", "292010", "302015", "312011",
    "322016", "332020", "342076", "352012", "363413", "372013", "382019", "392014", "402028", "422011",
    "432024", "442011", "452017", "462012", "472018",
]  # fmt: skip
TWO_SECTIONS = "271403"
THEMES = (
    "物産展や観光のPRで、23区の皆さんに伝えたいこと",
    "子どもたちの交流や、自然体験の受け入れのこと",
    "森林の活用や木材の利用で、都市と一緒にしたいこと",
    "防災や被災地支援の経験で、分かち合えること",
    "伝統工芸や祭りを通じた、文化の交流のこと",
)
REPRESENTATIVE, OFFICER = User.Role.REPRESENTATIVE, User.Role.OFFICER
PEOPLE = (
    ("officer@demo.example", "見本 花子", "271403", "", REPRESENTATIVE),
    ("colleague@demo.example", "見本 次郎", "271403", "", OFFICER),
    ("stranger@demo.example", "見本 三郎", "012068", "", REPRESENTATIVE),
    ("ward@demo.example", "見本 四葉", "131083", "", REPRESENTATIVE),
    ("ward2@demo.example", "見本 五月", "131032", "", REPRESENTATIVE),
    ("secretariat@demo.example", "見本 六子", "", "特別区長会事務局", REPRESENTATIVE),
)
APPLICATIONS = (
    ("90000001", "012025", "見本 七海", "nanami@city.hakodate.example"),
    ("90000002", "202029", "見本 八郎", "hachiro@gmail.example"),
)


def load() -> dict[str, int]:
    """Add what is missing; existing rows stay as they are."""
    with transaction.atomic():
        return {
            "会員自治体": _municipalities(),
            "団体の紹介": sample_profiles.load(),
            "担当者": _people(),
            "申請": _applications(),
            "差戻し中の申請": sample_returns.load(),
        }


def _municipalities() -> int:
    have = set(
        Organization.objects.filter(local_government__code__in=MUNICIPALITIES).values_list(
            "local_government__code", flat=True
        )
    )
    current = LocalGovernment.objects.current()
    governments = current.filter(code__in=set(MUNICIPALITIES) - have).order_by("code")
    organizations = Organization.objects.bulk_create(
        Organization(
            kind=Organization.Kind.MUNICIPALITY,
            local_government=government,
            prefecture=government.prefecture,
            name=government.name,
            name_kana=government.name_kana,
            website=government.website,
            introduction=f"{MARK}ここに団体の紹介文が載ります。例: {THEMES[n % len(THEMES)]}。",
            joined_on=calendar.today(),
        )
        for n, government in enumerate(governments)
    )
    Section.objects.bulk_create(_section(organization) for organization in organizations)
    _second_section()
    actions.open_missing_periods()
    return len(organizations)


def _section(organization) -> Section:
    return Section(
        organization=organization,
        name="企画課(見本)",
        mailbox=f"section{organization.pk}@demo.example",
        telephone="03-0000-0000",
    )


def _second_section() -> None:
    """One member has two sections, as many have."""
    sakai = Organization.objects.get(local_government__code=TWO_SECTIONS)
    Section.objects.get_or_create(
        organization=sakai,
        name="観光推進課(見本)",
        defaults={"mailbox": "kanko@demo.example", "telephone": "03-0000-0000"},
    )


def _people() -> int:
    known = set(User.objects.filter(email__endswith="@demo.example").values_list("email", flat=True))
    missing = [person for person in PEOPLE if person[0] not in known]
    password = make_password(PASSWORD) if missing else ""
    # not of today: a new account may post a few times a day only
    joined = timezone.now() - datetime.timedelta(days=60)
    User.objects.bulk_create(
        User(
            email=email,
            name=name,
            password=password,
            section=_section_of(code, body),
            role=role,
            joined_at=joined,
        )
        for email, name, code, body, role in missing
    )
    return len(missing)


def _section_of(code, body) -> Section:
    named = {"local_government__code": code} if code else {"name": body}
    organization = Organization.objects.get(merged_into=None, **named)
    section = organization.sections.order_by("id").first()
    if section is None:
        section = _section(organization)
        section.save()
    return section


def _applications() -> int:
    known = set(Application.objects.values_list("number", flat=True))
    now, made = timezone.now(), []
    for days, (number, code, name, email) in enumerate(APPLICATIONS, 2):
        government = LocalGovernment.objects.by_codes([code]).get(code)
        if number in known or Organization.objects.members().filter(local_government=government).exists():
            continue
        made.append(
            Application(
                number=number,
                state=Application.State.WAITING,
                local_government=government,
                prefecture=government.prefecture,
                name=government.name,
                name_kana=government.name_kana,
                section_name="地域連携課(見本)",
                mailbox=email,
                applicant_name=name,
                email=email,
                telephone="03-0000-0000",
                postal_code="000-0000",
                address=f"{MARK}所在地",
                consented_at=now,
                created_at=now - datetime.timedelta(days=days),
                proven_at=now - datetime.timedelta(days=days, hours=-1),
            )
        )
    Application.objects.bulk_create(made)
    return len(made)
