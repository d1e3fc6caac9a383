from django.urls import path

from members.users import views

urlpatterns = [
    path("unrepresented/", views.unrepresented_list, name="unrepresented-list"),
    path("unrepresented/<int:pk>/name/", views.representative_appoint, name="representative-appoint"),
]

organization_urlpatterns = [
    path("people/", views.person_list, name="person-list"),
    path("people/invite/", views.person_invite, name="person-invite"),
    path("people/<int:pk>/", views.person_detail, name="person-detail"),
    path("people/<int:pk>/change/", views.person_change, name="person-change"),
    path("people/<int:pk>/invite-again/", views.person_invite_again, name="person-invite-again"),
    path("people/<int:pk>/reached/", views.person_reached, name="person-reached"),
    path("people/<int:pk>/end/", views.person_end, name="person-end"),
]
