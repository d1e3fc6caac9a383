"""Forms in parts: each field that is seen stands in one part, once."""

import pytest
from django.template.loader import render_to_string

from events.programmes.forms import ProgrammePartForm
from events.sheet_answers.forms import MailSheetForm
from events.sheets.forms import SheetForm
from members.application_returns.forms import CorrectionForm, CorrectionWithoutCodeForm
from members.applications.forms import ApplicationForm, ApplicationWithoutCodeForm
from members.confirmation_answers.forms import ContactsForm
from members.government_changes.forms import CityStatusForm, MergerIntoForm, MergerNewForm, RenameForm
from members.sections.forms import SectionForm
from pamphlets.ward_rules.forms import WardPlaceForm, WardRuleForm

FORMS = (
    *(ProgrammePartForm, SheetForm, MailSheetForm),
    *(MergerNewForm, MergerIntoForm, RenameForm, CityStatusForm),
    *(ApplicationForm, ApplicationWithoutCodeForm, CorrectionForm, CorrectionWithoutCodeForm),
    *(SectionForm, ContactsForm, WardRuleForm, WardPlaceForm),
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_no_field_is_left_out(form):
    named = " ".join(names for _, names in form.groups).split()
    seen = {name for name, field in form.base_fields.items() if not field.widget.is_hidden}
    hidden = {"kept_picture", "kept_files", "version", "idempotency_key"}
    assert len(named) == len(set(named))
    assert seen - hidden <= set(named)


def test_a_part_is_a_fieldset_with_its_heading():
    html = render_to_string("components/form_parts.html", {"form": RenameForm()})
    assert html.count("<fieldset") == html.count("<legend>") == 3
    assert 'name="effective_on"' in html
    assert 'name="idempotency_key"' in html
