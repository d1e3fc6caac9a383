from common.idempotency.forms import IdempotentForm
from correspondence.answers_by_mail.forms import name_field
from events.sheets.forms import SheetForm


class MailSheetForm(IdempotentForm, SheetForm):
    """The sheet, and the name of who types."""

    answered_name = name_field("提出する人の氏名", "イベントの主催者")
    groups = (*SheetForm.groups, ("提出する人", "answered_name"))
    field_order = (*SheetForm.field_order, "answered_name")
