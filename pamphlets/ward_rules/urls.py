from django.urls import path

from pamphlets.ward_rules import views

urlpatterns = [
    path("pamphlets/wards/", views.ward_rule_list, name="ward-rule-list"),
    path("pamphlets/wards.xlsx", views.ward_rule_xlsx, name="ward-rule-xlsx"),
    path("pamphlets/wards/<int:pk>/", views.ward_rule_detail, name="ward-rule-detail"),
    path("pamphlets/rules/", views.ward_rule_edit, name="ward-rule-edit"),
    path("pamphlets/rules/places/", views.ward_place_add, name="ward-place-add"),
    path("pamphlets/rules/places/<int:pk>/", views.ward_place_edit, name="ward-place-edit"),
    path("pamphlets/rules/places/<int:pk>/close/", views.ward_place_close, name="ward-place-close"),
    path("pamphlets/rules/closures/", views.ward_closure_add, name="ward-closure-add"),
    path("pamphlets/rules/closures/<int:pk>/remove/", views.ward_closure_remove, name="ward-closure-remove"),
]
