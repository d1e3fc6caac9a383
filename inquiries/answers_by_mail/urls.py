from django.urls import path

from inquiries.answers_by_mail import views

urlpatterns = [
    path("by-mail/<slug:number>/", views.inquiry_by_mail, name="inquiry-by-mail"),
    path("by-mail/<slug:number>/files/<uuid:pk>/", views.inquiry_by_mail_file, name="inquiry-by-mail-file"),
]
