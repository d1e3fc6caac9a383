"""What this room registers with the rooms below it; called once at start."""

from functools import partial

from common.labels import register_labels
from common.links.registry import Linkable, register_linkable
from common.outbox.bounces import register_bounce_task
from common.subject_imports import import_registering
from members.access.admin import register_export
from members.access.rate_limits import count_in_own_table
from members.application_returns.actions import REVISION_LIFETIME, REVISION_PURPOSE, resend_revision
from members.application_returns.views import revision_token_passed
from members.applications.actions import APPLICATION_LIFETIME, APPLICATION_PURPOSE, resend_application_token
from members.applications.views import application_token_passed
from members.confirmation_answers.views import confirmation_link_opened, confirmation_token_passed
from members.confirmations.actions import resend_confirmation
from members.confirmations.emails import (
    CONFIRMATION_LIFETIME,
    CONFIRMATION_PURPOSE,
    confirmation_blocked_reason,
)
from members.directory.filters import DirectoryFilter
from members.handovers.transfers import register_transfer
from members.login.views import invitation_token_passed
from members.mail_tokens.handlers import MailTokenHandler, register_handler
from members.member_sheets.sheets import SHEETS
from members.member_sheets.spreadsheets import sheet_response
from members.organizations.models import Organization
from members.organizations.queries import organization_at
from members.organizations.rules import can_edit_organization
from members.recoveries.actions import RECOVERY_LIFETIME, RECOVERY_PURPOSE, resend_recovery
from members.recoveries.views import recovery_token_passed
from members.saved_filters.actions import hand_over_saved_filters
from members.saved_filters.registry import register_list
from members.sections.actions import (
    MAILBOX_LIFETIME,
    MAILBOX_PURPOSE,
    mailbox_blocked_reason,
    resend_mailbox_change,
)
from members.sections.views import mailbox_token_passed
from members.takeovers.actions import (
    TAKEOVER_LIFETIME,
    TAKEOVER_PURPOSE,
    resend_takeover,
    takeover_blocked_reason,
)
from members.takeovers.views import takeover_link_opened, takeover_token_passed
from members.users.bounces import NOTE_REFUSED_ADDRESS_TASK
from members.users.invitations import (
    INVITATION_LIFETIME,
    INVITATION_PURPOSE,
    invitation_blocked_reason,
    resend_invitation,
)

LINKABLE_MEMBER = Linkable(
    "member",
    Organization,
    "会員",
    "members:organization-detail",
    may_edit=can_edit_organization,
    is_public=True,
    reads=("local_government",),
    row_at=lambda user, address: organization_at(address["slug"], user),
)

VERBS = {
    "members.application_verified": "申請のメールアドレスを確認",
    "members.application_returned": "申請を差戻し",
    "members.application_resubmitted": "差し戻した申請を再提出",
    "members.application_mail_resent": "申請者への案内を再送",
    "members.application_approved": "申請を承認",
    "members.application_declined": "申請を見送り",
    "members.application_changed": "申請をデータの修正で変更",
    "members.organization_joined": "会員に登録",
    "members.organization_withdrawn": "退会",
    "members.organization_restored": "退会を取り消して会員に戻す",
    "members.organization_added": "団体を追加",
    "members.organization_changed": "団体の登録内容を変更",
    "members.organization_corrected": "団体の名称・読み・登録日を修正",
    "members.organization_confirmed": "登録内容を確認",
    "members.organization_followed": "合併・名称変更に伴う変更",
    "members.organization_merged": "ほかの団体へ統合",
    "members.organization_took_over": "ほかの団体を引き継ぐ",
    "members.section_added": "担当部署を追加",
    "members.section_changed": "担当部署の連絡先を変更",
    "members.section_closed": "担当部署を廃止",
    "members.section_reopened": "廃止した担当部署を再開",
    "members.mailbox_confirmed": "共通アドレスの変更を確認",
    "members.mailbox_put_back": "共通アドレスを変更前に戻す",
    "members.mailbox_bounced": "共通アドレスが不達",
    "members.mailbox_reached": "共通アドレスの不達を解除",
    "members.user_unreached": "担当者のアドレスが不達",
    "members.user_reached": "担当者の不達を解除",
    "members.people_reported": "担当者の異動の届出",
    "members.user_added": "担当者を追加",
    "members.user_changed": "担当者の登録を変更",
    "members.user_renamed": "氏名を変更",
    "members.user_invited_again": "招待を再送",
    "members.user_deactivated": "担当者の利用を終了",
    "members.user_recovered": "ログインを回復",
    "members.invitation_accepted": "パスワードを設定",
    "members.session_ended": "端末をログアウト",
    "members.email_changed": "メールアドレスを変更",
    "members.email_confirm": "メールアドレスを確認",
    "members.email_deleted": "メールアドレスを削除",
    "members.password_changed": "パスワードを変更",
    "members.password_reset": "パスワードを再設定",
    "members.password_set": "パスワードを設定",
    "members.totp_activated": "認証アプリを登録",
    "members.totp_deactivated": "認証アプリを解除",
    "members.webauthn_added": "パスキーを登録",
    "members.webauthn_removed": "パスキーを解除",
    "members.recovery_codes_generated": "リカバリーコードを作成",
    "members.recovery_asked": "ログインの回復を申出",
    "members.recovery_verified": "ログインの回復を担当部署が確認",
    "members.recovery_approved": "ログインの回復を承認",
    "members.recovery_declined": "ログインの回復を見送り",
    "members.handover_registered": "引継ぎを登録",
    "members.handover_approved": "代表担当者の引継ぎを承認",
    "members.handover_done": "引継ぎを実施",
    "members.handover_failed": "引継ぎを実施できず",
    "members.handover_cancelled": "引継ぎを取消し",
    "members.withdrawal_asked": "退会を申出",
    "members.withdrawal_accepted": "退会の申出を受理",
    "members.withdrawal_declined": "退会の申出を見送り",
    "members.withdrawal_cancelled": "退会の申出を取消し",
    "members.confirmation_round_started": "登録内容の確認を開始",
    "members.confirmation_round_reminded": "登録内容の確認を督促",
    "members.confirmation_round_closed": "登録内容の確認を終了",
    "members.confirmation_round_exported": "登録内容の確認の結果を書き出し",
    "members.confirmation_answered": "登録内容の確認に回答",
    "members.confirmation_resent": "登録内容の確認のメールを再送",
    "members.changes_seen": "変更を確認",
    "members.government_change_registered": "合併・名称変更を登録",
    "members.government_change_done": "合併・名称変更を実施",
    "members.government_change_stopped": "合併・名称変更を実施できず",
    "members.government_change_cancelled": "合併・名称変更を取りやめ",
    "members.former_name_added": "旧名称を登録",
    "members.former_name_removed": "旧名称を削除",
    "members.localgovernment_changed": "地方公共団体の登録を変更",
    "common.lookbehind_added": "検索から除く続き方を追加",
    "common.lookbehind_changed": "検索から除く続き方を変更",
    "common.lookbehind_deleted": "検索から除く続き方を削除",
    "common.synonym_added": "同義語を追加",
    "common.synonym_changed": "同義語を変更",
    "common.synonym_deleted": "同義語を削除",
    "members.metric_added": "公表値を追加",
    "members.metric_changed": "公表値を変更",
    "members.directory_exported": "会員名簿を書き出し",
    "members.sheet_compared": "表を読込み",
    "members.sheet_imported": "表を取込み",
    "members.sheet_failed": "表の取込みの失敗",
    "members.sheet_exported": "会員台帳を書き出し",
}


