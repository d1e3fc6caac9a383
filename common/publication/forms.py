"""When something is published, and its form in /admin/."""

import datetime

from django import forms
from django.utils import timezone

from common.attachments.forms import AttachmentsMixin
from common.fields import JapaneseDateField, JapaneseTimeField
from common.versions import EditedForm


class ScheduleForm(forms.Form):
    """Day and time of publication, in Tokyo."""

    day = JapaneseDateField(label="公開する日", help_text="例：令和8年4月1日。1年先まで。")
    time = JapaneseTimeField(label="時刻", initial="9:00")

    @property
    def moment(self) -> datetime.datetime:
        return timezone.make_aware(
            datetime.datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])
        )


class PublicationForm(AttachmentsMixin, EditedForm):
    """With pictures and documents; the admin names the fields once, so both stay even without a file."""

    editor = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, by=self.editor, **kwargs)
        self._keep_places()

    def full_clean(self):
        super().full_clean()
        self._keep_places()

    def _keep_places(self):
        self.fields.setdefault("kept_files", self.base_fields["kept_files"])
