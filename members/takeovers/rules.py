def can_take_over(section, leaving) -> bool:
    """Whoever reads the section's mailbox may follow a person of that section; never in the secretariat."""
    organization = section.organization
    return (
        section.is_open
        and organization.is_member
        and leaving.section_id == section.pk
        and not leaving.is_superuser
        and leaving.has_transferable_post
    )