MAIL_TOKEN_HANDLERS = {
    APPLICATION_PURPOSE: MailTokenHandler(
        label="会員登録申請",
        after_use="審査の結果は、メールでお知らせします。",
        leads_to=("お問い合わせ", "/contact/"),
        lifetime=APPLICATION_LIFETIME,
        passed=application_token_passed,
        link_template="members/applications/application_link.html",
        section=None,
        resend=resend_application_token,
    ),
    REVISION_PURPOSE: MailTokenHandler(
        label="申請の修正",
        after_use="修正した申請は届いています。審査の結果は、メールでお知らせします。",
        leads_to=("お問い合わせ", "/contact/"),
        lifetime=REVISION_LIFETIME,
        passed=revision_token_passed,
        link_template="members/application_returns/revision_link.html",
        section=None,
        resend=resend_revision,
    ),
    INVITATION_PURPOSE: MailTokenHandler(
        label="パスワードの設定",
        after_use="メールアドレスと設定したパスワードで、ログインしてください。",
        lifetime=INVITATION_LIFETIME,
        passed=invitation_token_passed,
        link_template="members/login/invitation_link.html",
        blocked_reason=invitation_blocked_reason,
        section=None,
        resend=resend_invitation,
    ),
    MAILBOX_PURPOSE: MailTokenHandler(
        label="共通アドレスの変更",
        leads_to=("所属と登録内容を見る", "/organization/"),
        lifetime=MAILBOX_LIFETIME,
        passed=mailbox_token_passed,
        link_template="members/sections/mailbox_change_link.html",
        blocked_reason=mailbox_blocked_reason,
        section=None,
        resend=resend_mailbox_change,
    ),
    RECOVERY_PURPOSE: MailTokenHandler(
        label="ログインの回復",
        after_use="事務局の審査の結果は、メールでお知らせします。",
        lifetime=RECOVERY_LIFETIME,
        passed=recovery_token_passed,
        link_template="members/recoveries/recovery_link.html",
        section=lambda mail_token: mail_token.subject.user.section,
        resend=resend_recovery,
    ),
    TAKEOVER_PURPOSE: MailTokenHandler(
        label="引継ぎの申出",
        after_use="引継ぎの日に、後任の方へ案内が届きます。",
        lifetime=TAKEOVER_LIFETIME,
        passed=takeover_token_passed,
        opened=takeover_link_opened,
        blocked_reason=takeover_blocked_reason,
        section=lambda mail_token: mail_token.subject,
        resend=resend_takeover,
    ),
    CONFIRMATION_PURPOSE: MailTokenHandler(
        label="登録内容の確認",
        leads_to=("所属と登録内容を見る", "/organization/"),
        lifetime=CONFIRMATION_LIFETIME,
        passed=confirmation_token_passed,
        opened=confirmation_link_opened,
        blocked_reason=confirmation_blocked_reason,
        section=lambda mail_token: mail_token.subject.section,
        resend=resend_confirmation,
    ),
}


def register() -> None:
    register_list("members", "会員自治体", "members:organization-list", DirectoryFilter)
    register_transfer(hand_over_saved_filters)
    import_registering("members")
    count_in_own_table()
    register_bounce_task(NOTE_REFUSED_ADDRESS_TASK)
    for key, sheet in SHEETS.items():
        register_export(key, partial(sheet_response, sheet))
    for purpose, handler in MAIL_TOKEN_HANDLERS.items():
        register_handler(purpose, handler)
    register_labels(verbs=VERBS)
    register_linkable(LINKABLE_MEMBER)
