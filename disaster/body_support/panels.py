"""On the page of a body: that it gave or was given support, with the page that tells all."""

from django.template.loader import render_to_string
from django.urls import reverse

from common.compiled_queries.compiled import compiled
from disaster.disasters.models import Disaster
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from members.organizations.body_panels import BodyPanel, register_body_panel


def show_support(government, organization, user) -> str:
    if government is None:
        return ""
    links = [
        (words, reverse(name, args=[government.code]))
        for side, words, name in (
            ("sender_government", "災害のときの支援（送り手）", "disaster:ward-support"),
            ("recipient_government", "災害のときに受けた支援", "disaster:municipality-support"),
        )
        if _named(side, number=government.pk)
    ]
    return render_to_string("disaster/body_support/_panel.html", {"links": links}) if links else ""


@compiled
def _named(side, *, number):
    told = SupportRecordVersion.objects.as_recorded()
    told = told.filter(record__disaster__in=Disaster.objects.published(), **{f"{side}_id": number})
    return told.order_by("pk")[:1]


register_body_panel(BodyPanel(show_support, (Disaster, SupportRecord, SupportRecordVersion)))
