"""Each form that makes something new has a token: what is sent again (Back, a double click) makes one.

Addresses that write are sent twice by the refusal tables. Here: no form of members and portal, where many
lines post nothing valid, is undecided, and the forms of /admin/.
"""

import re

import pytest
from django import forms
from django.urls import get_resolver

from common.idempotency.forms import IdempotentForm
from events.series.models import EventSeries

UNTYPED = re.compile(r"(members|portal)\.")
# they change a row that is there, once or to the same state; their row stands once by a constraint; parts
CHANGING = (
    *(
        "ContactsForm",
        "CorrectionForm",
        "DeclineForm",
        "EndAccountForm",
        "FilterNameForm",
        "FormerNameForm",
        "HandoverDayForm",
        "HomePictureForm",
        "JoinForm",
        "MissForm",
        "NameForm",
        "PersonForm",
    ),
    *("ProfileForm", "RecoveryDeclineForm", "ResendEntryForm", "ReturnForm", "SectionForm", "UnchangedForm"),
    *(
        "TelephoneAnswerForm",
        "WithdrawalDeclineForm",
        "MailTokenForm",
        "MailTokenResendForm",
        "CodeRequestForm",
    ),
    *(
        "FirstPasswordForm",
        "PasskeyForm",
        "PasswordResetForm",
        "LoginCodeForm",
        "AppForm",
        "SecondFactorForm",
    ),
    *("SecondFactorAgainForm", "PasswordResetCodeForm", "AddressCodeForm"),
    *("CorrectionMixin", "NewGovernmentMixin", "SurvivorMixin", "ReasonForm", "HandleForm"),
)

pytestmark = pytest.mark.django_db


def every_form(base=forms.BaseForm):
    for form in base.__subclasses__():
        yield form
        yield from every_form(form)


def test_every_form_has_a_token_or_changes_what_is_there():
    assert get_resolver().url_patterns  # all of them are loaded
    undecided = {
        f"{form.__module__}.{form.__name__}"
        for form in every_form()
        if UNTYPED.match(form.__module__)
        and not issubclass(form, (IdempotentForm, forms.BaseModelForm))  # those of /admin/: below
        and form.__name__ not in CHANGING
    }
    assert undecided == set(), "A form that creates inherits IdempotentForm; one that changes is named above."


def added(client, model, **typed):
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/add/"
    token = re.search(r'name="idempotency_key" value="([^"]+)"', client.get(address).text)[1]
    return lambda **more: client.post(address, {"idempotency_key": token, **typed, **more})


def test_what_is_added_twice_in_the_admin_is_one(browser, secretariat):
    send = added(browser(secretariat), EventSeries, name="一つ目")
    first, second = send(), send()
    assert (first.status_code, second.status_code) == (302, 302), first.context["errors"]
    assert EventSeries.objects.count() == 1
    send(name="二つ目")
    assert EventSeries.objects.count() == 2


def test_a_form_of_the_admin_that_was_refused_may_come_again(browser, secretariat):
    send = added(browser(secretariat), EventSeries)
    refused = send(name="")
    assert refused.status_code == 200
    assert 'name="idempotency_key"' in refused.text
    assert not EventSeries.objects.exists()
    assert send(name="一つ目").status_code == 302
    assert EventSeries.objects.count() == 1


def test_every_form_that_adds_has_a_token_and_a_changing_one_none(browser, secretariat):
    client = browser(secretariat)
    added(client, EventSeries)
    row = EventSeries.objects.create(name="一つ目")
    page = client.get(f"/admin/events/eventseries/{row.pk}/change/").text
    assert 'name="idempotency_key"' not in page
