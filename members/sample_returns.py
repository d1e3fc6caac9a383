"""Sample content: an application that was asked back and waits for its correction (見本)."""

import datetime

from django.utils import timezone

from members.models import Application, ApplicationReturn, LocalGovernment, Organization, User

NUMBER, CODE = "90000003", "162086"
MARK = "【見本】"


def load() -> int:
    """Add it where it is missing."""
    government = LocalGovernment.objects.get(code=CODE)
    secretariat = User.objects.filter(email="secretariat@demo.example").first()
    known = Application.objects.filter(number=NUMBER).exists()
    if (
        known
        or not secretariat
        or Organization.objects.members().filter(local_government=government).exists()
    ):
        return 0
    now = timezone.now()
    returned_at = now - datetime.timedelta(days=3)
    application = Application.objects.create(
        number=NUMBER,
        state=Application.State.RETURNED,
        local_government=government,
        prefecture=government.prefecture,
        name=government.name,
        name_kana=government.name_kana,
        section_name="地域連携課(見本)",
        mailbox="kokoko@gmail.example",
        applicant_name="見本 九子",
        email="kokoko@gmail.example",
        telephone="03-0000-0000",
        postal_code="000-0000",
        address=f"{MARK}所在地",
        consented_at=now,
        created_at=now - datetime.timedelta(days=5),
        proven_at=now - datetime.timedelta(days=5, hours=-1),
        returned_at=returned_at,
        returned_by=secretariat,
    )
    ApplicationReturn.objects.create(
        application=application,
        returned_at=returned_at,
        returned_by=secretariat,
        remark=f"{MARK}担当課で共有しているメールアドレスを、共通アドレスの欄に入力してください。",
    )
    return 1
