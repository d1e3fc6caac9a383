"""The photograph on the home page is chosen, described anew, or taken away."""

from django.db import connection, transaction
from django.utils import timezone

from common.attachments.actions import attach_files, discard_files
from common.audit_log.actions import record
from common.refusals import ActionRefused
from portal.home_pictures.models import HomePicture

ONLY = 1  # the key of its row


def choose_home_picture(*, fields: dict, by) -> HomePicture | None:
    """`fields["picture"]` is a kept StoredFile, or None: then the map is shown again."""
    with transaction.atomic():
        _one_at_a_time()
        row = HomePicture.objects.select_related("picture").filter(pk=ONLY).first()
        before = row.picture if row else None
        if fields["picture"] is None:
            _take_away(row, by)
            return None
        row = row or HomePicture(pk=ONLY)
        for name, value in fields.items():
            setattr(row, name, value)
        row.chosen_at, row.chosen_by = timezone.now(), by
        row.save()
        if row.picture != before:
            attach_files([row.picture], to=row)
            if row.picture.owner_id != row.pk:  # another window gave it to another object meanwhile
                raise ActionRefused("写真を保存できませんでした。もう一度選んでください。")
            discard_files([before] if before else [])
        record(by=by, verb="portal.home_picture_chosen", obj=row, alt=row.picture_alt)
    return row


def _take_away(row: HomePicture | None, by) -> None:
    if row is None:
        return
    record(by=by, verb="portal.home_picture_removed", obj=row, alt=row.picture_alt)
    row.delete()
    discard_files([row.picture])


def _one_at_a_time() -> None:
    """There may be no row yet that could be locked."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE portal_homepicture IN SHARE ROW EXCLUSIVE MODE")
