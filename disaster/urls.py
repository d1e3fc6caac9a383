from django.urls import path

from disaster import views

app_name = "disaster"
urlpatterns = [
    path("", views.disaster_list, name="disaster-list"),
    path("support.csv", views.support_csv, name="support-csv"),
    path("support.xlsx", views.support_xlsx, name="support-xlsx"),
    path("<int:pk>/", views.disaster_detail, name="disaster-detail"),
]
