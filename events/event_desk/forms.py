"""What the secretariat types in the admin."""

from django import forms

from common.link_fields import LinkField
from common.publication.forms import PublicationForm
from common.versions import EditedForm
from events.editing.actions import NOT_THERE
from events.events.models import Event
from events.participations.models import Participation
from events.participations.rules import can_take_part
from events.periods.rules import why_not_in_period
from members.local_governments.forms import LocalGovernmentField
from members.local_governments.prefectures import NAMES


class EventForm(PublicationForm):
    prefecture = forms.ChoiceField(
        label="都道府県",
        required=False,
        choices=[("", "---------"), *((name, name) for name in NAMES)],
        help_text=Event._meta.get_field("prefecture").help_text,
    )

    class Meta:
        model = Event
        exclude: list[str] = []
        field_classes = {"online_url": LinkField, "website": LinkField}

    def clean(self):
        cleaned = super().clean()
        saved = self.saved_event() if self.instance.pk and "starts_on" in cleaned else None
        if saved and (sentence := why_not_in_period(saved, cleaned["starts_on"], cleaned.get("ends_on"))):
            self.add_error("ends_on", sentence)
        return cleaned

    def saved_event(self) -> Event:
        """As it is saved: cleaning writes what was typed into the instance."""
        return Event.objects.get(pk=self.instance.pk)


class ParticipationForm(EditedForm):
    local_government = LocalGovernmentField(label="自治体", max_length=60)

    class Meta:
        model = Participation
        fields = ["local_government"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.local_government_id:
            self.initial["local_government"] = self.instance.local_government.full_name
            self.fields["local_government"].current = self.instance.local_government

    def clean_local_government(self):
        government = self.cleaned_data["local_government"]
        event = Event.objects.filter(pk=self.instance.event_id).first()
        if event and "local_government" in self.changed_data and not can_take_part(government, event):
            raise forms.ValidationError(NOT_THERE.format(names=government.full_name))
        return government
