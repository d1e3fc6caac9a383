"""Who leaves, who follows, from which day."""

import datetime

from django import forms

from common import japanese_calendar
from common.fields import JapaneseDateField, LineField, MailAddressField
from common.idempotency.forms import IdempotentForm
from common.japanese_calendar import wareki
from members.handovers.models import Handover
from members.users.models import User

GONE = "（利用を終了した担当者）"


class HandoverDayForm(forms.Form):
    effective_on = JapaneseDateField(
        label="引継日",
        help_text="この日から後任者が使えるようになり、前任者は使えなくなります。今日から60日先までです。",
    )

    def clean_effective_on(self):
        day = self.cleaned_data["effective_on"]
        if day < japanese_calendar.today():
            raise forms.ValidationError("引継日には、今日以降の日付を入力してください。")
        if day > japanese_calendar.today() + datetime.timedelta(days=Handover.MAX_DAYS_AHEAD):
            raise forms.ValidationError("引継日は、今日から60日以内の日付を入力してください。")
        return day


class HandoverForm(IdempotentForm, HandoverDayForm):
    """Told by the one who leaves, the representative or the secretariat."""

    leaving = forms.ModelChoiceField(
        label="前任者（異動する人）",
        queryset=None,
        empty_label=None,
        error_messages={"invalid_choice": "前任者を一覧から選んでください。"},
    )
    field_order = ("leaving", "successor_name", "successor_email", "effective_on")
    successor_name = LineField(label="後任者の氏名", max_length=60)
    successor_email = MailAddressField(
        label="後任者のメールアドレス",
        help_text="後任者がログインに使います。前任者と同じ共通アドレスを使い続けるときは、同じアドレスを入力してください。",
    )

    # in the order of the confirmation screen
    OWN = ("leaving", "successor_name", "successor_email", "effective_on")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leaving"].queryset = people
        self.fields["leaving"].label_from_instance = self.name_of

    def name_of(self, person) -> str:
        return f"{person.name}（{person.section.name}）" + ("" if person.is_active else GONE)

    def own_fields(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.OWN}

    def summary(self) -> list[tuple[str, str]]:
        """(label, value) of the confirmation screen."""
        values = self.own_fields() | {
            "leaving": self.name_of(self.cleaned_data["leaving"]),
            "effective_on": wareki(self.cleaned_data["effective_on"]),
        }
        return [(self.fields[name].label, value) for name, value in values.items()]

    @property
    def colleague(self) -> User | None:
        """Who uses the successor's address already, in the same organisation; the action refuses others."""
        found = User.objects.active().filter(email=self.cleaned_data["successor_email"])
        return found.exclude(pk=self.cleaned_data["leaving"].pk).first()

    @property
    def is_today(self) -> bool:
        return self.cleaned_data["effective_on"] <= japanese_calendar.today()


class SectionHandoverForm(IdempotentForm, HandoverDayForm):
    """For each person of a section a successor, or an end without one; neither for who stays."""

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = list(people)
        for person in self.people:
            about = {"required": False, "max_length": 60}
            self.fields[f"name_{person.pk}"] = LineField(label=f"{person.name}さんの後任者の氏名", **about)
            self.fields[f"email_{person.pk}"] = MailAddressField(
                label=f"{person.name}さんの後任者のメールアドレス", required=False
            )
            self.fields[f"end_{person.pk}"] = forms.BooleanField(
                label="後任者なしで、引継日に利用を終了する", required=False
            )

    @property
    def rows(self) -> list[tuple]:
        """(person, the fields of the name, the address and the end without a successor)."""
        names = ("name", "email", "end")
        return [(one, *(self[f"{name}_{one.pk}"] for name in names)) for one in self.people]

    @property
    def successors(self) -> list[tuple]:
        """(person, name, address); without the last two where the account ends and nobody follows."""
        found = []
        for one in self.people:
            if self.cleaned_data.get(f"end_{one.pk}"):
                found.append((one, "", ""))
            elif (name := self.cleaned_data.get(f"name_{one.pk}")) and (
                email := self.cleaned_data.get(f"email_{one.pk}")
            ):
                found.append((one, name, email))
        return found

    def clean(self):
        cleaned = super().clean()
        for person in self.people:
            name, email = f"name_{person.pk}", f"email_{person.pk}"
            if cleaned.get(f"end_{person.pk}") and (cleaned.get(name) or cleaned.get(email)):
                self.add_error(name, f"{person.name}さんの後任者を空にするか、終了の印を外してください。")
            for one, other, words in ((name, email, "氏名"), (email, name, "メールアドレス")):
                if cleaned.get(other) and not cleaned.get(one) and one not in self.errors:
                    self.add_error(one, f"{person.name}さんの後任者の{words}を入力してください。")
        if not self.errors and not self.successors:
            self.add_error(None, "後任者を1人以上入力するか、利用を終了する人に印を付けてください。")
        return cleaned
