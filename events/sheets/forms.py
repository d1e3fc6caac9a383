"""What a body writes in its sheet, and what the organiser answers."""

from django import forms

from common.attachments.picture_form import PictureForm
from common.attachments.queries import files_of
from common.fields import JapaneseDateField, LineField, MailAddressField, TelephoneField, TextField
from common.forms import PartsMixin
from common.versions import RowEditForm
from events.sheets.actions import COLUMNS
from events.sheets.models import ExhibitorSheet, SheetState

MISSING = {"headline": "見出しを入力してください。", "body": "紹介文を入力してください。"}


class SheetForm(PartsMixin, RowEditForm, PictureForm):
    """The sheet of one body; a draft may lack the text, what is or was handed in has it."""

    columns = COLUMNS

    headline = LineField(
        label="見出し", max_length=60, required=False, help_text="例：海と山のまち、〇〇町です"
    )
    body = TextField(
        label="紹介文",
        max_length=1000,
        required=False,
        help_text="展示の内容と、まちの魅力を書いてください。",
    )
    picture_credit = LineField(
        label="写真の権利表記",
        max_length=100,
        required=False,
        help_text="写真の下に表示します。例：提供 〇〇市観光課 / © 〇〇市",
    )
    needs = TextField(
        label="主催者への連絡",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="公開されません。電源、机と椅子、搬入の時間など。",
    )
    groups = (
        ("紹介", "headline body"),
        ("写真", "picture remove_picture picture_alt picture_credit picture_permitted"),
        ("主催者への連絡", "needs"),
    )
    field_order = " ".join(names for _, names in groups).split()

    def __init__(self, *args, row: ExhibitorSheet, **kwargs):
        self.row = row
        current = next(iter(files_of(row)), None) if row.pk else None
        saved = {name: getattr(row, name) for name in COLUMNS}
        if current:
            saved |= {"picture_alt": current.alt, "picture_credit": current.rights}
        super().__init__(*args, initial=saved, current=current, **kwargs)
        if current is None:
            del self.fields["remove_picture"]

    @property
    def submits(self) -> bool:
        """What is handed in already stays so."""
        return "draft" not in self.data or self.row.state == SheetState.SUBMITTED

    def clean(self):
        cleaned = super().clean()
        needs_text = self.submits or self.row.state != SheetState.DRAFT
        for name, words in MISSING.items() if needs_text else ():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        return cleaned

    @property
    def facts(self) -> dict:
        """What `save_sheet` takes of it."""
        cleaned = self.cleaned_data
        return {
            "values": self.typed,
            "picture": cleaned["picture"],
            "alt": cleaned["picture_alt"],
            "rights": cleaned["picture_credit"],
            "submits": self.submits,
            "version": cleaned["version"],
        }


class SheetReturnForm(forms.Form):
    """What is to be mended, and until when."""

    note = TextField(label="差戻しの理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    due_on = JapaneseDateField(label="新しい提出期限", required=False)


class SheetDeadlineForm(forms.Form):
    """Another day for this body alone."""

    due_on = JapaneseDateField(label="この団体の提出期限")


class ContactForm(RowEditForm):
    """How a body is reached that is no member; `row` is its participation."""

    columns = ("contact_name", "contact_phone", "contact_email")
    contact_name = LineField(label="連絡先の部署・担当者", max_length=200)
    contact_phone = TelephoneField(label="電話番号", max_length=60, required=False)
    contact_email = MailAddressField(
        label="メールアドレス", help_text="紹介シートの依頼と督促が届きます。ログインせずに提出できます。"
    )

    def __init__(self, *args, row, **kwargs):
        self.row = row
        super().__init__(*args, initial={name: getattr(row, name) for name in self.columns}, **kwargs)
