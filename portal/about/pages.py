"""What the site map lists: each group with who sees it, its pages by label and name of their address."""

from members.users.models import User

PUBLIC_PAGES = (
    (
        "イベント・展示",
        (
            ("これからのイベント・展示", "events:event-list"),
            ("カレンダー", "events:event-month"),
            ("過去のイベント", "events:event-archive"),
        ),
    ),
    ("会員自治体", (("会員自治体の一覧と地図", "members:organization-list"),)),
    (
        "災害支援",
        (
            ("災害支援の記録", "disaster:disaster-list"),
            ("派遣と支援の表", "disaster:support-tables"),
            ("公表値の一覧", "disaster:statement-list"),
        ),
    ),
    (
        "お知らせ・全国連携NEWS",
        (("お知らせ", "news:announcement-list"), ("全国連携NEWS", "news:newsissue-list")),
    ),
    (
        "会員登録とログイン",
        (
            ("会員登録を申請する", "members:application-apply"),
            ("受付番号と確認コードの入力", "members:mail-token-enter"),
            ("ログイン", "account_login"),
            ("ログインできなくなったとき", "account_recovery"),
            ("前任者からの引継ぎ", "members:takeover-search"),
        ),
    ),
    (
        "このサイト",
        (
            ("このサイトについて", "portal:about"),
            ("使い方の手引き", "portal:guide-list"),
            ("サイト内検索", "portal:search"),
            ("お問い合わせ", "portal:contact"),
            ("利用規約", "portal:terms"),
            ("個人情報の取扱い", "portal:privacy"),
            ("アクセシビリティ", "portal:accessibility"),
            ("English", "portal:english"),
        ),
    ),
)
MEMBERS_PAGES = (
    (
        "掲示板",
        (
            ("掲示板の投稿", "board:topic-list"),
            ("未読の投稿", "board:unread-list"),
            ("相談", "board:talk-list"),
            ("通知メールの設定", "board:subscription-edit"),
        ),
    ),
    (
        "照会・依頼",
        (
            ("パンフレットの配布依頼", "pamphlets:pamphlet-list"),
            ("23区の受入条件", "pamphlets:ward-rule-list"),
            ("照会", "inquiries:inquiry-list"),
            ("出展募集", "events:call-list"),
            ("登録したイベント", "events:event-own-list"),
        ),
    ),
    (
        "所属",
        (
            ("マイページ", "portal:mypage"),
            ("所属と登録内容", "organization:profile"),
            ("担当者の一覧", "organization:person-list"),
            ("担当の引継ぎ", "organization:handover-create"),
        ),
    ),
)
SECRETARIAT_PAGES = (("事務局", (("事務局の業務", "members:task-queue"),)),)


def _is_member(user) -> bool:
    return isinstance(user, User) and user.is_member


def _is_secretariat(user) -> bool:
    return isinstance(user, User) and user.is_secretariat


SITE_MAP = tuple(
    (title, may, pages)
    for groups, may in (
        (PUBLIC_PAGES, lambda user: True),
        (MEMBERS_PAGES, _is_member),
        (SECRETARIAT_PAGES, _is_secretariat),
    )
    for title, pages in groups
)
