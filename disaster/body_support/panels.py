"""On the page of a body: that it gave or was given support, with the page that tells all."""

from django.db.models import Value
from django.template.loader import render_to_string
from django.urls import reverse

from common.compiled_queries.compiled import compiled
from disaster.disasters.models import Disaster, DisasterPeriod
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from members.organizations.body_panels import BodyPanel, register_body_panel

WORDS = {"ward-support": "災害のときの支援（送り手）", "municipality-support": "災害のときに受けた支援"}


def show_support(government, organization, user) -> str:
    if government is None:
        return ""
    pages = {name for (name,) in _pages(number=government.pk)}
    links = [
        (words, reverse(f"disaster:{name}", args=[government.code]))
        for name, words in WORDS.items()
        if name in pages
    ]
    return render_to_string("disaster/body_support/_panel.html", {"links": links}) if links else ""


@compiled
def _pages(*, number):
    """Which of its two pages a body has."""
    told = SupportRecordVersion.objects.as_recorded().filter(
        record__disaster__in=Disaster.objects.told_in_public()
    )
    gave = told.filter(sender_government_id=number).order_by().values_list(Value("ward-support"))
    got = told.filter(recipient_government_id=number).order_by().values_list(Value("municipality-support"))
    return gave.union(got)


register_body_panel(BodyPanel(show_support, (Disaster, DisasterPeriod, SupportRecord, SupportRecordVersion)))
