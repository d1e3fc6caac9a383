"""The sheet of people (担当者), only written out: accounts begin and end on the pages of a body."""

from members.member_sheets.columns import Column
from members.member_sheets.section_sheet import organization_columns
from members.member_sheets.sheet import Sheet
from members.users.models import User

STATES = {True: "利用中", False: "終了"}


class UserSheet(Sheet):
    key = "users"
    title = "担当者"
    about = "担当者の氏名、メールアドレス、部署、役割"
    columns = (
        Column("number", "担当者番号", value=lambda row: row.pk),
        *organization_columns(lambda row: row.section.organization),
        Column("section", "担当部署", value=lambda row: row.section.name),
        Column("name", "氏名"),
        Column("email", "メールアドレス"),
        Column("role", "役割", value=lambda row: row.get_role_display()),
        Column("is_active", "状態", word=STATES.get),
    )

    @classmethod
    def joined(cls, queryset):
        return queryset.filter(section__isnull=False).select_related(
            "section__organization__local_government"
        )

    @classmethod
    def all(cls):
        return cls.joined(
            User.objects.active().order_by(
                "section__organization__local_government__code", "section_id", "pk"
            )
        )
