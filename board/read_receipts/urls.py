from django.urls import path

from board.read_receipts import views

urlpatterns = [
    path("topics/<int:pk>/readings/", views.read_receipt_list, name="read-receipt-list"),
    path("topics/<int:pk>/readings.xlsx", views.read_receipt_xlsx, name="read-receipt-xlsx"),
]
