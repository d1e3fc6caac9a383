from django.urls import path

from inquiries.results import views

urlpatterns = [
    path("<int:pk>/results/", views.result_list, name="result-list"),
    path("<int:pk>/results/<int:answer_pk>/", views.result_detail, name="result-detail"),
    path("<int:pk>/counts/", views.count_list, name="count-list"),
    path("<int:pk>/results.xlsx", views.result_xlsx, name="result-xlsx"),
]
