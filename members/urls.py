"""Addresses under /members/: the public directory, the registration, the secretariat's queue."""

from django.urls import path, re_path

from members.views import (
    answering,
    applying,
    correcting,
    deciding,
    desk,
    directory,
    proving,
    recoveries,
    representation,
    round_entries,
    rounds,
    withdrawing,
)

app_name = "members"
urlpatterns = [
    path("", directory.organization_list, name="organization-list"),
    re_path(r"^directory\.(?P<kind>xlsx|csv)$", directory.organization_sheet, name="organization-sheet"),
    path("apply/", applying.application_apply, name="application-apply"),
    path("apply/form/", applying.application_form, name="application-form"),
    re_path(r"^apply/done/(?P<number>[0-9]{8})/$", applying.application_done, name="application-done"),
    path("apply/correct/", correcting.application_correct, name="application-correct"),
    path("apply/correct/done/", correcting.correction_done, name="correction-done"),
    re_path(
        r"^apply/correct/mail/(?P<number>[0-9]{8})/$", correcting.correction_mail, name="correction-mail"
    ),
    path("proof/", proving.proof_enter, name="proof-enter"),
    path("proof/done/", proving.proof_done, name="proof-done"),
    path("proof/resend/", proving.proof_resend, name="proof-resend"),
    path("proof/password/", proving.invitation_accept, name="invitation-accept"),
    re_path(r"^proof/answer/(?P<number>[0-9]{8})/$", answering.entry_answer, name="entry-answer"),
    re_path(r"^proof/(?P<token>[A-Za-z0-9_-]{20,80})/$", proving.proof_link, name="proof-link"),
    path("desk/", desk.desk, name="desk"),
    path("unrepresented/", representation.unrepresented_list, name="unrepresented-list"),
    path("unrepresented/<int:pk>/name/", representation.representative_name, name="representative-name"),
    path("applications/", deciding.application_list, name="application-list"),
    path("applications/<int:pk>/", deciding.application_detail, name="application-detail"),
    path("applications/<int:pk>/approve/", deciding.application_approve, name="application-approve"),
    path("applications/<int:pk>/decline/", deciding.application_decline, name="application-decline"),
    path("applications/<int:pk>/return/", deciding.application_return, name="application-return"),
    path("applications/<int:pk>/resend/", deciding.application_resend, name="application-resend"),
    path("applications/<int:pk>/print/", deciding.application_print, name="application-print"),
    path("withdrawals/", withdrawing.withdrawal_list, name="withdrawal-list"),
    path("withdrawals/<int:pk>/", withdrawing.withdrawal_detail, name="withdrawal-detail"),
    path("withdrawals/<int:pk>/accept/", withdrawing.withdrawal_accept, name="withdrawal-accept"),
    path("withdrawals/<int:pk>/decline/", withdrawing.withdrawal_decline, name="withdrawal-decline"),
    path("withdrawals/<int:pk>/undo/", withdrawing.withdrawal_undo, name="withdrawal-undo"),
    path("withdrawals/<int:pk>/cancel/", withdrawing.withdrawal_cancel, name="withdrawal-cancel"),
    path("recoveries/", recoveries.recovery_list, name="recovery-list"),
    path("recoveries/<int:pk>/", recoveries.recovery_detail, name="recovery-detail"),
    path("recoveries/<int:pk>/approve/", recoveries.recovery_approve, name="recovery-approve"),
    path("recoveries/<int:pk>/decline/", recoveries.recovery_decline, name="recovery-decline"),
    path("rounds/", rounds.round_list, name="round-list"),
    path("rounds/start/", rounds.round_start, name="round-start"),
    path("rounds/<int:pk>/", rounds.round_detail, name="round-detail"),
    path("rounds/<int:pk>/entries/", rounds.entry_list, name="entry-list"),
    re_path(
        r"^rounds/(?P<pk>[0-9]{1,9})/entries\.(?P<kind>xlsx|csv)$", rounds.entry_sheet, name="entry-sheet"
    ),
    path("rounds/<int:pk>/silent/", rounds.round_silent, name="round-silent"),
    path("rounds/<int:pk>/remind/", rounds.round_remind, name="round-remind"),
    path("rounds/<int:pk>/close/", rounds.round_close, name="round-close"),
    path("rounds/entries/<int:pk>/", round_entries.entry_detail, name="entry-detail"),
    path("rounds/entries/<int:pk>/resend/", round_entries.entry_resend, name="entry-resend"),
    path("rounds/entries/<int:pk>/telephone/", round_entries.entry_telephone, name="entry-telephone"),
    path("rounds/entries/<int:pk>/bounced/", round_entries.entry_bounced, name="entry-bounced"),
    path("rounds/entries/<int:pk>/reached/", round_entries.entry_reached, name="entry-reached"),
    re_path(r"^(?P<slug>[0-9]{1,9})/$", directory.organization_detail, name="organization-detail"),
]
