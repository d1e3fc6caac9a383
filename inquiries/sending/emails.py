from common.attachments.queries import files_of
from correspondence.sending.emails import SentMail
from inquiries.inquiries.key_points import points_for
from inquiries.inquiries.models import Inquiry


class InquirySent(SentMail):
    """Whoever is asked, when an inquiry goes out, others are added, or a mailbox lost its mail."""

    about, label = Inquiry, "照会の依頼"

    def context(self):
        questions, files = list(self.item.questions.current()), len(files_of(self.item))
        points = points_for(self.item, len(questions))
        return {**super().context(), "questions": questions, "files": files, "points": points}
