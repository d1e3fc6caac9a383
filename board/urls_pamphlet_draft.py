"""Addresses of a request on its way to the wards and after; under /board/pamphlets/."""

from django.urls import path

from board.views import pamphlet_change, pamphlet_confirm, pamphlet_draft

urlpatterns = [
    path("drafts/", pamphlet_draft.pamphlet_drafts, name="pamphlet-drafts"),
    path("approval/", pamphlet_change.asking_rule_edit, name="asking-rule-edit"),
    path("<int:pk>/edit/", pamphlet_draft.pamphlet_edit, name="pamphlet-edit"),
    path("<int:pk>/discard/", pamphlet_draft.pamphlet_discard, name="pamphlet-discard"),
    path("<int:pk>/copy/", pamphlet_draft.pamphlet_copy, name="pamphlet-copy"),
    path("<int:pk>/confirm/", pamphlet_confirm.pamphlet_confirm, name="pamphlet-confirm"),
    path("<int:pk>/submit/", pamphlet_confirm.pamphlet_submit, name="pamphlet-submit"),
    path("<int:pk>/propose/", pamphlet_confirm.pamphlet_propose, name="pamphlet-propose"),
    path("<int:pk>/take-back/", pamphlet_confirm.pamphlet_take_back, name="pamphlet-take-back"),
    path("<int:pk>/approve/", pamphlet_confirm.pamphlet_approve, name="pamphlet-approve"),
    path("<int:pk>/return/", pamphlet_confirm.pamphlet_return, name="pamphlet-return"),
    path("<int:pk>/change/", pamphlet_change.pamphlet_change, name="pamphlet-change"),
    path("<int:pk>/add-wards/", pamphlet_change.pamphlet_add_wards, name="pamphlet-add-wards"),
]
