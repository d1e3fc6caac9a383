"""What the pages of those who ask are posted."""

from correspondence.questions.actions import ASKED
from correspondence.questions.forms import NAMES

NEW = "/inquiries/new/"
CAST = ["reader", "officer", "stranger", "ward_officer", "minato_officer", "secretariat"]


def url(inquiry, what=""):
    return f"/inquiries/{inquiry.pk}/{what}/" if what else f"/inquiries/{inquiry.pk}/"


def typed(due, section):
    """The form of an inquiry as it is posted."""
    return {
        "title": "自治体間連携の取組について",
        "description": "今後の事業の参考にします。",
        "reach": "wards",
        "answer_due": due.isoformat(),
        "section": section.pk,
        "results_shown": "counts",
    }


def posted_questions(*questions, do="save", version=1, note=""):
    """The editor as it is posted; each of `questions` is a mapping of what differs from a plain question."""
    plain = dict.fromkeys(NAMES, "") | {"kind": "text", "required": "on"}
    data = {"do": do, "version": str(version), "note": note}
    for number, question in enumerate(questions, 1):
        data |= {f"q{number}-{name}": value for name, value in (plain | question).items() if value}
        data.setdefault(f"q{number}-label", "")
    return data


def as_posted(inquiry):
    """The current questions as the editor posts them back unchanged."""
    return [
        {
            "line": str(question.line),
            "kind": question.kind,
            "label": question.label,
            "help_text": question.help_text,
            "unit": question.unit,
            "options": "\r\n".join(question.options),
            "required": "on" if question.required else "",
        }
        for question in inquiry.questions.current()
    ]


def as_cleaned(inquiry):
    """The current questions as the form of the editor cleans them."""
    return list(inquiry.questions.current().values("line", *ASKED))
