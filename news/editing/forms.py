"""A notice as the secretariat writes it."""

from django import forms

from common import japanese_calendar
from common.attachments.forms import AttachmentsMixin
from common.fields import JapaneseDateField, LineField, TextField
from common.idempotency.forms import IdempotentForm
from common.text import PAGE_LINK_HELP
from common.versions import RowEditForm
from news.announcements.models import Announcement

LAST = ("telling", "is_minor")


class AnnouncementForm(IdempotentForm, AttachmentsMixin, RowEditForm):
    """`row` is the notice that is edited, None for a new one."""

    columns = ("title", "category", "body", "is_pinned", "ends_on", "telling")
    title = LineField(label="件名", max_length=120)
    category = forms.ChoiceField(
        label="分類",
        choices=Announcement.Category.choices,
        initial=Announcement.Category.SITE,
        required=False,
    )
    body = TextField(
        label="本文",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=PAGE_LINK_HELP,
    )
    is_pinned = forms.BooleanField(label="重要なお知らせとして、一覧の先頭に出す", required=False)
    ends_on = JapaneseDateField(
        label="掲載の最終日",
        required=False,
        help_text="例：令和8年4月1日。この日の翌日から、一覧、トップページ、検索に出なくなります。期限がないときは空欄。",
    )
    telling = forms.ChoiceField(
        label="会員への通知",
        choices=Announcement.Telling.choices,
        initial=Announcement.Telling.NONE,
        required=False,
        widget=forms.RadioSelect,
        help_text="すべての会員の担当課の共通アドレスに送ります。すぐに送るのは、急ぐものや、会員に手続きをお願いするものだけにしてください。",
    )
    is_minor = forms.BooleanField(
        label="更新日を変えない",
        required=False,
        help_text="誤字の修正など、内容が変わらないときに選んでください。",
    )

    def __init__(self, *args, row: Announcement | None = None, **kwargs):
        self.row = self.instance = row
        initial = {name: getattr(row, name) for name in self.columns} if row else {}
        super().__init__(*args, initial=initial, **kwargs)
        if not (row and row.is_published):
            del self.fields["is_minor"]
        else:
            del self.fields["telling"]
        self.columns = tuple(name for name in self.columns if name in self.fields)

    def clean_ends_on(self):
        day = self.cleaned_data["ends_on"]
        is_new = day and not (self.row and self.row.ends_on == day)
        if is_new and day < japanese_calendar.today():
            raise forms.ValidationError("掲載の最終日は、今日以後の日を入力してください。")
        return day

    def clean_category(self):
        return self.cleaned_data["category"] or Announcement.Category.SITE

    def clean_telling(self):
        return self.cleaned_data["telling"] or Announcement.Telling.NONE

    @property
    def shown(self) -> list:
        """Its fields in the order of the page."""
        names = ("title", "category", "body", "kept_files", "files", "ends_on", "is_pinned", *LAST)
        return [self[name] for name in names if name in self.fields]
