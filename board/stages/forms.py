from django import forms

from board.stages import rules
from board.stages.actions import StepTakenMeanwhile, last_step
from board.topics.models import Topic
from common.fields import JapaneseDateField, TextField
from common.idempotency.forms import IdempotentForm
from common.japanese_calendar import YearOf, today

DATE_HELP = "例：令和8年4月1日、2026/4/1"


class StepForm(IdempotentForm):
    """The next stage of a proposal, from when, with a remark. `seen` is the last step on the page."""

    seen = forms.IntegerField(required=False, max_value=2**62, widget=forms.HiddenInput)
    stage = forms.ChoiceField(
        label="次の段階",
        widget=forms.RadioSelect,
    )
    on = JapaneseDateField(
        label="日付",
        year=YearOf.LAST,
        help_text=f"その段階になった日。{DATE_HELP}。これからの日付は入力できません。",
    )
    remark = TextField(
        label="備考",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="例：覚書を交わした、実施日が決まった、見送る理由。投稿を読める団体に表示されます。",
    )

    def __init__(self, *args, topic: Topic, **kwargs):
        super().__init__(*args, **kwargs)
        self.topic, self.last = topic, last_step(topic)
        choices = rules.NEXT.get(topic.stage, ())
        self.fields["stage"].choices = [
            (stage, f"{stage.label} — {rules.MEANINGS[stage]}") for stage in choices
        ]
        self.fields["seen"].initial = self.last.pk if self.last else 0
        self.fields["on"].initial = today()

    @property
    def is_stale(self) -> bool:
        """Whether another step was taken since the page was opened."""
        return self.is_bound and self["seen"].value() not in ("", None, str(self.fields["seen"].initial))

    def clean(self):
        cleaned = super().clean()
        if self.is_stale:
            self._errors.clear()  # the chosen stage belonged to another step
            self.refuse_stale(StepTakenMeanwhile(self.topic, self.last))
        elif "stage" in cleaned and "on" in cleaned:
            field, sentence = rules.reason_not_to_step(self.topic, self.last, cleaned["stage"], cleaned["on"])
            if sentence:
                self.add_error(field, sentence)
        return cleaned

    def refuse_stale(self, refusal: StepTakenMeanwhile) -> None:
        """Say who was first, and go on from there; what was typed stays."""
        self.data = self.data.copy()
        self.data["seen"] = str(self.fields["seen"].initial)
        self.data.pop("stage", None)
        self.add_error(None, str(refusal))
        if not self.fields["stage"].choices:
            del self.fields["stage"]
