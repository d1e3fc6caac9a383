"""Addresses of those who ask: writing an inquiry, sending it, its end."""

from django.urls import path

from inquiries.views import asking, asking_confirm, asking_open, asking_questions

urlpatterns = [
    path("new/", asking.inquiry_create, name="inquiry-create"),
    path("drafts/", asking.inquiry_drafts, name="inquiry-drafts"),
    path("templates/", asking.inquiry_templates, name="inquiry-templates"),
    path("templates/new/", asking.template_create, name="template-create"),
    path("<int:pk>/edit/", asking.inquiry_edit, name="inquiry-edit"),
    path("<int:pk>/questions/", asking_questions.inquiry_questions, name="inquiry-questions"),
    path("<int:pk>/confirm/", asking_confirm.inquiry_confirm, name="inquiry-confirm"),
    path("<int:pk>/send/", asking_confirm.inquiry_send, name="inquiry-send"),
    path("<int:pk>/copy/", asking.inquiry_copy, name="inquiry-copy"),
    path("<int:pk>/make-template/", asking.inquiry_make_template, name="inquiry-make-template"),
    path("<int:pk>/discard/", asking.inquiry_discard, name="inquiry-discard"),
    path("<int:pk>/due/", asking_open.inquiry_due, name="inquiry-due"),
    path("<int:pk>/add/", asking_open.inquiry_add, name="inquiry-add"),
    path("<int:pk>/close/", asking_open.inquiry_close, name="inquiry-close"),
    path("<int:pk>/withdraw/", asking_open.inquiry_withdraw, name="inquiry-withdraw"),
]
