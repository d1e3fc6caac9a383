"""Which body an application is for, read from the address of the form."""

from dataclasses import dataclass

from common.refusals import ActionRefused
from members.applications.models import Application
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization

UNKNOWN = "団体コードが正しくありません。都道府県から選び直すか、団体名または読みで探してください。"


@dataclass(frozen=True)
class Target:
    """A local government, a member that has no code, or (both empty) a body to be named in the form."""

    government: LocalGovernment | None = None
    organization: Organization | None = None
    joining: bool = False

    @property
    def full_name(self) -> str:
        if self.organization:
            return self.organization.full_name
        return self.government.full_name if self.government else ""

    @property
    def is_without_code(self) -> bool:
        return not self.government and not self.organization

    @property
    def application_kind(self) -> str:
        return Application.Kind.ACCOUNT if self.organization else Application.Kind.MEMBERSHIP

    @property
    def query(self) -> str:
        """The query string that leads to this form."""
        if self.government:
            return f"code={self.government.code}" + ("&join=1" if self.joining else "")
        return f"organization={self.organization.pk}&join=1" if self.organization else "body=1"

    @property
    def is_member_unasked(self) -> bool:
        """Already a member, and nobody asked for an account in it: offered instead."""
        return bool(self.organization) and not self.joining

    @property
    def is_open(self) -> bool:
        """Somebody's application for this body already waits for the secretariat, or was asked back."""
        if self.organization or not self.government:
            return False
        applications = Application.objects.open().filter(kind=Application.Kind.MEMBERSHIP)
        return applications.filter(local_government=self.government).exists()

    def own_fields(self) -> dict:
        """What the application takes from the master data instead of from the form."""
        row = self.organization or self.government
        return {"prefecture": row.prefecture, "name": row.name, "name_kana": row.name_kana} if row else {}


def find_target(query) -> Target:
    """The body that `?code=`, `?organization=` or `?body=1` names; Refused where there is none."""
    joining = query.get("join") == "1"
    if "code" in query:
        return _by_code(query["code"], joining)
    if "organization" in query:
        return _by_organization(query["organization"])
    if "body" in query:
        return Target()
    raise ActionRefused("申請する団体を選んでください。")


def _by_code(code, joining) -> Target:
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        raise ActionRefused(UNKNOWN)
    found = LocalGovernment.objects.by_codes([code]).get(code)
    if found is None:
        raise ActionRefused(UNKNOWN)
    government = found.present  # a code from before a merger leads to the body of today
    if government is None:
        raise ActionRefused(
            f"{found.full_name}は廃止されています。合併などの後の団体を、団体名または読みで探してください。"
        )
    organization = (
        Organization.objects.members().select_related("local_government").filter(local_government=government)
    ).first()
    return Target(government, organization, joining)


def _by_organization(pk) -> Target:
    if not (pk.isascii() and pk.isdigit() and len(pk) < 10):
        raise ActionRefused(UNKNOWN)
    organization = Organization.objects.members().select_related("local_government").filter(pk=pk).first()
    if organization is None:
        raise ActionRefused(UNKNOWN)
    return Target(organization.local_government, organization, joining=True)
