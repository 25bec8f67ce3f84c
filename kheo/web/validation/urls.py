"""The address of the page for validating a paper."""

from django.urls import path

from kheo.web.validation import views

urlpatterns = [path("validation/", views.validation, name="validation")]
