from board.moderation.emails import secretariat_sections
from board.notifications.emails import lowercased, send
from board.reports.models import Report
from members.sections.queries import secretariat_mailboxes


def send_post_reported(report_id: int) -> None:
    """To the secretariat: a report came in."""
    report = Report.objects.select_related("topic__organization", "reply").filter(pk=report_id).first()
    if report and report.is_open:
        subject = f"掲示板 第{report.topic_id}号に通報がありました"
        addresses = lowercased(secretariat_mailboxes())
        send(f"reported:{report.pk}", "board.post_reported", addresses, subject, {"report": report})


def send_report_decided(report_id: int) -> None:
    """To the reporter: the decision, without the text of the post."""
    report = Report.objects.select_related("by", "topic", "reply").filter(pk=report_id).first()
    if report and report.by.is_active and not report.is_open:
        subject = f"掲示板 第{report.topic_id}号の通報への回答"
        context = {"report": report, "secretariat_sections": secretariat_sections()}
        send(
            f"report_decided:{report.pk}",
            "board.report_decided",
            lowercased([report.by.email]),
            subject,
            context,
        )
