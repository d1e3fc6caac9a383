from django.urls import path

from inquiries.drafts import views

urlpatterns = [
    path("new/", views.inquiry_create, name="inquiry-create"),
    path("drafts/", views.inquiry_drafts, name="inquiry-drafts"),
    path("templates/", views.inquiry_templates, name="inquiry-templates"),
    path("templates/new/", views.template_create, name="template-create"),
    path("<int:pk>/edit/", views.inquiry_edit, name="inquiry-edit"),
    path("<int:pk>/copy/", views.inquiry_copy, name="inquiry-copy"),
    path("<int:pk>/make-template/", views.inquiry_make_template, name="inquiry-make-template"),
    path("<int:pk>/discard/", views.inquiry_discard, name="inquiry-discard"),
]
