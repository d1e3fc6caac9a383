from django import forms

from common.fields import LineField, MailAddressField, PostalCodeField, TelephoneField
from common.forms import PartsMixin
from common.idempotency.forms import IdempotentForm
from common.versions import RowEditForm
from members.sections.models import Section


class SectionForm(PartsMixin, RowEditForm):
    """Contacts of a section; members see them, the public does not."""

    groups: tuple[tuple[str, str], ...] = (
        ("名称とアドレス", "name mailbox"),
        ("電話と所在地", "telephone postal_code address"),
        ("修正の理由", "reason"),
    )

    columns = ("name", "mailbox", "telephone", "postal_code", "address")
    name = LineField(label="担当部署", max_length=80)
    mailbox = MailAddressField(label="担当課の共通アドレス")
    telephone = TelephoneField(label="電話番号", required=False)
    postal_code = PostalCodeField(label="郵便番号", required=False)
    address = LineField(label="所在地", max_length=200, required=False)

    reason = LineField(
        label="修正の理由",
        max_length=200,
        help_text="例：電話で確かめた新しい番号にしました。担当部署と担当者に、修正した内容とともにメールで届きます。",
    )

    def __init__(self, *args, section, with_reason: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.section = self.row = section
        if not with_reason:
            del self.fields["reason"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        if self.same_named(name).exclude(pk=self.section.pk).exists():
            raise forms.ValidationError("同じ名前の担当部署があります。別の名前を入力してください。")
        return name

    def same_named(self, name):
        return Section.objects.filter(organization_id=self.section.organization_id, name=name)


class SectionField(forms.ModelChoiceField):
    """A section of one organisation, shown by its name; its form sets the queryset."""

    def __init__(self, **options):
        super().__init__(label="担当部署", queryset=Section.objects.none(), **options)

    def label_from_instance(self, section):
        return section.name


class SectionAddForm(IdempotentForm, SectionForm):
    """A new section; whether its name is free only the action knows: a second click would meet the first."""

    def same_named(self, name):
        return Section.objects.none()
