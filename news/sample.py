"""Fictitious notices for a first look, each marked 【見本】."""

import datetime

from django.db import transaction
from django.utils import timezone

from news.models import Announcement
from office import index
from office.publication import State

# title, days ago, pinned, body
NOTICES = (
    (
        "【見本】会員登録の内容をご確認ください",
        2,
        True,
        "人事異動などで担当者が変わったときは、「所属と登録内容」から担当部署と連絡先を直してください。\n\n"
        "・担当部署の共通アドレス\n・電話番号\n・担当者\n\nこのお知らせは見本です。",
    ),
    (
        "【見本】魅力発信イベントの出展自治体を募集します",
        9,
        False,
        "冬の魅力発信イベントに出展する自治体を募集します。詳しくは掲示板の「参加募集」をご覧ください。\n\n"
        "このお知らせは見本です。実際の募集ではありません。",
    ),
    (
        "【見本】年末年始の事務局の休み",
        20,
        False,
        "12月29日から1月3日まで、事務局はお休みします。掲示板への投稿はいつでもできます。\n\nこのお知らせは見本です。",
    ),
)


@transaction.atomic
def load() -> dict[str, int]:
    """Load the sample notices that are missing; returns how many were written."""
    known = set(Announcement.objects.values_list("title", flat=True))
    made = [
        Announcement.objects.create(
            title=title,
            body=body,
            is_pinned=pinned,
            state=State.PUBLISHED,
            published_at=timezone.now() - datetime.timedelta(days=days),
        )
        for title, days, pinned, body in NOTICES
        if title not in known
    ]
    for announcement in made:
        index.refresh_now(announcement)
    return {"見本のお知らせ": len(made)}
