"""What the lines of the register and the mails are called in Japanese; each room says its own at start."""

from functools import cache

from django.apps import apps

from office.publication import Publication

_verbs = {"office.mail_requeued": "メールの再送", "office.files_described": "添付ファイルの説明"}
_purposes = {"contact": "お問い合わせ"}
# what every kind of publication has: events.event_published is イベントの公開
_OF_PUBLICATIONS = {
    "created": "作成",
    "edited": "編集",
    "published": "公開",
    "withdrawn": "公開の取下げ",
    "deleted": "削除",
}


def say(*, verbs: dict[str, str] | None = None, purposes: dict[str, str] | None = None) -> None:
    """Name verbs of the register and purposes of mails; called in a room's AppConfig.ready()."""
    _verbs.update(verbs or {})
    _purposes.update(purposes or {})
    _all_verbs.cache_clear()


def verb(key: str) -> str:
    """The name of a verb; the verb itself where nobody named it."""
    return _all_verbs().get(key, key)


@cache
def _all_verbs() -> dict[str, str]:
    published = {
        f"{model._meta.label_lower}_{ending}": f"{model._meta.verbose_name}の{word}"
        for model in apps.get_models()
        if issubclass(model, Publication)
        for ending, word in _OF_PUBLICATIONS.items()
    }
    return published | _verbs


def purpose(key: str) -> str:
    return _purposes.get(key, key)
