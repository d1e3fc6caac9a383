"""Forms of topics: one for each kind, whole to be published, lenient while a draft."""

from django import forms
from django.core.exceptions import ValidationError

from board.event_links import EventField
from board.forms.audience import AudienceFields
from board.models import Audience, Topic
from members.forms.links import LinkField
from members.models import Organization, Section, Theme
from office.calendar import today
from office.fields import JapaneseDateField, JapaneseIntegerField, LineField, TextField
from office.forms import AttachmentsMixin, OnceForm

NOT_KEPT = {"once", "version", "files", "kept_files", "tells"}
DATE_HELP = "例: 令和8年4月1日、2026/4/1"


class WardsField(forms.ModelMultipleChoiceField):
    """Special wards by name; nothing chosen means all."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, ward):
        return ward.name


class TopicForm(AudienceFields, AttachmentsMixin, OnceForm):
    """What all kinds have. With `draft=True` nothing is required: a draft may stop anywhere.

    `instance` is the topic being continued; `version` says which state of it stands on the page.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = LineField(label="標題", max_length=100, help_text="一覧やメールに出ます。100文字まで。")
    body = TextField(label="本文", max_length=10_000, widget=forms.Textarea(attrs={"rows": 14}))
    themes = forms.MultipleChoiceField(
        label="テーマ",
        choices=Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="当てはまるものをすべて選んでください。",
    )

    section = forms.ModelChoiceField(
        label="担当部署",
        queryset=Section.objects.none(),
        required=False,  # where it does not come along, it stays what it was
        empty_label=None,
        help_text="連絡先として、電話番号と共通アドレスが表示されます。返信のお知らせも届きます。",
        error_messages={"invalid_choice": "自分の団体の担当部署から選んでください。"},
    )
    asks_reading = forms.BooleanField(
        label="読んだ団体を記録する",
        required=False,
        help_text="どの団体が読んだかを、自分の団体の担当者が確かめられます。",
    )
    tells = forms.BooleanField(
        label="更新を知らせる(未読に戻す)",
        required=False,
        help_text="この投稿に返信した人と自分の団体に、変わった項目をメールで知らせます。小さな直しでは選ばないでください。",
    )

    last_fields = ("kept_files", "files", "section", "audience", "audience_organizations", "asks_reading")
    last_fields += ("tells",)
    body_help = (
        "改行、「・」で始まる箇条書き、http(s)のリンクがそのまま表示されます。"
        "「＠江東区」「＠大阪府堺市」のように書くと、その団体の共通アドレスへ知らせが届きます。"
    )

    def __init__(self, *args, instance: Topic | None = None, draft: bool = False, **kwargs):
        self.instance, self.draft = instance, draft
        if instance is not None:
            kwargs["initial"] = {**self._initial_of(instance), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = self.body_help
        self._offer_sections()
        if instance is not None and not instance.is_draft:  # changed on a page of its own, and told
            del self.fields["audience"], self.fields["audience_organizations"]
        if instance is None or instance.is_draft:
            del self.fields["tells"]
        if draft:
            for field in self.fields.values():
                field.required = False
        first = [name for name in self.fields if name not in self.last_fields]
        self.order_fields([*first, *self.last_fields])

    def _offer_sections(self) -> None:
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
            initial[name] = list(getattr(topic, name).all())
        return initial | {name: raw for name, raw in topic.typed.items() if name in self.base_fields}

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
        """The cleaned fields that are kept in the topic."""
        names = set(self.cleaned_data) - NOT_KEPT
        values = {name: self.cleaned_data[name] for name in names}
        if "wards" in values:
            values["all_wards"] = not values["wards"]
        return values

    def overtaken_by(self, topic: Topic) -> None:
        """A colleague saved meanwhile: say so; saving this text once more goes over his version."""
        self.data = self.data.copy()
        self.data["version"] = str(topic.version)
        self.refuse(
            f"{topic.saved_by.name}さんが先に保存しました。下の「保存されている内容」と見比べて直し、"
            "もう一度保存してください。いま入力した内容は「別稿」としても残しています。"
        )

    def refuse(self, sentence: str) -> None:
        """Say why the topic could not be saved after all; what was typed and uploaded stays in the form."""
        self.add_error(None, sentence)
        self._show_kept()


class ProposalForm(TopicForm):
    """A joint project that a municipality or ward proposes (連携提案)."""

    offer = TextField(
        label="こちらから提供できること",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="例: 特産品、会場、人、ノウハウ",
    )
    seek = TextField(
        label="相手に求めること",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="例: 会場の提供、広報への掲載、職員同士の意見交換",
    )
    budget = LineField(
        label="予算の考え方",
        required=False,
        max_length=200,
        help_text="例: 会場費は折半、旅費は各自。200文字まで。",
    )
    wards = WardsField(
        label="希望する区",
        queryset=Organization.objects.none(),
        required=False,
        help_text="選ばないときは、公開範囲に入るすべての区への提案になります。"
        "選ぶと、その区にだけメールでお知らせします(読めるかどうかは「公開範囲」で決まります)。",
    )
    starts_on = JapaneseDateField(label="希望時期の始まり", required=False, help_text=DATE_HELP)
    ends_on = JapaneseDateField(label="希望時期の終わり", required=False, help_text=DATE_HELP)
    period_note = LineField(
        label="希望時期の補足",
        required=False,
        max_length=100,
        help_text="例: 秋ごろ、土日を希望。100文字まで。",
    )
    deadline = JapaneseDateField(
        label="返信の希望期限",
        required=False,
        help_text=f"{DATE_HELP}。募集中のままこの日を過ぎると、受付が自動で終わります。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = "提案の内容"
        self.fields["wards"].queryset = Organization.objects.special_wards()

    def wished_wards(self, cleaned):
        return list(cleaned.get("wards") or ())

    def clean_wards(self):
        """Of a published topic the audience stands already: who is wished must be able to read it."""
        wards = self.cleaned_data["wards"]
        if self.instance is None or self.instance.is_draft or self.instance.audience != Audience.CHOSEN:
            return wards
        readers = {self.owner.pk, *self.instance.audience_organizations.values_list("pk", flat=True)}
        if left_out := [ward.name for ward in wards if ward.pk not in readers]:
            names = "、".join(left_out)
            raise ValidationError(f"{names}は、この投稿を読めません。先に公開範囲を変えてください。")
        return wards


class CallForm(TopicForm):
    """An event or project that others may join (参加募集)."""

    starts_on = JapaneseDateField(label="開催日(始まり)", help_text=DATE_HELP)
    ends_on = JapaneseDateField(
        label="開催日(終わり)", required=False, help_text="1日だけのときは空欄にしてください。"
    )
    place = LineField(
        label="場所", max_length=200, help_text="例: 江東区文化センター、オンライン。200文字まで。"
    )
    places = JapaneseIntegerField(
        label="募集数",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="団体数や人数を数字で入力してください。決まっていないときは空欄にしてください。",
        error_messages={"min_value": "1以上の数字で入力してください。"},
    )
    deadline = JapaneseDateField(
        label="申込みの締切", help_text=f"{DATE_HELP}。この日の翌日に、受付が自動で終わります。"
    )
    event_path = EventField(
        label="関連するイベント",
        required=False,
        max_length=200,
        help_text="このサイトの「イベント・展示」にページがあるときは、そのアドレスか末尾の番号。"
        "例: /events/12/、12",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = "募集の内容"
        self.fields["event_path"].kept = self.instance.event_path if self.instance is not None else ""

    def clean(self):
        cleaned = super().clean()
        deadline, last = cleaned.get("deadline"), cleaned.get("ends_on") or cleaned.get("starts_on")
        if deadline and last and deadline > last:
            self.add_error("deadline", "開催日までの日付を入力してください。")
        return cleaned


class NoticeForm(TopicForm):
    """A programme or project that others should know of (事業の周知)."""

    programme = LineField(
        label="事業名",
        required=False,
        max_length=100,
        help_text="例: 移住・定住促進事業。標題と同じときは空欄にしてください。100文字まで。",
    )
    starts_on = JapaneseDateField(label="期間の始まり", required=False, help_text=DATE_HELP)
    ends_on = JapaneseDateField(label="期間の終わり", required=False, help_text=DATE_HELP)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = "周知の内容"


class PromotionForm(TopicForm):
    """A newsletter or video that a municipality wants seen (広報のPR)."""

    link = LinkField(
        label="広報誌・動画のアドレス",
        max_length=500,
        help_text="例: https://www.city.example.lg.jp/koho/ 。500文字まで。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = "紹介文"


FORMS: dict[str, type[TopicForm]] = {
    Topic.Kind.PROPOSAL: ProposalForm,
    Topic.Kind.CALL: CallForm,
    Topic.Kind.NOTICE: NoticeForm,
    Topic.Kind.PROMOTION: PromotionForm,
}


def problems_of(topic: Topic) -> bool:
    """Whether something that publishing demands is still missing in a draft, or cannot be read."""
    from board.forms.talk import form_of  # its form is made of those here

    if topic.typed:
        return True
    form_class = form_of(topic)
    unbound = form_class(instance=topic, by=topic.saved_by)
    data = {name: unbound.get_initial_for_field(field, name) for name, field in unbound.fields.items()}
    data = {name: [ward.pk for ward in value] if name == "wards" else value for name, value in data.items()}
    data["section"] = topic.section_id
    return not form_class(data, instance=topic, by=topic.saved_by).is_valid()
