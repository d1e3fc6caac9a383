"""What autosave needs of the form of a draft: what was typed, also where it cannot be parsed."""

from board.topics.forms import TopicForm
from common import text

MAX_UNPARSED = 20_000  # characters of one field: a text twice as long as allowed, to be shortened


def unparsed_input(form: TopicForm) -> dict[str, str | list[str]]:
    """What is in fields that could not be parsed, as it was typed; what cannot be stored is left out."""
    saved = {}
    for name in form.errors:
        value = form.data.get(form.add_prefix(name), "") if name in form.fields else ""
        is_words = name in form.fields and not hasattr(form.fields[name], "choices")
        if is_words and value and len(value) <= MAX_UNPARSED and not text.refusal(value):
            saved[name] = value
    return saved


def draft_values(form: TopicForm) -> dict:
    """The fields that can be parsed, and beside them what was typed into the others."""
    form.is_valid()
    return {**form.values, "unparsed": unparsed_input(form)}


def is_blank(values: dict) -> bool:
    """Whether nothing is written yet: no draft is made of it."""
    words = ("title", "body", "offer", "seek", "place", "period_note", "link", "budget", "programme")
    return not values["unparsed"] and not any(values.get(name) for name in words)


def problem_sentences(form: TopicForm) -> list[str]:
    """A sentence for each field that cannot be published so, and whether its text is saved."""
    saved = unparsed_input(form)
    return [
        f"{form.fields[name].label}：{errors[0]}" + ("" if name in saved else "この項目は保存していません。")
        for name, errors in form.errors.items()
        if name in form.fields
    ]
