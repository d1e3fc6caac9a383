"""What a ward types into its answers, questions and hand-overs inside the ward."""

from django import forms

from common.fields import JapaneseIntegerField, LineField, TextField
from pamphlets.answers.queries import limit_of, open_places_of
from pamphlets.requests.models import COPIES_MAX

ACCEPT, PARTIAL, DECLINE = "accepted", "partial", "declined"
DECISIONS = [(ACCEPT, "受け入れる"), (PARTIAL, "条件を付けて受け入れる"), (DECLINE, "辞退する")]
NEEDS_WORDS = {PARTIAL: "受け入れの条件を入力してください。", DECLINE: "辞退の理由を入力してください。"}


class CopiesField(JapaneseIntegerField):
    """Copies as typed, full-width digits too."""

    def __init__(self, label="受け入れる部数", **kwargs):
        super().__init__(
            label=label, units=("部",), min_value=1, max_value=COPIES_MAX, required=False, **kwargs
        )


OVER_LIMIT = "上限を超えて受け入れる"


class AnswerCheck(forms.Form):
    """What every form of an answer asks of it; `pamphlet` gives the limits, the lock asks again.

    Above the ward's own `limit` it asks once more: a box that stands on the page only then.
    """

    over_limit = forms.BooleanField(label=OVER_LIMIT, required=False)

    def __init__(self, *args, pamphlet, limit=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.pamphlet, self.limit, self.exceeds = pamphlet, limit, []

    def check_answer(self, data) -> None:
        decision = data.get("decision")
        if decision in (ACCEPT, PARTIAL):
            self._check_copies(data.get("copies"))
            self._check_limits(data)
        if decision in NEEDS_WORDS and not data.get("remark") and "remark" not in self.errors:
            self.add_error("remark", NEEDS_WORDS[decision])

    def _check_copies(self, copies) -> None:
        least = self.pamphlet.minimum_per_ward or 1
        if copies is None:
            if "copies" not in self.errors:
                self.add_error("copies", "受け入れる部数を入力してください。")
        elif copies < least:
            self.add_error("copies", f"最少部数の{least:,}部以上で入力してください。")

    def _check_limits(self, data) -> None:
        self.exceeds = list(self.over_limits(data))
        if not data.get("over_limit"):
            for name, sentence in self.exceeds:
                sentence += f"減らすか、「{OVER_LIMIT}」に印を付けて、もう一度回答してください。"
                self.add_error(name, sentence)

    def over_limits(self, data):
        """(field, sentence) of what is more than the ward takes by its own rules."""
        if self.limit and (data.get("copies") or 0) > self.limit:
            yield "copies", f"区の上限の{self.limit:,}部を超えています。"


class AnswerForm(AnswerCheck):
    """A ward's answer; with `places` of the ward it may say how many copies go to each."""

    decision = forms.ChoiceField(
        label="回答",
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "受け入れるか辞退するかを選んでください。"},
    )
    copies = CopiesField()
    places = JapaneseIntegerField(
        label="配布する場所の数",
        units=("か所",),
        min_value=1,
        max_value=10_000,
        required=False,
        help_text="例：区役所と図書館5館なら6",
    )
    remark = TextField(
        label="備考・条件・辞退の理由",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="条件を付けるときは条件を、辞退するときは理由を書いてください。",
    )

    def __init__(self, *args, pamphlet, places=(), limit=None, **kwargs):
        super().__init__(*args, pamphlet=pamphlet, limit=limit, **kwargs)
        self.ward_places = {f"place_{place.pk}": place for place in places}
        for name, place in self.ward_places.items():
            room = f"置ける部数 {place.capacity:,}部" if place.capacity else ""
            self.fields[name] = CopiesField(label=place.name, help_text=room)
        least = f"最少 {pamphlet.minimum_per_ward:,}部、" if pamphlet.minimum_per_ward else ""
        most = f"、区の上限 {limit:,}部" if limit else ""
        self.fields["copies"].help_text = f"{least}残り {pamphlet.copies_left:,}部{most}"
        if self.ward_places:
            self.fields["copies"].help_text += "。場所ごとに入力するときは、空欄のままで合計になります。"

    @property
    def place_fields(self):
        """The bound fields of the ward's places, for the template's own table."""
        return [self[name] for name in self.ward_places]

    @property
    def main_fields(self):
        """With the box for more than the limit where that was typed, below the copies."""
        names = [name for name in self.base_fields if name != "over_limit"]
        if self.exceeds:
            names.insert(names.index("copies") + 1, "over_limit")
        return [self[name] for name in names]

    def over_limits(self, data):
        yield from super().over_limits(data)
        for place, number in self.shares:
            if place.capacity and number > place.capacity:
                yield f"place_{place.pk}", f"{place.name}に置ける{place.capacity:,}部を超えています。"

    def clean(self):
        data = super().clean()
        self.shares = [(place, data[name]) for name, place in self.ward_places.items() if data.get(name)]
        if self.shares and data.get("decision") != DECLINE:
            self._add_up(data)
        self.check_answer(data)
        return data

    def _add_up(self, data) -> None:
        total = sum(number for _, number in self.shares)
        if data.get("copies") is None and "copies" not in self.errors:
            data["copies"] = total
        elif data.get("copies") and data["copies"] != total:
            self.add_error("copies", f"場所ごとの部数の合計は{total:,}部です。どちらかを直してください。")
        if data.get("places") and data["places"] != len(self.shares):
            sentence = f"部数を入力した場所は{len(self.shares)}か所です。どちらかを直してください。"
            self.add_error("places", sentence)
        data["places"] = data.get("places") or len(self.shares)

    @property
    def facts(self) -> dict:
        """What the action takes."""
        data = self.cleaned_data
        facts = {name: data[name] for name in ("copies", "places", "remark")}
        return {"state": data["decision"], "shares": self.shares, **facts}


class RowForm(AnswerCheck):
    """One request on the page that answers many; a row without a decision is left alone."""

    decision = forms.ChoiceField(label="回答", choices=[("", "まだ回答しない"), *DECISIONS], required=False)
    copies = CopiesField("部数")
    places = JapaneseIntegerField(
        label="場所の数", units=("か所",), min_value=1, max_value=10_000, required=False
    )
    remark = LineField(label="備考・条件・理由", max_length=500, required=False)

    def clean(self):
        data = super().clean()
        if not data.get("decision") and any(data.get(name) for name in ("copies", "places", "remark")):
            self.add_error("decision", "回答を選んでください。")
        self.check_answer(data)
        return data

    @property
    def facts(self) -> dict:
        data = self.cleaned_data
        facts = {name: data[name] for name in ("copies", "places", "remark")}
        return {"state": data["decision"], **facts}


def answer_form_for(request, pamphlet, data=None) -> AnswerForm:
    """The form of the person's ward, with its places and its own limit."""
    ward = request.user.organization
    return AnswerForm(data, pamphlet=pamphlet, places=open_places_of(ward), limit=limit_of(ward))
