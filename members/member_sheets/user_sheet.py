"""The sheet of people (担当者): names, addresses, roles; accounts begin and end here too."""

from collections import defaultdict

from django.db.models import Q

from common.fields import LineField, MailAddressField
from members.member_sheets.columns import Column, LabelField, NumberField
from members.member_sheets.organization_lookup import OrganizationLookup
from members.member_sheets.plan import Line
from members.member_sheets.section_sheet import organization_columns
from members.member_sheets.sheet import Sheet
from members.organizations.actions import lock_people_of
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.actions import deactivate_user, forget_login_addresses
from members.users.models import User

STATES = {True: "利用中", False: "終了"}
ROLES = dict(User.Role.choices)
GONE = ".invalid"  # the end of an address that a hand-over left behind


class UserSheet(Sheet):
    key = "users"
    title = "担当者"
    noun = "担当者"
    model = User
    about = "担当者の氏名、メールアドレス、部署、役割、利用の終了"
    speaking = ("organization_name", "name", "email")
    keys = ("担当者番号", "メールアドレス")
    columns = (
        Column(
            "number",
            "担当者番号",
            NumberField(),
            lambda row: row.pk,
            "書き出した表の番号。メールアドレスを変えるときは消さないでください。新しい人は空欄です。",
            writes=False,
        ),
        *organization_columns(lambda row: row.section.organization),
        Column(
            "section",
            "担当部署",
            LineField(max_length=80),
            lambda row: row.section,
            "「担当部署」の表にある名称。同じ団体の中の異動は、ここを書き換えてください。",
            "企画部 企画課",
            word=lambda section: section.name,
            needed=True,
        ),
        Column(
            "name",
            "氏名",
            LineField(max_length=60),
            lambda row: row.name,
            "60文字まで。",
            "釧路 花子",
            needed=True,
        ),
        Column(
            "email",
            "メールアドレス",
            MailAddressField(),
            lambda row: row.email,
            "ログインに使います。担当者番号がなければ、アドレスで人を探します。",
            "hanako@city.example.lg.jp",
            needed=True,
        ),
        Column(
            "role",
            "役割",
            LabelField(User.Role.choices),
            lambda row: row.role,
            "代表・担当・閲覧のどれか。空欄の新しい人は「担当」(代表のいない団体では「代表」)になります。",
            "担当",
            word=lambda role: ROLES[role],
        ),
        Column(
            "is_active",
            "状態",
            LabelField([(key, word) for key, word in STATES.items()]),
            lambda row: row.is_active,
            "「終了」にすると、その人はログインできなくなります。書いたものと氏名は残ります。",
            "利用中",
            word=lambda state: STATES[state],
        ),
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

    @classmethod
    def lock(cls, pks):
        """The representatives beside them too: none may be left over, whoever else is changing them."""
        organizations = Section.objects.filter(users__in=pks).values("organization")
        # organisations before people, as the pages do
        lock_people_of(Organization.objects.filter(pk__in=organizations))
        beside = Q(role=User.Role.REPRESENTATIVE, section__organization__in=organizations)
        list(
            User.objects.select_for_update(of=("self",))
            .filter(Q(pk__in=pks) | beside)
            .order_by("pk")
            .values_list("pk", flat=True)
        )

    def load(self, lines):
        self.bodies = OrganizationLookup()
        numbers = {line.values["number"] for line in lines if line.values.get("number")}
        addresses = {line.values["email"] for line in lines if "email" in line.values}
        people = list(User.objects.filter(Q(pk__in=numbers) | Q(email__in=addresses)))
        self.by_pk = {user.pk: user for user in people}
        self.by_email = {user.email: user for user in people}
        self.sections: dict[int, dict[str, Section]] = defaultdict(dict)
        for section in Section.objects.select_related("organization__local_government"):
            self.sections[section.organization_id][section.name] = section

    def find(self, line):
        number, email = line.values.get("number"), line.values.get("email")
        user = self.by_pk.get(number) if number else self.by_email.get(email)
        if number and user is None:
            line.refuse(
                "担当者番号",
                f"担当者番号{number}は登録されていません。新しい人は、番号を空欄にしてください。",
            )
            return
        names_it = any(name in line.cells for name in ("code", "organization_name"))
        organization = self.bodies.organization(line) if names_it or user is None else None
        if names_it and organization is None:
            return
        if user is not None:
            self._known(line, user, organization)
        elif organization is not None and ("email" in line.values or "email" not in line.cells):
            line.obj = User(is_active=True)
        home = organization or (line.obj and line.obj.organization)
        if line.obj is not None and home:
            self._place(line, home)

    def _known(self, line: Line, user: User, organization) -> None:
        if not user.section_id:
            line.refuse(
                "メールアドレス", "団体に属さない管理者のアドレスです。別のアドレスを入力してください。"
            )
        elif organization is not None and organization.pk != user.section.organization_id:
            line.refuse(
                "メールアドレス",
                f"{user.email}は{user.organization.full_name}の担当者です。"
                "ほかの団体へは移せません。アドレスか団体を直してください。",
            )
        else:
            line.obj = user
            line.keys.append(("pk", user.pk))

    def _place(self, line: Line, organization) -> None:
        """The section is a row, not a word."""
        line.name = f"{organization.full_name} {line.values.get('name', line.obj.name)}"
        if email := line.values.get("email", line.obj.email):
            line.keys.append(("email", email))
        name = line.values.pop("section", None)
        if name is None:
            return
        section = self.sections[organization.pk].get(name)
        if section is None:
            line.refuse(
                "担当部署",
                f"{organization.full_name}に「{name}」はありません。先に「担当部署」の表で登録してください。",
            )
        else:
            line.values["section"] = section

    def check(self, line, by):
        user = line.obj
        email, section = line.after.get("email", user.email), line.after.get("section", user.section)
        taken = self.by_email.get(email)
        if taken is not None and taken.pk != user.pk:
            line.refuse(
                "メールアドレス",
                f"{email}は{taken.organization or '管理者'}の{taken.name}さんが使っています。",
            )
        if user.is_superuser and line.after and not by.is_superuser:
            line.refuse("", "システム管理者の登録は変えられません。")
        if user.pk == by.pk and line.after.keys() & {"is_active", "email"}:
            line.refuse("", "自分自身のアドレスと状態は、この表では変えられません。")
        if line.is_new and line.after.get("is_active") is False:
            line.refuse("状態", "新しい人の状態は「利用中」にするか、空欄にしてください。")
        if line.after.get("section") or line.after.get("is_active"):
            self._check_section(line, section, email)
        if not user.is_active and "is_active" not in line.cells:
            line.refuse(
                "状態", "この人の利用は終了しています。戻すときは、状態に「利用中」と入力してください。"
            )

    def _check_section(self, line: Line, section: Section | None, email: str) -> None:
        if section is not None and not section.is_open:
            line.refuse("担当部署", f"「{section.name}」は廃止された部署です。ほかの部署を入力してください。")
        if email.endswith(GONE):
            line.refuse("メールアドレス", "利用を再開する人の、新しいメールアドレスを入力してください。")

    def check_together(self, lines):
        """No organisation loses its last representative; a new one gets its first."""
        living = [line for line in lines if line.obj is not None and not line.wrong]
        homes = {
            self._organization_of(line).pk: self._organization_of(line)
            for line in living
            if self._organization_of(line)
        }
        before = defaultdict(set)
        for pk, home in (
            User.objects.representatives()
            .filter(section__organization__in=homes)
            .values_list("pk", "section__organization")
        ):
            before[home].add(pk)
        after = {home: set(before[home]) for home in homes}
        for line in living:
            self._count(line, after[self._organization_of(line).pk])
        for line in living:
            if line.is_new and "role" not in line.values:
                self._give_role(line, after[self._organization_of(line).pk])
        for line in living:
            home = self._organization_of(line)
            if home.is_member and line.obj.pk in before[home.pk] and not after[home.pk]:
                line.refuse(
                    "状態" if "is_active" in line.after else "役割",
                    f"{home.full_name}の代表がいなくなります。同じ団体のほかの人を「代表」にしてください。",
                )

    def _organization_of(self, line: Line):
        section = line.after.get("section") or line.obj.section
        return section.organization if section else None

    def _count(self, line: Line, representatives: set) -> None:
        if line.is_new and "role" not in line.values:
            return
        role, active = line.after.get("role", line.obj.role), line.after.get("is_active", line.obj.is_active)
        known = line.obj.pk or ("new", line.number)
        if active and role == User.Role.REPRESENTATIVE:
            representatives.add(known)
        else:
            representatives.discard(known)

    def _give_role(self, line: Line, representatives: set) -> None:
        column = next(column for column in self.columns if column.name == "role")
        role = User.Role.OFFICER if representatives else User.Role.REPRESENTATIVE
        line.put(column, role)
        representatives.add(("new", line.number))

    def store(self, new, changed, by):
        for line in new:
            line.obj.set_unusable_password()
        ended = [line for line in changed if line.after.get("is_active") is False]
        for line in ended:  # the house's own way ends the sessions too
            line.obj.is_active = True
        super().store(new, changed, by)
        for line in changed:
            if "email" in line.after:
                forget_login_addresses(line.obj)
                line.obj.mail_tokens.all().delete()  # a link that was sent to the old address
        for line in ended:
            deactivate_user(user=line.obj, by=by, reason="表の取込み")
