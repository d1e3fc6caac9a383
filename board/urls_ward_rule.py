"""Addresses of what the wards take (区の受入条件); under /board/pamphlets/."""

from django.urls import path

from board.views import ward_rule

urlpatterns = [
    path("wards/", ward_rule.ward_rule_list, name="ward-rule-list"),
    path("wards.xlsx", ward_rule.ward_rule_xlsx, name="ward-rule-xlsx"),
    path("wards/<int:pk>/", ward_rule.ward_rule_detail, name="ward-rule-detail"),
    path("rules/", ward_rule.ward_rule_edit, name="ward-rule-edit"),
    path("rules/places/", ward_rule.ward_place_add, name="ward-place-add"),
    path("rules/places/<int:pk>/", ward_rule.ward_place_edit, name="ward-place-edit"),
    path("rules/places/<int:pk>/close/", ward_rule.ward_place_close, name="ward-place-close"),
    path("rules/closures/", ward_rule.ward_closure_add, name="ward-closure-add"),
    path("rules/closures/<int:pk>/remove/", ward_rule.ward_closure_remove, name="ward-closure-remove"),
]
