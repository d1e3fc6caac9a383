"""Real facts: local governments, the 23 wards, the secretariat and published figures, from fixtures/."""

from django.db import transaction

from members.local_governments.models import LocalGovernment
from members.local_governments.seed_data import load_local_governments
from members.metrics.seed_data import load_metrics
from members.organizations.models import Organization

SECRETARIATS = (
    ("特別区長会事務局", "とくべつくちょうかいじむきょく"),
    ("公益財団法人特別区協議会", "こうえきざいだんほうじんとくべつくきょうぎかい"),
)


def load_seed_data() -> dict[str, int]:
    """Load all facts of this room; loading again writes nothing. Returns how many rows were written."""
    with transaction.atomic():
        return {
            "地方公共団体": load_local_governments(),
            "特別区・事務局": load_organizations(),
            "公表値": load_metrics(),
        }


def load_organizations() -> int:
    """The 23 wards run the project; when each joined is not published, so their date stays empty."""
    have = set(Organization.objects.special_wards().values_list("local_government_id", flat=True))
    current = LocalGovernment.objects.current()
    wards = current.filter(kind=LocalGovernment.Kind.SPECIAL_WARD).exclude(pk__in=have)
    new = [
        Organization(
            kind=Organization.Kind.SPECIAL_WARD,
            local_government=ward,
            prefecture=ward.prefecture,
            name=ward.name,
            name_kana=ward.name_kana,
            website=ward.website,
        )
        for ward in wards
    ]
    named = set(Organization.objects.filter(local_government=None).values_list("name", flat=True))
    new += [
        Organization(kind=Organization.Kind.SECRETARIAT, prefecture="東京都", name=name, name_kana=kana)
        for name, kana in SECRETARIATS
        if name not in named
    ]
    Organization.objects.bulk_create(new)
    return len(new)
