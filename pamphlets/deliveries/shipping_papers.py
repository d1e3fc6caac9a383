"""Letters (依頼文), packing lists (送付明細) and labels (宛名ラベル) of a request: what they say."""

import math
from dataclasses import dataclass

from common.japanese_calendar import wareki
from pamphlets.answers.models import TAKEN, delivery_of
from pamphlets.ward_rules.models import WardRule

KINDS = [
    ("letter", "依頼文"),
    ("packing", "送付明細"),
    ("labels", "宛名ラベル（A4 12面）"),
    ("label", "宛名（A4 1面）"),
]
OFFICES = ("課", "部", "室", "局", "所", "係", "館")  # a section so called has a head: 企画課長 様
HANDED = "配布の御担当"


@dataclass(frozen=True)
class Destination:
    """Where copies of one ward go: to the ward, or straight to a place that takes deliveries."""

    name: str
    address: str
    hours: str
    copies: int

    @property
    def honorific(self) -> str:
        return "様" if self.name.endswith(HANDED) else "御中"

    @property
    def is_long(self) -> bool:
        """Whether a small label needs smaller letters."""
        return len(self.address) + len(self.name) > 60


@dataclass(frozen=True)
class Load:
    """Boxes and weight, estimated (約) from what the request says; None where it says nothing."""

    boxes: int | None
    kilograms: float | None

    def __str__(self):
        boxes = f"約{self.boxes:,}箱" if self.boxes else ""
        weight = f"約{self.kilograms:,.1f}kg" if self.kilograms else ""
        return "、".join(filter(None, (boxes, weight)))


@dataclass(frozen=True)
class Sheet:
    """One ward's share of a request as its papers show it."""

    answer: object
    addressee: str
    destinations: list[Destination]
    load: Load

    @property
    def labelled(self) -> list[Destination]:
        """The destinations whose address is known; nobody invents the others."""
        return [destination for destination in self.destinations if destination.address]

    @property
    def lacks_address(self) -> bool:
        return len(self.labelled) < len(self.destinations)

    @property
    def boxes(self) -> str:
        """The boxes as they were sent, else as they are estimated; empty where nobody knows."""
        delivery = delivery_of(self.answer)
        if delivery and delivery.boxes:
            return f"{delivery.boxes:,}箱"
        return str(self.load)


def sheets_of(pamphlet) -> list[Sheet]:
    """The wards that take copies, in code order; four queries however many."""
    rows = pamphlet.answers.filter(state__in=TAKEN).select_related(
        "organization__local_government", "answered_section", "delegated_section", "delivery"
    )
    answers = list(
        rows.order_by("organization__local_government__code", "organization").prefetch_related(
            "shares__place"
        )
    )
    rules = {
        rule.ward_id: rule for rule in WardRule.objects.filter(ward__in=[a.organization_id for a in answers])
    }
    return [
        Sheet(
            answer,
            addressee(answer),
            destinations(answer, rules.get(answer.organization_id)),
            load_of(pamphlet, answer.copies),
        )
        for answer in answers
    ]


def addressee(answer) -> str:
    """江東区 企画課長 様; 御中 where the section has no head's name, or is not known."""
    ward = answer.organization.full_name
    section = answer.answered_section or answer.delegated_section
    if section is None:
        return f"{ward} {HANDED} 様"
    if section.name.endswith(OFFICES):
        return f"{ward} {section.name}長 様"
    return f"{ward} {section.name} 御中"


def destinations(answer, rule: WardRule | None) -> list[Destination]:
    """Straight to the places that take deliveries; the rest to the ward's own address."""
    ward = answer.organization.full_name
    direct = [
        Destination(f"{ward} {share.place_name}", share.place.address, share.place.hours, share.copies)
        for share in answer.shares.all()
        if share.place.takes_deliveries
    ]
    rest = answer.copies - sum(destination.copies for destination in direct)
    if rest <= 0:
        return direct
    if rule is None:
        return [Destination(f"{ward} {HANDED}", "", "", rest), *direct]
    name = f"{ward} {rule.delivery_to or HANDED}"
    return [Destination(name, rule.delivery_address, rule.delivery_hours, rest), *direct]


def load_of(pamphlet, copies: int) -> Load:
    boxes = math.ceil(copies / pamphlet.copies_per_box) if pamphlet.copies_per_box else None
    return Load(boxes, copies * pamphlet.grams / 1000 if pamphlet.grams else None)


TEMPLATES = {"letter": "letter", "packing": "packing", "labels": "labels", "label": "labels"}
PER_SHEET = {"labels": 12, "label": 1}


def template_of(kind: str) -> str:
    return f"pamphlets/deliveries/shipping_papers/{TEMPLATES[kind]}.html"


def paper_context(pamphlet, form) -> dict:
    """What the template of a paper shows, of a valid form."""
    sheets, kind = form.chosen_sheets, form.cleaned_data["kind"]
    context = {
        "pamphlet": pamphlet,
        "sheets": sheets,
        "title": dict(KINDS)[kind],
        "number": form.cleaned_data["number"],
        "date_text": wareki(form.cleaned_data["date"], weekday=False),
        "lacking": [sheet for sheet in sheets if sheet.lacks_address],
    }
    if step := PER_SHEET.get(kind):
        labels = [(sheet, to) for sheet in sheets for to in sheet.labelled]
        context["pages"] = [labels[at : at + step] for at in range(0, len(labels), step)]
        context["per_sheet"] = step
    return context
