from django import forms
from django.utils.safestring import mark_safe

from common.fields import KanaField, LineField, MailAddressField, PostalCodeField, TelephoneField, TextField
from common.forms import PartsMixin
from common.idempotency.forms import IdempotentForm
from members.applications.models import Application
from members.local_governments.prefectures import NAME_CHOICES
from members.organizations.models import Organization


class ApplicationForm(PartsMixin, IdempotentForm, forms.Form):
    """Who applies, for a body the site already knows."""

    groups: tuple[tuple[str, str], ...] = (
        ("担当部署", "section_name mailbox telephone postal_code address"),
        ("申請する方", "applicant_name email"),
        ("利用規約", "consent"),
    )

    section_name = LineField(
        label="担当部署", max_length=80, help_text="例：企画部 企画課。担当者が替わっても使う名称です。"
    )
    mailbox = MailAddressField(
        label="担当課の共通アドレス",
        help_text="課で共有するアドレスを入力してください。通知や照会が届きます。",
    )
    applicant_name = LineField(label="氏名", max_length=60, help_text="例：堺 花子")
    email = MailAddressField(
        label="本人のメールアドレス",
        help_text="ログインに使います。個人のアドレスがないときは、共通アドレスと同じでもかまいません。",
    )
    telephone = TelephoneField(label="電話番号", help_text="例：03-1234-5678（市外局番から）")
    postal_code = PostalCodeField(label="郵便番号", help_text="例：123-4567")
    address = LineField(label="所在地", max_length=200, help_text="庁舎の住所を入力してください。")
    consent = forms.BooleanField(
        label="利用規約に同意する",
        help_text=mark_safe(
            '<a href="/terms/" target="_blank" rel="noopener">利用規約を読む（新しいタブで開きます）</a>'
        ),
        error_messages={"required": "利用規約を読み、同意する欄に印を付けてください。"},
    )

    # what is stored as typed, in the order of the confirmation screen
    OWN = ("section_name", "mailbox", "applicant_name", "email", "telephone", "postal_code", "address")

    def own_fields(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.OWN}

    def summary(self) -> list[tuple[str, str]]:
        """(label, value) of the confirmation screen."""
        return [(self.fields[name].label, self.cleaned_data[name]) for name in self.OWN]


class ApplicationWithoutCodeForm(ApplicationForm):
    """With the name of a body that has no code (association, federation)."""

    groups = (("団体", "prefecture name name_kana"), *ApplicationForm.groups)

    prefecture = forms.ChoiceField(label="所在する都道府県", choices=NAME_CHOICES)
    name = LineField(
        label="団体名", max_length=60, help_text="正式な名称を入力してください。例：〇〇県町村会"
    )
    name_kana = KanaField(label="団体名の読み", max_length=120, help_text="ひらがなで入力してください。")

    OWN = ("prefecture", "name", "name_kana", *ApplicationForm.OWN)
    field_order = [*OWN, "consent"]

    def clean(self):
        cleaned = super().clean()
        prefecture, name = cleaned.get("prefecture"), cleaned.get("name")
        if not prefecture or not name:
            return cleaned
        body = {"prefecture": prefecture, "local_government": None}
        named = body | {"name": name}
        if Organization.objects.members().filter(**body, names__whole=name).exists():
            self.add_error(
                "name",
                f"{name}はすでに会員です。「会員自治体」の一覧でこの団体のページを開き、担当者の追加を申請してください。",
            )
        elif self._others().filter(**named, kind=Application.Kind.MEMBERSHIP).exists():
            self.add_error(
                "name", f"{name}の申請はすでに受け付けています。事務局の審査が終わるまでお待ちください。"
            )
        return cleaned

    def _others(self):
        return Application.objects.open()


class DeclineForm(forms.Form):
    """Why an application is declined; the applicant reads it."""

    reason = TextField(
        label="見送りの理由",
        max_length=1000,
        help_text="このまま申請者へのメールに載ります。申請者が次に何をすればよいかも書いてください。",
    )
