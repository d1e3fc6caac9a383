def can_see_late(user) -> bool:
    """Those who ask see what is late of their own inquiries; the secretariat, of all."""
    return bool(user.is_member and user.section_id and (user.is_special_ward or user.is_secretariat))
