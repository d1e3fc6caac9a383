"""What a body applies for, what it answers to the questions, and whom to ask; and stepping back."""

from django import forms

from common.fields import LineField, MailAddressField, TelephoneField, TextField
from correspondence.questions.answer_forms import AnswerFieldsForm, VersionsForm
from correspondence.questions.contents import values_of
from events.applications.actions import CONTACT, NO_ROLE, NOT_OFFERED, NOTHING_LEFT, OTHER_QUESTIONS
from events.calls.models import CallRole, ExhibitorCall
from events.participations.models import DECIDED, GONE, Participation, RoleState


class ApplicationForm(AnswerFieldsForm, VersionsForm):
    """The application of one body; `participation` may be a row that is not saved yet.

    `by` is the officer, or the `SessionUploads` of who has only the mail. A subclass may add fields.
    """

    other_questions = OTHER_QUESTIONS

    roles = forms.MultipleChoiceField(
        label="出展する区分",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NO_ROLE, "invalid_choice": NOT_OFFERED},
    )
    contact_name = LineField(
        label="連絡先の部署・担当者",
        max_length=200,
    )
    contact_phone = TelephoneField(label="電話番号", max_length=60)
    contact_email = MailAddressField(
        label="メールアドレス",
        help_text="申込の控えと、決定の結果が届きます。",
    )

    def __init__(
        self,
        data=None,
        files=None,
        *,
        call: ExhibitorCall,
        participation: Participation,
        initial=None,
        **kwargs,
    ):
        self.part = participation
        states = {} if participation.pk is None else _states(participation)
        offered = [row for row in call.roles.all() if states.get(row.role) not in DECIDED]
        chosen = [name for name, state in states.items() if state in (RoleState.APPLIED, RoleState.INVITED)]
        contact = {name: getattr(participation, name) for name in CONTACT if getattr(participation, name)}
        super().__init__(
            data,
            files,
            answer=participation,
            item=call,
            questions=list(call.questions.current()),
            values=values_of(participation) if participation.pk else [],
            remark=participation.remark,
            initial={"roles": chosen} | (initial or {}) | contact,
            **kwargs,
        )
        if not offered:
            del self.fields["roles"]
            return
        self.fields["roles"].choices = [(row.role, _offer(row)) for row in offered]
        self.fields["roles"].required = not {RoleState.WAITING, RoleState.ACCEPTED} & set(states.values())

    @property
    def shown_fields(self) -> list:
        roles = [self["roles"]] if "roles" in self.fields else []
        return [*roles, *super().shown_fields, *(self[name] for name in CONTACT)]

    @property
    def facts(self) -> dict:
        """What `apply_for_roles` takes of it."""
        return {
            "roles": self.cleaned_data.get("roles", []),
            "contact": {name: self.cleaned_data[name] for name in CONTACT},
            "values": self.values,
            "files": self.stored_files,
            "remark": self.cleaned_data["remark"],
            **self.versions,
        }


def _states(part: Participation) -> dict[str, str]:
    return {role.role: role.state for role in part.roles.all()}


def _offer(row: CallRole) -> str:
    if row.capacity is None:
        return str(row)
    if row.is_full:
        return f"{row}（募集数{row.capacity}に達しています。申し込むと、空きを待つことがあります）"
    return f"{row}（募集数{row.capacity}、残り{row.left}）"


class WithdrawalForm(forms.Form):
    """Which roles a body gives up, and why."""

    use_required_attribute = False
    roles = forms.MultipleChoiceField(
        label="辞退する区分",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOTHING_LEFT},
    )
    reason = TextField(
        label="辞退の理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="主催者に伝わります。500文字まで。",
    )

    def __init__(self, *args, participation: Participation, **kwargs):
        rows = list(participation.roles.all())
        left = [(row.role, str(row)) for row in rows if row.state not in GONE]
        super().__init__(*args, initial={"roles": [role for role, _ in left]}, **kwargs)
        given_up = [(row.role, str(row)) for row in rows if row.state == RoleState.WITHDRAWN]
        self.fields["roles"].choices = [*left, *given_up]  # a second press names them once more
        self.fields["roles"].widget.choices = left
        self.fields["reason"].required = (
            participation.answered_at is not None
        )  # no to an invitation needs none
