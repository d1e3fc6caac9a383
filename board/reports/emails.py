from board.moderation.emails import secretariat_sections, send_to_addresses
from board.reports.models import Report
from members.sections.queries import secretariat_mailboxes


def tell_reported(report_id: int) -> None:
    """The secretariat hears of a report at once."""
    report = Report.objects.select_related("topic__organization", "reply").filter(pk=report_id).first()
    if report and report.is_open:
        subject = f"掲示板 第{report.topic_id}号に通報がありました"
        addresses = secretariat_mailboxes()
        send_to_addresses(
            f"reported:{report.pk}", "board.post_reported", addresses, subject, {"report": report}
        )


def tell_report_decided(report_id: int) -> None:
    """He who reported hears what came of it; what the post says is not in the mail."""
    report = Report.objects.select_related("by", "topic", "reply").filter(pk=report_id).first()
    if report and report.by and report.by.is_active and not report.is_open:
        subject = f"掲示板 第{report.topic_id}号の通報への回答"
        context = {"report": report, "desks": secretariat_sections()}
        send_to_addresses(
            f"report_decided:{report.pk}", "board.report_decided", {report.by.email}, subject, context
        )
