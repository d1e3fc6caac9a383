"""What every kind of prepared file has, so that none can be asked for and never be heard of again."""

import pytest
from django.apps import apps

from common.labels import verb_label
from common.prepared_files.actions import makers
from common.prepared_files.emails import PreparedFileFinished
from common.prepared_files.models import PreparedFile

KINDS = [model for model in apps.get_models() if issubclass(model, PreparedFile)]
VERBS = ("requested", "ready", "fetched", "failed", "deleted")


def test_all_are_found():
    assert {model.__name__ for model in KINDS} >= {"Archive", "FileExport", "ShippingPaper", "TopicExport"}


@pytest.mark.parametrize("model", KINDS)
def test_whoever_requested_it_is_mailed(model):
    assert PreparedFileFinished.of[model].about is model


@pytest.mark.parametrize("model", KINDS)
def test_something_makes_it_and_it_is_kept_a_week(model):
    assert model in makers
    assert model.DAYS_AVAILABLE == 7
    assert model.already_building()


@pytest.mark.parametrize("model", KINDS)
def test_the_register_has_words_for_it(model):
    missing = [verb for verb in VERBS if verb_label(f"{model.VERB}_{verb}") == f"{model.VERB}_{verb}"]
    assert missing == []
