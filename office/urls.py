"""/files/<uuid>/"""

from django.urls import path

from office import views

app_name = "office"
urlpatterns = [path("<uuid:pk>/", views.file, name="file")]
