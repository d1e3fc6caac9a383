"""What each room inherits: constraints by its own names, a label for each deed and mail."""

import pytest
from django.db import models

from common.labels import purpose_label, verb_label
from inquiries.answers.models import InquiryAnswer
from inquiries.inquiries.models import Inquiry
from inquiries.reminders.models import InquiryReminder
from inquiries.sending.models import ApprovalRule as InquiryRule
from inquiries.steps.models import InquiryStep
from pamphlets.answers.models import WardAnswer
from pamphlets.reminders.models import WardReminder
from pamphlets.requests.models import PamphletRequest
from pamphlets.sending.models import ApprovalRule as PamphletRule
from pamphlets.steps.models import PamphletStep

REQUESTS = (Inquiry, PamphletRequest)
INHERITED = {
    Inquiry: "whole_when_sent approved_whole review_asked closed_whole closed_with_state withdrawn_whole",
    InquiryStep: "returned_with_reason",
    InquiryReminder: "once once_a_day days_before",
    InquiryAnswer: "once answered_whole delegated_whole",
}
TWINS = {
    Inquiry: PamphletRequest,
    InquiryStep: PamphletStep,
    InquiryReminder: WardReminder,
    InquiryAnswer: WardAnswer,
}
DEEDS = "drafted edited discarded sent added closed withdrawn reminded"
DEEDS += " review_asked taken_back returned approved"


@pytest.mark.parametrize("model", INHERITED)
def test_constraints_are_inherited_by_each_child(model):
    for child in (model, TWINS[model]):
        names = {constraint.name for constraint in child._meta.constraints}
        wanted = {f"{child._meta.model_name}_{name}" for name in INHERITED[model].split()}
        assert wanted <= names


def test_each_constraint_says_something_in_japanese():
    for model in [*INHERITED, *TWINS.values(), InquiryRule, PamphletRule]:
        for constraint in model._meta.constraints:
            assert constraint.violation_error_message != models.BaseConstraint.default_violation_error_message


@pytest.mark.parametrize("model", REQUESTS)
def test_every_shared_deed_has_its_label(model):
    for deed in DEEDS.split():
        verb = f"{model.ROOM}.{model.NAME}_{deed}"
        assert verb_label(verb) != verb
    for verb in ("approval_rule_saved", "answer_delegated", "answer_passed"):
        assert verb_label(f"{model.ROOM}.{verb}") != f"{model.ROOM}.{verb}"
    for purpose in ("proposed", "returned", "approved", "closed", "withdrawn", "reminded"):
        key = f"{model.ROOM}.{model.NAME}_{purpose}"
        assert purpose_label(key) != key
