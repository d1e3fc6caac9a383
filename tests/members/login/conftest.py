"""What all tests of logins share."""

import pytest


@pytest.fixture(autouse=True)
def _app_codes_of_a_day(settings):
    """The code of an app is still the same when it arrives: no half minute ends between."""
    settings.MFA_TOTP_PERIOD = 24 * 60 * 60
