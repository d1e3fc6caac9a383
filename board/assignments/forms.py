"""Who is responsible for a topic, until when (団体内の担当割当)."""

import datetime

from django import forms
from django.core.exceptions import ValidationError

from board.assignments.models import Assignment
from common import japanese_calendar
from common.fields import JapaneseDateField, TextField
from common.versions import RowEditForm, version_of
from members.users.models import User

MAX_AHEAD = datetime.timedelta(days=366 * 2)


class ColleagueField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{user.name}（{user.section.name}）"


class AssignmentForm(RowEditForm):
    """A colleague, a day and a note; `seen` is the assignee when the page was opened."""

    columns = ("assignee", "due", "note")
    assignee = ColleagueField(
        label="担当者",
        queryset=User.objects.none(),
        empty_label="選んでください",
        error_messages={"invalid_choice": "自分の団体の「代表担当者」か「担当」の人から選んでください。"},
    )
    due = JapaneseDateField(
        label="期限",
        required=False,
        help_text="例：令和8年4月1日、2026/4/1。前の開庁日と、過ぎたときに、担当者へメールでお知らせします。",
    )
    note = TextField(
        label="依頼の内容",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例：会場の空きを観光課に確かめて、返信してください。",
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, by, assignment: Assignment | None = None, **kwargs):
        self.assignment = self.row = assignment
        initial = {"seen": 0}
        if assignment:
            held = assignment.assignee_id if assignment.has_active_assignee else None
            initial = {"assignee": held, "due": assignment.due, "note": assignment.note}
            initial["seen"] = assignment.assignee_id
        super().__init__(*args, initial=initial, **kwargs)
        people = User.objects.of(by.organization).acting_for_section().order_by("section_id", "name")
        self.fields["assignee"].queryset = people

    def clean_due(self):
        due = self.cleaned_data["due"]
        if due is None or (self.assignment and self.assignment.due == due):
            return due
        if due < japanese_calendar.today():
            raise ValidationError("今日以後の日付を入力してください。")
        if due > japanese_calendar.today() + MAX_AHEAD:
            raise ValidationError("2年以内の日付を入力してください。")
        return due

    def clean_seen(self):
        return self.cleaned_data["seen"] or 0

    def refuse_stale(self, assignment: Assignment | None) -> None:
        """A colleague decided first: say what; submitting again overwrites it."""
        self.data = self.data.copy()
        same_person = assignment and assignment.assignee_id == self.cleaned_data.get("seen")
        self.data["seen"] = str(assignment.assignee_id if assignment else 0)
        self.data["version"] = version_of(assignment, self.columns) if assignment else ""
        if same_person:
            said = f"{assignment.by.name}さんが先に期限か依頼の内容を変えました。"
        elif assignment:
            said = f"{assignment.by.name}さんが先に{assignment.assignee.name}さんを担当にしました。"
        else:
            said = "ほかの人が先に完了にしました。"
        self.add_error(None, f"{said}それでも変えるときは、もう一度保存してください。")
