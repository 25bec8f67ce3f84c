"""Addresses of signing in and out."""

from django.contrib.auth import views as auth
from django.urls import path, reverse_lazy

from kheo.web.people.inputs import NewPassword, SignIn

urlpatterns = [
    path(
        "sign-in/",
        auth.LoginView.as_view(
            template_name="people/sign_in.html", authentication_form=SignIn, redirect_authenticated_user=True
        ),
        name="sign-in",
    ),
    path("sign-out/", auth.LogoutView.as_view(), name="sign-out"),
    path(
        "password/",
        auth.PasswordChangeView.as_view(
            template_name="people/password.html", form_class=NewPassword, success_url=reverse_lazy("desk")
        ),
        name="password",
    ),
]
