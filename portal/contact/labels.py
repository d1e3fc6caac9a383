from django.db.models import TextChoices


class Matter(TextChoices):
    REGISTRATION = "registration", "会員登録・登録内容について"
    PROJECT = "project", "連携事業・イベントについて"
    SITE = "site", "このサイトの使い方・不具合について"
    OTHER = "other", "そのほか"
