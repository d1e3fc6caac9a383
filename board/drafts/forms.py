"""What a draft that saves itself needs of its form: what was typed, also where it cannot be read."""

from board.topics.forms import TopicForm
from common import text

MOST_TYPED = 20_000  # characters of one field: a text twice as long as allowed is still kept to be cut


def typed_in(form: TopicForm) -> dict[str, str | list[str]]:
    """What stands in fields that could not be read, as it was typed; what cannot be stored is left out."""
    kept = {}
    for name in form.errors:
        value = form.data.get(form.add_prefix(name), "") if name in form.fields else ""
        is_words = name in form.fields and not hasattr(form.fields[name], "choices")
        if is_words and value and len(value) <= MOST_TYPED and not text.refusal(value):
            kept[name] = value
    return kept


def draft_values(form: TopicForm) -> dict:
    """The fields that can be read, and beside them what was typed into the others."""
    form.is_valid()
    return {**form.values, "typed": typed_in(form)}


def is_blank(values: dict) -> bool:
    """Nothing is written yet: no draft is made of it."""
    words = ("title", "body", "offer", "seek", "place", "period_note", "link", "budget", "programme")
    return not values["typed"] and not any(values.get(name) for name in words)


def complaints(form: TopicForm) -> list[str]:
    """A sentence for each field that cannot be published so, and whether its text is kept."""
    kept = typed_in(form)
    return [
        f"{form.fields[name].label}：{errors[0]}" + ("" if name in kept else "この項目は保存していません。")
        for name, errors in form.errors.items()
        if name in form.fields
    ]
