from django import forms

from common.fields import LineField, MailAddressField
from members.handovers.forms import HandoverForm
from members.sections.forms import SectionForm
from members.users.models import User


class ResendEntryForm(forms.Form):
    """To which mailbox the mail goes once more."""

    mailbox = MailAddressField(
        label="送り先（担当課の共通アドレス）",
        help_text="電話などで確かめた新しいアドレスを入力すると、登録のアドレスもそれに変わります。",
    )


class TelephoneAnswerForm(forms.Form):
    """Who said on the telephone that everything is right."""

    answered_name = LineField(label="電話で答えた方の氏名", max_length=60)


class UnchangedForm(forms.Form):
    """Nothing changed: one press; the name may stay empty."""

    answered_name = LineField(
        label="回答する方の氏名（任意）", max_length=60, required=False, help_text="事務局だけが見ます。"
    )


class ContactsForm(SectionForm):
    """What is registered, to be written over; who left, who came."""

    groups = (
        *SectionForm.groups,
        ("担当者の異動", "left came_name came_email"),
        ("回答する方", "answered_name"),
    )

    left = forms.ModelMultipleChoiceField(
        label="いなくなった担当者",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="後任者が決まっているときは、下の「異動する担当者がいる」から届け出てください。",
    )
    came_name = LineField(label="加わる担当者の氏名", max_length=60, required=False)
    came_email = MailAddressField(
        label="加わる担当者のメールアドレス",
        required=False,
        help_text="代表担当者と事務局に伝わり、登録の案内はその後に届きます。",
    )
    answered_name = LineField(label="回答する方の氏名", max_length=60)

    def __init__(self, *args, section, **kwargs):
        now = {name: getattr(section, name) for name in SectionForm.columns}
        super().__init__(*args, section=section, initial=now, prefix="corrected", **kwargs)
        people = User.objects.active().filter(section=section).order_by("id")
        self.fields["left"].queryset = people
        self.fields["left"].label_from_instance = lambda user: f"{user.name}（{user.email}）"
        if not people:
            del self.fields["left"]

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("came_name")) != bool(cleaned.get("came_email")) and not (
            {"came_name", "came_email"} & set(self.errors)
        ):
            missing = "came_email" if cleaned.get("came_name") else "came_name"
            self.add_error(missing, "加わる担当者は、氏名とメールアドレスの両方を入力してください。")
        if not self.errors and not self.has_content:
            raise forms.ValidationError(
                "登録内容と同じです。修正する欄を書き換えるか、上の「変更はありません」を押してください。"
            )
        return cleaned

    @property
    def person_added(self) -> tuple[str, str] | None:
        name = self.cleaned_data["came_name"]
        return (name, self.cleaned_data["came_email"]) if name else None

    @property
    def has_content(self) -> bool:
        changed = any(getattr(self.section, name) != value for name, value in self.typed.items())
        return bool(changed or self.people_left or self.person_added)

    @property
    def people_left(self) -> list[User]:
        return list(self.cleaned_data.get("left", ()))


class MovingForm(HandoverForm):
    """Who leaves, who follows, from when; told from the section's mailbox."""

    answered_name = LineField(label="回答する方の氏名", max_length=60)

    def __init__(self, *args, section, **kwargs):
        people = User.objects.active().filter(section=section).order_by("id")
        super().__init__(*args, people=people, prefix="moving", **kwargs)
