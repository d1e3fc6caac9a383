from django import forms
from django.core.exceptions import ValidationError

from board.topics.audience_fields import AudienceFields
from board.topics.models import Topic
from common.attachments.forms import AttachmentsMixin
from common.fields import LineField, TextField
from common.forms import ConcurrentEditMixin
from common.idempotency.forms import IdempotentForm
from common.japanese_calendar import today
from members.organizations.profile import Theme
from members.sections.models import Section

NOT_SAVED = {"idempotency_key", "version", "files", "kept_files", "notify"}
DATE_HELP = "例：令和8年4月1日、2026/4/1"


class TopicForm(AudienceFields, ConcurrentEditMixin, AttachmentsMixin, IdempotentForm):
    """What all kinds have. With `draft=True` nothing is required: a draft may stop anywhere.

    `instance` is the topic being edited; `version` says which state of it is on the page.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = LineField(label="件名", max_length=100, help_text="一覧やメールに出ます。100文字まで。")
    body = TextField(max_length=10_000, widget=forms.Textarea(attrs={"rows": 14}))
    themes = forms.MultipleChoiceField(
        label="テーマ",
        choices=Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="当てはまるものをすべて選んでください。",
    )

    section = forms.ModelChoiceField(
        label="担当部署",
        queryset=Section.objects.none(),
        required=False,  # where it is not sent, it stays what it was
        empty_label=None,
        help_text="連絡先として、電話番号と共通アドレスが表示されます。返信の通知も届きます。",
        error_messages={"invalid_choice": "自分の団体の担当部署から選んでください。"},
    )
    asks_read_receipts = forms.BooleanField(
        label="読んだ団体を記録する",
        required=False,
        help_text="どの団体が読んだかを、自分の団体の担当者が確かめられます。",
    )
    notify = forms.BooleanField(
        label="更新を知らせる（未読に戻す）",
        required=False,
        help_text="この投稿に返信した人と自分の団体に、変わった項目をメールで知らせます。小さな直しでは選ばないでください。",
    )

    own_groups: tuple[tuple[str, str], ...] = ()  # of its kind: (heading, names of fields)
    body_label = "本文"
    body_help = (
        "改行、「・」で始まる箇条書き、http・httpsのリンクがそのまま表示されます。"
        "「＠江東区」「＠大阪府堺市」のように書くと、その団体の共通アドレスへ通知が届きます。"
    )

    def __init__(self, *args, instance: Topic | None = None, draft: bool = False, **kwargs):
        self.instance, self.draft = instance, draft
        if instance is not None:
            kwargs["initial"] = {**self._initial_of(instance), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["body"].label, self.fields["body"].help_text = self.body_label, self.body_help
        self._set_section_choices()
        if instance is not None and not instance.is_draft:  # changed on a page of its own, and notified
            del self.fields["audience"], self.fields["audience_organizations"]
        if instance is None or instance.is_draft:
            del self.fields["notify"]
        if draft:
            for field in self.fields.values():
                field.required = False
        self.order_fields([name for _, names in self.groups for name in names.split()])

    @property
    def groups(self) -> list[tuple[str, str]]:
        """(heading, names of fields) in the order of the page."""
        return [
            ("内容", "title body themes"),
            *self.own_groups,
            ("添付", "kept_files files"),
            ("担当と公開範囲", "section audience audience_organizations asks_read_receipts notify"),
        ]

    def _set_section_choices(self) -> None:
        """The open sections of the organisation that owns the topic, and the one it has now."""
        section = self._section = self.instance.section if self.instance is not None else self.by.section
        self.owner = section.organization
        sections = Section.objects.filter(organization=section.organization_id)
        self.fields["section"].queryset = sections.open() | sections.filter(pk=section.pk)
        self.fields["section"].label_from_instance = lambda row: row.name_now
        self.fields["section"].initial = section.pk

    def _initial_of(self, topic: Topic) -> dict:
        initial = {name: getattr(topic, name) for name in self.base_fields if hasattr(topic, name)}
        for name in initial.keys() & {"wards", "audience_organizations"}:
            initial[name] = getattr(topic, name).all  # asked where the form is shown
        return initial | {name: raw for name, raw in topic.unparsed.items() if name in self.base_fields}

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "始まりの日以後の日付を入力してください。")
        return cleaned

    def clean_section(self):
        return self.cleaned_data["section"] or self._section

    def clean_deadline(self):
        deadline = self.cleaned_data["deadline"]
        # a draft is not yet on the board: there its deadline would close it in the next night
        published = self.instance is not None and not self.instance.is_draft
        unchanged = published and self.instance.deadline == deadline
        if deadline and deadline < today() and not self.draft and not unchanged:
            raise ValidationError("今日以後の日付を入力してください。")
        return deadline

    @property
    def values(self) -> dict:
        """The cleaned fields that are saved in the topic."""
        names = set(self.cleaned_data) - NOT_SAVED
        values = {name: self.cleaned_data[name] for name in names}
        if "wards" in values:
            values["all_wards"] = not values["wards"]
        return values

    def refuse_stale(self, topic: Topic) -> None:
        """A colleague saved meanwhile: say so; saving this text again overwrites theirs."""
        self.data = self.data.copy()
        self.data["version"] = str(topic.version)
        self.refuse(
            f"{topic.saved_by.name}さんが先に保存しました。下の「保存されている内容」と見比べて直し、"
            "もう一度保存してください。いま入力した内容は「別稿」としても残しています。"
        )
