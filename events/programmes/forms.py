"""One part of a programme."""

from django import forms

from common.attachments.forms import AttachmentsMixin
from common.fields import JapaneseDateField, JapaneseTimeField, LineField, TextField
from common.forms import PartsMixin
from common.idempotency.forms import IdempotentForm
from common.versions import RowEditForm
from events.events.models import Event
from events.programmes.models import ProgrammePart

MAX_SPEAKERS = 30


class ProgrammePartForm(PartsMixin, IdempotentForm, AttachmentsMixin, RowEditForm):
    """Day, time, room, words, speakers and documents; `row` is the part, None for a new one."""

    columns = ("day", "opens", "closes", "room", "title", "body")
    groups = (
        ("内容", "title body speakers"),
        ("日時と場所", "day room opens closes"),
        ("画像と資料", "files"),
    )

    title = LineField(label="件名", max_length=200)
    day = JapaneseDateField(label="日付", required=False, help_text="空欄なら、開催期間を通して")
    opens = JapaneseTimeField(label="開始時刻", required=False)
    closes = JapaneseTimeField(label="終了時刻", required=False)
    room = LineField(label="場所", required=False, max_length=100)
    body = TextField(label="内容", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))
    speakers = TextField(
        label="登壇者",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="1行に1人。例：「見本 太郎／〇〇市企画課長」",
    )

    def __init__(self, *args, event: Event, row: ProgrammePart | None = None, **kwargs):
        self.event, self.row, self.instance = event, row, row
        if row:
            saved = {name: getattr(row, name) for name in self.columns}
            said = (f"{one.name}／{one.title}" if one.title else one.name for one in row.speakers.all())
            kwargs["initial"] = saved | {"speakers": "\n".join(said)}
        super().__init__(*args, **kwargs)

    def clean_speakers(self):
        lines = [line.strip() for line in self.cleaned_data["speakers"].splitlines() if line.strip()]
        if len(lines) > MAX_SPEAKERS:
            raise forms.ValidationError(f"登壇者は{MAX_SPEAKERS}人までです。")
        self.people = []
        for line in lines:
            name, _, title = line.replace("/", "／").partition("／")
            if len(name.strip()) > 60 or len(title.strip()) > 200 or not name.strip():
                raise forms.ValidationError(f"「{line[:30]}」：氏名は60文字、肩書は200文字までです。")
            self.people.append((name.strip(), title.strip()))
        return self.cleaned_data["speakers"]

    def clean(self):
        cleaned = super().clean()
        day, opens, closes = (cleaned.get(name) for name in ("day", "opens", "closes"))
        first, last = self.event.starts_on, self.event.ends_on or self.event.starts_on
        if day and first and not first <= day <= last:
            self.add_error("day", "開催期間の中の日を入力してください。")
        if opens and not day and "day" not in self.errors:
            self.add_error("day", "時刻を入力するときは、日付も入力してください。")
        if closes and not opens and "opens" not in self.errors:
            self.add_error("opens", "開始時刻を入力してください。")
        if opens and closes and closes <= opens:
            self.add_error("closes", "終了時刻は、開始時刻より後にしてください。")
        return cleaned
