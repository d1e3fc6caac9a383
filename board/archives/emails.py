"""The mail to whoever requested an archive."""

from django.conf import settings
from django.template.loader import render_to_string

from board.archives.models import Archive
from common.outbox.actions import send_mail


def send_archive_finished(archive: Archive) -> None:
    context = {"archive": archive, "SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME}
    subject = (
        "掲示板の保存用一式ができました" if archive.is_ready else "掲示板の保存用一式を作成できませんでした"
    )
    send_mail(
        key=f"archive_finished:{archive.pk}",
        to=archive.requested_by.email,
        subject=subject,
        body=render_to_string("board/archives/mails/archive_finished.txt", context),
        purpose="board.archive_finished",
    )
