"""Settings of django-allauth: how people log in, and how often it may be tried."""

CODE_LIFETIME = 60 * 60  # seconds; mail is looked through for a long time on its way to a municipality
CODE_TRIES = 10

SETTINGS = {
    "ACCOUNT_ADAPTER": "members.login.adapter.PortalAccountAdapter",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*", "password2*"],
    # codes want it; whoever logs in proved their address before they had an account (adapter.pre_login)
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_CHANGE_EMAIL": True,  # one address a person; a new one counts only after it is proved
    "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
    "ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND": True,
    "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": CODE_LIFETIME,
    "ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS": CODE_TRIES,
    "ACCOUNT_LOGIN_TIMEOUT": CODE_LIFETIME,
    "ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED": True,
    "ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT": CODE_LIFETIME,
    "ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS": CODE_TRIES,
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED": True,
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT": CODE_LIFETIME,
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS": CODE_TRIES,
    "ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND": True,
    "ACCOUNT_LOGIN_ON_PASSWORD_RESET": True,  # as every login, second factor included
    "ACCOUNT_FORMS": {
        "request_login_code": "members.login.forms.CodeRequestForm",
        "reset_password": "members.login.forms.PasswordResetForm",
        "confirm_login_code": "members.login.forms.LoginCodeForm",
        "confirm_password_reset_code": "members.login.forms.PasswordResetCodeForm",
        "confirm_email_verification_code": "members.login.forms.AddressCodeForm",
    },
    # Empty: a prefecture leaves the internet through one address, and one guesser there would close the
    # door of all. members/login/login_throttle.py counts instead; docs/adr/0010 has the reasons.
    "ACCOUNT_RATE_LIMITS": {
        "login": "",
        "request_login_code": "",
        "reset_password": "",
        "reset_password_from_key": "",
        "confirm_email": "5/15m/key",  # codes to one new address
        "login_failed": "10/15m/key",  # codes of the second factor alone, after the right password
    },
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
    "ACCOUNT_SESSION_REMEMBER": False,
    "MFA_ADAPTER": "members.login.adapter.PortalMFAAdapter",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_FORMS": {
        "add_webauthn": "members.login.forms.PasskeyForm",
        "authenticate": "members.login.forms.SecondFactorForm",
        "reauthenticate": "members.login.forms.SecondFactorAgainForm",
        "activate_totp": "members.login.forms.AppForm",
    },
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_RATE_LIMITS": {"webauthn_login": ""},  # there is nothing to guess
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    # nobody signs up here: who has a second factor may change their address, and the other way round
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,
    "USERSESSIONS_TRACK_ACTIVITY": False,  # would write on every request; members/sessions/ notes it hourly
}
