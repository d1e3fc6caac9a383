from django.urls import path, re_path

from members.confirmation_answers import views

urlpatterns = [
    re_path(r"^proof/answer/(?P<number>[0-9]{8})/$", views.entry_answer, name="entry-answer"),
    path("rounds/entries/<int:pk>/", views.entry_detail, name="entry-detail"),
    path("rounds/entries/<int:pk>/resend/", views.entry_resend, name="entry-resend"),
    path("rounds/entries/<int:pk>/telephone/", views.entry_telephone, name="entry-telephone"),
    path("rounds/entries/<int:pk>/bounced/", views.entry_bounced, name="entry-bounced"),
    path("rounds/entries/<int:pk>/reached/", views.entry_reached, name="entry-reached"),
]

organization_urlpatterns = [
    path("confirm/", views.organization_confirm, name="organization-confirm"),
]
