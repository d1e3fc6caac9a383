"""What the audit log calls the steps of a publication."""

from django.apps import apps

from common.publication.models import Publication

# what every kind of publication has: events.event_published is イベントの公開
_PUBLICATION_VERBS = {
    "created": "作成",
    "edited": "編集",
    "published": "公開",
    "withdrawn": "公開の取下げ",
    "deleted": "削除",
}


def publication_verbs() -> dict[str, str]:
    """The verbs of every kind of publication, by their Japanese names."""
    return {
        f"{model._meta.label_lower}_{ending}": f"{model._meta.verbose_name}の{label}"
        for model in apps.get_models()
        if issubclass(model, Publication)
        for ending, label in _PUBLICATION_VERBS.items()
    }
