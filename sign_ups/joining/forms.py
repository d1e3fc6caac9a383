"""What is typed to sign up, and to change it."""

from django import forms

from common.fields import LineField, MailAddressField, TelephoneField, TextField
from common.forms import PartsMixin
from common.idempotency.forms import IdempotentForm
from sign_ups.sign_ups.models import SignUp, key_of
from sign_ups.slots.models import Slot

TWICE = "同じ氏名が2回入力されています。1回だけ入力してください。"
NOBODY = "参加する人を1人以上入力してください。"


class _PeopleForm(PartsMixin, IdempotentForm):
    """Rows for the people, as many as one sign-up may have."""

    use_required_attribute = False

    def add_rows(self, number: int) -> str:
        """Add the fields; returns their names."""
        names = [f"person_{row}" for row in range(1, number + 1)]
        for row, name in enumerate(names, 1):
            self.fields[name] = LineField(label=f"参加する人{row}の氏名", max_length=60, required=False)
        return " ".join(names)

    @property
    def typed_names(self) -> list[str]:
        rows = [name for name in self.fields if name.startswith("person_")]
        return [self.cleaned_data[name] for name in rows if self.cleaned_data.get(name)]

    def clean(self):
        cleaned = super().clean()
        seen: set[str] = set()
        for field in [name for name in self.fields if name.startswith("person_")]:
            key = key_of("", cleaned.get(field) or "")
            if key.strip() and key in seen:
                self.add_error(field, TWICE)
            seen.add(key)
        return cleaned


class SignUpForm(_PeopleForm):
    """Who signs up, for whom (参加の申込)."""

    name = LineField(label="申込者の氏名", max_length=60)
    email = MailAddressField(
        label="メールアドレス",
        help_text="確認と案内のメールを送ります。部署で共有するアドレスでもかまいません。",
    )
    telephone = TelephoneField(label="電話番号", required=False, help_text="急な連絡のときに使います。")
    group_rule = forms.ChoiceField(
        label="席が足りないとき",
        choices=SignUp.GroupRule,
        initial=SignUp.GroupRule.WHOLE,
        required=False,
        widget=forms.RadioSelect,
    )
    remark = TextField(
        label="主催者への連絡", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, slot: Slot, **kwargs):
        super().__init__(*args, **kwargs)
        people = self.add_rows(slot.group_max)
        self.fields["person_1"].help_text = "申込者だけが参加するときは、空欄のままでかまいません。"
        if slot.group_max == 1:
            del self.fields["group_rule"]
        self.groups = (
            ("申込者", "name email telephone"),
            ("参加する人", f"{people} group_rule"),
            ("連絡", "remark"),
        )

    @property
    def people(self) -> list[str]:
        return self.typed_names or [self.cleaned_data["name"]]

    @property
    def contact(self) -> dict[str, str]:
        columns = ("name", "email", "telephone", "remark")
        rule = self.cleaned_data.get("group_rule") or SignUp.GroupRule.WHOLE
        return {name: self.cleaned_data[name] for name in columns} | {"group_rule": rule}


class ChangeForm(_PeopleForm):
    """Other names, fewer people, another telephone number (申込の変更)."""

    telephone = TelephoneField(label="電話番号", required=False)
    remark = TextField(
        label="主催者への連絡", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, sign_up: SignUp, **kwargs):
        initial = {"telephone": sign_up.telephone, "remark": sign_up.remark}
        initial |= {f"person_{row}": name for row, name in enumerate(sign_up.names, 1)}
        super().__init__(*args, initial=initial, **kwargs)
        people = self.add_rows(sign_up.size)
        self.groups = (("参加する人", people), ("連絡", "telephone remark"))

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.typed_names:
            self.add_error("person_1", NOBODY)
        return cleaned
