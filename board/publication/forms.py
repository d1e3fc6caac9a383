"""The day and time of a scheduled publication (予約投稿)."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from board.publication.rules import MAX_AHEAD
from common.fields import JapaneseDateField
from common.japanese_calendar import wareki

TIMES = [(f"{hour}:{minute:02}", f"{hour}:{minute:02}") for hour in range(24) for minute in (0, 15, 30, 45)]


class ScheduleForm(forms.Form):
    """When a draft is published, in Tokyo time; `draft` is the topic, whose deadline may not be past then."""

    day = JapaneseDateField(label="投稿する日", help_text="例：令和8年4月1日、2026/4/1。1年先まで。")
    time = forms.ChoiceField(label="時刻", choices=TIMES, initial="8:30")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)  # that a representative approves

    def __init__(self, *args, draft, **kwargs):
        if draft.publish_at:
            scheduled = timezone.localtime(draft.publish_at)
            kwargs["initial"] = {"day": scheduled.date(), "time": f"{scheduled.hour}:{scheduled.minute:02}"}
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = draft.version
        self.draft = draft

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("day") or not cleaned.get("time"):
            return cleaned
        hour, minute = cleaned["time"].split(":")
        moment = datetime.datetime.combine(cleaned["day"], datetime.time(int(hour), int(minute)))
        now = timezone.localtime()
        if moment <= now.replace(tzinfo=None):
            raise ValidationError({"day": "過ぎた日時は指定できません。これから先の日時を選んでください。"})
        if moment > (now + MAX_AHEAD).replace(tzinfo=None):
            raise ValidationError({"day": "1年より先の日時は指定できません。1年以内の日を入力してください。"})
        if self.draft.deadline and self.draft.deadline < cleaned["day"]:
            sentence = f"この投稿の期限（{wareki(self.draft.deadline)}）までの日を入力してください。"
            raise ValidationError({"day": sentence})
        cleaned["at"] = timezone.make_aware(moment)
        return cleaned
