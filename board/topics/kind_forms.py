"""Forms of topics, one for each kind: strict for publication, lenient for a draft."""

from django import forms
from django.core.exceptions import ValidationError

from board.topics.audience import Audience
from board.topics.event_links import EventField
from board.topics.forms import DATE_HELP, TopicForm
from board.topics.models import Topic
from common.fields import JapaneseDateField, JapaneseIntegerField, LineField, TextField
from common.link_fields import LinkField
from members.organizations.forms import WardsField
from members.organizations.models import Organization

NEITHER = "「こちらから提供できること」か「相手に求めること」のどちらかを入力してください。"
NOTHING_SHOWN = "広報誌・動画のアドレスを入力するか、ファイルを添付してください。"


class ProposalForm(TopicForm):
    """A joint project that a municipality or ward proposes (連携提案)."""

    body_label = "提案の内容"
    own_groups = (
        ("提供できることと、求めること", "offer seek budget"),
        ("相手と時期", "wards starts_on ends_on period_note deadline"),
    )
    offer = TextField(
        label="こちらから提供できること",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="「相手に求めること」とのどちらかを入力してください。例：特産品、会場、人、ノウハウ",
    )
    seek = TextField(
        label="相手に求めること",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="例：会場の提供、広報への掲載、職員同士の意見交換",
    )
    budget = LineField(
        label="予算の考え方",
        required=False,
        max_length=200,
        help_text="例：会場費は折半、旅費は各自。200文字まで。",
    )
    wards = WardsField(
        label="希望する区",
        required=False,
        help_text="選ばないときは、公開範囲に入るすべての区への提案になります。"
        "選ぶと、その区にだけメールでお知らせします（読めるかどうかは「公開範囲」で決まります）。",
    )
    starts_on = JapaneseDateField(label="希望時期の始まり", required=False, help_text=DATE_HELP)
    ends_on = JapaneseDateField(label="希望時期の終わり", required=False, help_text=DATE_HELP)
    period_note = LineField(
        label="希望時期の補足",
        required=False,
        max_length=100,
        help_text="例：秋ごろ、土日を希望。100文字まで。",
    )
    deadline = JapaneseDateField(
        label="返信期限",
        required=False,
        help_text=f"{DATE_HELP}。募集中のままこの日を過ぎると、受付が自動で終わります。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wards"].queryset = Organization.objects.special_wards()

    def clean(self):
        cleaned = super().clean()
        asked = {"offer", "seek"}
        if not self.draft and not asked & self.errors.keys() and not any(map(cleaned.get, asked)):
            self.add_error("offer", NEITHER)
        return cleaned

    def addressed_wards(self, cleaned):
        return list(cleaned.get("wards") or ())

    def clean_wards(self):
        """The audience of a published topic is fixed: a chosen ward must be able to read it."""
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

    body_label = "募集の内容"
    own_groups = (("日程と場所", "starts_on ends_on place places deadline event_path"),)
    starts_on = JapaneseDateField(label="開催日（始まり）", help_text=DATE_HELP)
    ends_on = JapaneseDateField(
        label="開催日（終わり）", required=False, help_text="1日だけのときは空欄にしてください。"
    )
    place = LineField(
        label="場所", max_length=200, help_text="例：江東区文化センター、オンライン。200文字まで。"
    )
    places = JapaneseIntegerField(
        label="募集数",
        units=("人", "団体"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="団体数や人数を数字で入力してください。決まっていないときは空欄にしてください。",
        error_messages={"min_value": "1以上の数字で入力してください。"},
    )
    deadline = JapaneseDateField(
        label="申込期限", help_text=f"{DATE_HELP}。この日の翌日に、受付が自動で終わります。"
    )
    event_path = EventField(
        label="関連するイベント",
        required=False,
        max_length=200,
        help_text="このサイトの「イベント・展示」にページがあるときは、そのアドレスか末尾の番号。"
        "例：/events/12/、12",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["event_path"].current = self.instance.event_path if self.instance is not None else ""

    def clean(self):
        cleaned = super().clean()
        deadline, last = cleaned.get("deadline"), cleaned.get("ends_on") or cleaned.get("starts_on")
        if deadline and last and deadline > last:
            self.add_error("deadline", "開催日までの日付を入力してください。")
        return cleaned


class NoticeForm(TopicForm):
    """A programme or project that others should know of (事業の周知)."""

    body_label = "周知の内容"
    own_groups = (("事業", "programme starts_on ends_on"),)
    programme = LineField(
        label="事業名",
        required=False,
        max_length=100,
        help_text="例：移住・定住促進事業。件名と同じときは空欄にしてください。100文字まで。",
    )
    starts_on = JapaneseDateField(label="期間の始まり", required=False, help_text=DATE_HELP)
    ends_on = JapaneseDateField(label="期間の終わり", required=False, help_text=DATE_HELP)


class PromotionForm(TopicForm):
    """A newsletter or video that a municipality wants seen (広報誌・動画の紹介)."""

    body_label = "紹介文"
    own_groups = (("紹介するもの", "link"),)
    link = LinkField(
        label="広報誌・動画のアドレス",
        required=False,
        max_length=500,
        help_text="ファイルを添付するときは、空欄にできます。"
        "例：https://www.city.example.lg.jp/koho/ 。500文字まで。",
    )

    def clean(self):
        cleaned = super().clean()
        shown = cleaned.get("link") or self.stored_files or self.errors.keys() & {"link", "files"}
        if not self.draft and not shown:
            self.add_error("link", NOTHING_SHOWN)
        return cleaned


FORMS: dict[str, type[TopicForm]] = {
    Topic.Kind.PROPOSAL: ProposalForm,
    Topic.Kind.CALL: CallForm,
    Topic.Kind.NOTICE: NoticeForm,
    Topic.Kind.PROMOTION: PromotionForm,
}


class TalkForm(TopicForm):
    """Title, text and files: themes come from the topic, its readers are its two sides."""

    body_label = "相談の内容"
    own_fields = ("idempotency_key", "version", "title", "body", "kept_files", "files")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {*self.own_fields, "partner"}:
            del self.fields[name]


def form_of(topic: Topic) -> type[TopicForm]:
    """The form by which a topic is edited, whatever its kind."""
    return TalkForm if topic.is_talk else FORMS[topic.kind]
