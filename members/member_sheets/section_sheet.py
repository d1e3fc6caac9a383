"""The sheet of sections (担当部署) with their mailboxes."""

from common.fields import LineField, MailAddressField
from members.confirmations.models import ConfirmationEntry
from members.member_sheets.columns import (
    Column,
    LabelField,
    NumberField,
    SheetPostalCodeField,
    SheetTelephoneField,
)
from members.member_sheets.organization_lookup import OrganizationLookup, PrefectureField
from members.member_sheets.plan import Line
from members.member_sheets.sheet import ImportedSheet
from members.sections.actions import clear_mailbox_bounce, note_new_mailbox
from members.sections.models import Section

STATES = {True: "利用中", False: "廃止"}


def organization_columns(organization_of) -> tuple[Column, ...]:
    """The columns that name the organisation of a row."""

    def code(row):
        government = organization_of(row).local_government
        return government.code if government else ""

    return (
        Column(
            "code",
            "団体コード",
            LineField(max_length=20),
            "6桁。コードのない団体は空欄にし、都道府県と団体名を入力してください。",
            "012068",
            value=code,
            writes=False,
        ),
        Column(
            "prefecture",
            "都道府県",
            PrefectureField(),
            "団体コードがあれば空欄でもかまいません。",
            "北海道",
            value=lambda row: organization_of(row).prefecture,
            writes=False,
        ),
        Column(
            "organization_name",
            "団体名",
            LineField(max_length=60),
            "「会員」の表にある名称。コードと合わないときはエラーになります。",
            "釧路市",
            value=lambda row: organization_of(row).name,
            writes=False,
        ),
    )


class SectionSheet(ImportedSheet):
    key = "sections"
    title = "担当部署"
    noun = "部署"
    model = Section
    about = "担当部署の名称、共通アドレス、電話番号、所在地"
    speaking = ("code", "organization_name", "name")
    keys = ("部署番号", "団体コード", "団体名")
    columns = (
        Column(
            "number",
            "部署番号",
            NumberField(),
            "書き出した表の番号。部署の名称を変えるときは消さないでください。新しい部署は空欄です。",
            value=lambda row: row.pk,
            writes=False,
        ),
        *organization_columns(lambda row: row.organization),
        Column(
            "name",
            "担当部署",
            LineField(max_length=80),
            "部署番号がなければ、団体と名称で部署を探します。",
            "企画部 企画課",
            needed=True,
        ),
        Column(
            "mailbox",
            "共通アドレス",
            MailAddressField(),
            "担当課で共有するメールアドレス。",
            "kikaku@city.example.lg.jp",
            needed=True,
        ),
        Column(
            "telephone",
            "電話番号",
            SheetTelephoneField(required=False),
            "市外局番から。",
            "0154-00-0000",
            clearable=True,
        ),
        Column(
            "postal_code",
            "郵便番号",
            SheetPostalCodeField(required=False),
            "7桁。",
            "085-8505",
            clearable=True,
        ),
        Column(
            "address",
            "所在地",
            LineField(max_length=200, required=False),
            "200文字まで。",
            "北海道釧路市黒金町7丁目5番地",
            clearable=True,
        ),
        Column(
            "is_open",
            "状態",
            LabelField([(key, word) for key, word in STATES.items()]),
            "見るための列です。部署の廃止はこの表ではできません。",
            "利用中",
            word=lambda state: STATES[state],
            writes=False,
        ),
    )

    @classmethod
    def joined(cls, queryset):
        return queryset.select_related("organization__local_government")

    @classmethod
    def all(cls):
        return cls.joined(Section.objects.open().order_by("organization__local_government__code", "pk"))

    def load(self, lines):
        self.bodies = OrganizationLookup()
        self.by_pk = {section.pk: section for section in self.joined(Section.objects.all())}
        self.named = {(section.organization_id, section.name): section for section in self.by_pk.values()}

    def find(self, line):
        names_it = any(name in line.cells for name in ("code", "organization_name"))
        organization = self.bodies.organization(line) if names_it or "number" not in line.values else None
        if "number" in line.values:
            self._by_number(line, line.values["number"], organization)
        elif organization is not None and "name" in line.values:
            name = line.values["name"]
            line.obj = self.named.get((organization.pk, name)) or Section(organization=organization)
        elif organization is not None and "name" not in line.cells:
            line.refuse("担当部署", "担当部署の名称を入力してください。")
        if line.obj is not None:
            self._name(line)

    def _by_number(self, line: Line, number: int, organization) -> None:
        section = self.by_pk.get(number)
        if section is None:
            line.refuse(
                "部署番号", f"部署番号{number}は登録されていません。新しい部署は、番号を空欄にしてください。"
            )
        elif organization is not None and organization.pk != section.organization_id:
            line.refuse(
                "部署番号",
                f"部署番号{number}は{section.organization.full_name}の部署です。番号か団体のどちらかを直してください。",
            )
        else:
            line.obj = section

    def _name(self, line: Line) -> None:
        name = line.values.get("name", line.obj.name)
        line.name = f"{line.obj.organization.full_name} {name}"
        line.keys.append(("name", line.obj.organization_id, name))
        if line.obj.pk:
            line.keys.append(("pk", line.obj.pk))

    def check(self, line, by):
        section = line.obj
        other = self.named.get((section.organization_id, line.after.get("name")))
        if other is not None and other.pk != section.pk:
            line.refuse("担当部署", "同じ団体に同じ名称の部署があります。")
        if not section.is_open and line.after:
            line.refuse("", "廃止された部署です。内容は変えられません。")
        elif line.values.get("is_open", section.is_open) != section.is_open:
            line.refuse("状態", "部署の廃止と再開は、この表ではできません。元の状態に戻してください。")

    def store(self, new, changed, by):
        for line in changed:
            if "mailbox" in line.after:  # another address: what is known of the old one says nothing
                line.obj.bounced_at = line.after["bounced_at"] = None
        moved = {line.obj.pk: line.obj for line in changed if "mailbox" in line.after}
        before = dict(Section.objects.filter(pk__in=moved).values_list("pk", "mailbox"))
        super().store(new, changed, by)
        for pk, section in moved.items():
            note_new_mailbox(section, before=before[pk], by=by)
        asked = ConfirmationEntry.objects.running().filter(section__in=moved, bounced_at__isnull=False)
        for section in Section.objects.filter(pk__in=asked.values("section")):
            clear_mailbox_bounce(section, by=by)
