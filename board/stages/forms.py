"""Forms of a topic's life: the next stage, the new beginning, another audience."""

import copy

from django import forms
from django.core.exceptions import ValidationError

from board import stages
from board.actions.life import SteppedBefore, last_step
from board.forms.audience import AudienceFields
from board.models import Topic
from members.models import Organization
from office.calendar import today, wareki
from office.fields import JapaneseDateField, TextField
from office.forms import OnceForm

DATE_HELP = "例: 令和8年4月1日、2026/4/1"


class StepForm(OnceForm):
    """The next stage of a proposal, from when, with a remark. `seen` is the last step on the page."""

    seen = forms.IntegerField(required=False, max_value=2**62, widget=forms.HiddenInput)
    stage = forms.ChoiceField(
        label="次の段階",
        widget=forms.RadioSelect,
        error_messages={"required": "次の段階を選んでください。"},
    )
    on = JapaneseDateField(
        label="日付", help_text=f"その段階になった日。{DATE_HELP}。これからの日付は入力できません。"
    )
    remark = TextField(
        label="備考",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="例: 覚書を交わした、実施日が決まった、見送る理由。投稿を読める団体に表示されます。",
    )

    def __init__(self, *args, topic: Topic, **kwargs):
        super().__init__(*args, **kwargs)
        self.topic, self.last = topic, last_step(topic)
        choices = stages.NEXT.get(topic.stage, ())
        self.fields["stage"].choices = [
            (stage, f"{stage.label} — {stages.MEANINGS[stage]}") for stage in choices
        ]
        self.fields["seen"].initial = self.last.pk if self.last else 0
        self.fields["on"].initial = today()

    @property
    def is_overtaken(self) -> bool:
        """Whether another step was taken since the page was opened."""
        return self.is_bound and self["seen"].value() not in ("", None, str(self.fields["seen"].initial))

    def clean(self):
        cleaned = super().clean()
        if self.is_overtaken:
            self._errors.clear()  # what he chose belonged to another stage
            self.overtaken(SteppedBefore(self.topic, self.last))
        elif "stage" in cleaned and "on" in cleaned:
            field, sentence = stages.refusal_of(self.topic, self.last, cleaned["stage"], cleaned["on"])
            if sentence:
                self.add_error(field, sentence)
        return cleaned

    def overtaken(self, refusal: SteppedBefore) -> None:
        """Say who was first, and go on from there; what was typed stays."""
        self.data = self.data.copy()
        self.data["seen"] = str(self.fields["seen"].initial)
        self.data.pop("stage", None)
        self.add_error(None, str(refusal))
        if not self.fields["stage"].choices:
            del self.fields["stage"]


class ReopenForm(OnceForm):
    """The new deadline of a topic that is taken up again, where it had one."""

    deadline = JapaneseDateField(label="新しい締切", help_text=DATE_HELP)

    def __init__(self, *args, topic: Topic, **kwargs):
        super().__init__(*args, **kwargs)
        if topic.deadline is None:
            del self.fields["deadline"]
        else:
            self.fields["deadline"].help_text = f"前の締切は{wareki(topic.deadline)}です。{DATE_HELP}"
            self.fields["deadline"].initial = topic.deadline if topic.deadline >= today() else None

    def clean_deadline(self):
        if self.cleaned_data["deadline"] < today():
            raise ValidationError("今日以後の日付を入力してください。")
        return self.cleaned_data["deadline"]


class AudienceForm(AudienceFields):
    """Another audience of a published topic; organisations that replied are cut off only when he says so."""

    cut_off = forms.TypedMultipleChoiceField(
        label="返信した団体のうち、読めなくなる団体",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="読めなくしてよい団体に、チェックを付けてください。その団体にはメールでお知らせします。",
    )

    def __init__(self, data=None, *, topic: Topic):
        chosen = list(topic.audience_organizations.select_related("local_government"))
        initial = {"audience": topic.audience, "audience_organizations": chosen}
        super().__init__(data, initial=initial)
        self.owner, self.topic = topic.organization, topic
        if data is not None and "cut_off" in data:
            self._offer(Organization.objects.filter(replies__topic=topic).distinct())
        else:
            del self.fields["cut_off"]

    def wished_wards(self, cleaned) -> list:
        return [] if self.topic.all_wards else list(self.topic.wards.all())

    def ask_about(self, organizations) -> None:
        """Name those who replied and would lose it; he ticks them and presses once more."""
        self.fields["cut_off"] = copy.deepcopy(self.base_fields["cut_off"])
        self._offer(organizations)
        self.add_error(
            "cut_off",
            f"返信した{len(organizations)}団体が、この投稿を読めなくなります。"
            "団体名を確かめてチェックを付け、もう一度押してください。",
        )

    def _offer(self, organizations) -> None:
        self.fields["cut_off"].choices = [(row.pk, row.full_name) for row in organizations]
