"""On the page of a body: in which disasters it gave or was given support, with the page that tells all."""

from django.db.models import CharField, F, Value
from django.db.models.lookups import IsNull
from django.template.loader import render_to_string
from django.urls import reverse

from common.compiled_queries.compiled import compiled
from disaster.disasters.models import Disaster, DisasterPeriod
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from members.organizations.body_panels import BodyPanel, register_body_panel

WORDS = {"ward-support": "支援した災害", "municipality-support": "支援を受けた災害"}
SHOWN = 5  # disasters by name, the newest first
FACTS = ("pk", "name", "began_on", "date_precision", "merged_into")


def show_support(government, organization, user) -> str:
    if government is None:
        return ""
    parts = list(_parts(government, _told(number=government.pk)))
    return render_to_string("disaster/body_support/_panel.html", {"parts": parts}) if parts else ""


def _parts(government, rows):
    """For each of its two pages: words, address, the newest disasters, whether there are more."""
    for page, words in WORDS.items():
        told = [facts for name, *facts in rows if name == page]
        if told:
            # the records of what was merged stand on the page of the other one
            named = sorted((facts for facts in told if facts[-1] is None), key=_newest_first)
            url = reverse(f"disaster:{page}", args=[government.code])
            yield words, url, named[:SHOWN], len(named) > SHOWN


def _newest_first(facts) -> tuple:
    pk, _, began_on, *_ = facts
    return (-began_on.toordinal() if began_on else 0, -pk)


@compiled
def _told(*, number):
    """The newest disasters that its two pages tell of, behind them what was merged: page, then FACTS."""
    gave, got = (
        _newest(page, **{f"{side}_government_id": number})
        for page, side in zip(WORDS, ("sender", "recipient"), strict=True)
    )
    return gave.union(got, all=True)


def _newest(page: str, **body):
    """One more than are shown."""
    named = SupportRecordVersion.objects.as_recorded().filter(**body).order_by().values("record__disaster")
    told = Disaster.objects.told_in_public().filter(pk__in=named)
    told = told.order_by(IsNull(F("merged_into"), False), F("began_on").desc(nulls_last=True), "-pk")
    return told.values_list(Value(page, output_field=CharField()), *FACTS)[: SHOWN + 1]


register_body_panel(BodyPanel(show_support, (Disaster, DisasterPeriod, SupportRecord, SupportRecordVersion)))
