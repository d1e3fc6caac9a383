"""Who looks at a page, as far as it decides what they see: part of the shape of a compiled query."""

from dataclasses import dataclass, field
from functools import cached_property

from common.compiled_queries.slots import StandIn

# what querysets may ask of a person
FACTS = ("is_authenticated", "is_member", "is_secretariat", "is_special_ward", "acts_for_section")


@dataclass(frozen=True)
class Viewer:
    """A kind of person: equal for all of whom the same facts hold."""

    facts: tuple[bool, ...]
    has_section: bool
    person: object = field(compare=False, repr=False)

    @cached_property
    def values(self) -> dict[str, int]:
        """Their keys, for the slots."""
        own = {"user": self.person.pk}
        if self.has_section:
            section = self.person.section
            own |= {"section": section.pk, "organization": section.organization_id}
        return own

    def stand_in(self) -> StandIn:
        """Somebody of this kind, as `visible_to(user)` and the like take them."""
        facts = dict(zip(FACTS, self.facts, strict=True))
        section = organization = None
        if self.has_section:
            organization = StandIn("organization")
            section = StandIn("section", organization=organization, organization_id=organization.pk)
        section_id = section.pk if section else None
        return StandIn("user", **facts, section=section, section_id=section_id, organization=organization)


def viewer_of(user) -> Viewer:
    """The user as part of a shape; a visitor too."""
    facts = tuple(bool(getattr(user, name, False)) for name in FACTS)
    return Viewer(facts, bool(getattr(user, "section_id", None)), user)
