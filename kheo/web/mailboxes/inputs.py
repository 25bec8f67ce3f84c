"""What an officer types to connect a mailbox. Secrets go in and never come out: a field left empty keeps them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from kheo.mail.tokens import is_loopback
from kheo.post.mailboxes.settling import BOUND_TO_SECRET, Secrets
from kheo.post.models import Mailbox
from kheo.units.models import Unit

_WHO = ("address", "name", "office")
_SIGNING_IN = ("sign_in", "username", "secret")
_OAUTH = ("token_url", "client_id", "client_secret")
_FETCHING = ("imap_host", "imap_port", "imap_security", "folder", "done_folder", "since")
_SENDING = ("smtp_host", "smtp_port", "smtp_security", "answering", "per_minute", "copies_itself")
_PLAIN = tuple(name for name in (*_WHO, *_SIGNING_IN, *_OAUTH, *_FETCHING, *_SENDING) if "secret" not in name)
_LABELS = {
    "address": "Địa chỉ thư",
    "name": "Tên người gửi hiện trong thư",
    "office": "Của cơ quan",
    "sign_in": "Đăng nhập bằng",
    "username": "Tên đăng nhập",
    "token_url": "Địa chỉ lấy mã truy cập (token URL)",
    "client_id": "Mã ứng dụng (client ID)",
    "imap_host": "Máy chủ nhận (IMAP)",
    "imap_port": "Cổng",
    "imap_security": "Bảo mật",
    "folder": "Thư mục lấy thư",
    "done_folder": "Chuyển thư đã lấy vào thư mục",
    "since": "Chỉ lấy thư từ ngày",
    "smtp_host": "Máy chủ gửi (SMTP)",
    "smtp_port": "Cổng",
    "smtp_security": "Bảo mật",
    "answering": "Thư trả lời đơn vị",
    "per_minute": "Gửi nhiều nhất mỗi phút (thư)",
    "copies_itself": "Mỗi thư gửi đi có một bản về chính hộp thư này",
}
_HELP = {
    "address": "Trùng với địa chỉ thư ghi trong công văn thì thư đến hộp này được tính cho đợt ấy.",
    "username": "Thường là cả địa chỉ thư.",
    "done_folder": "Để trống: thư ở nguyên chỗ cũ và được đánh dấu đã đọc.",
    "since": "Để trống: từ ngày phát hành đợt đang mở.",
    "smtp_host": "Để trống thì hộp này chỉ nhận, không gửi.",
    "per_minute": "Nhà cung cấp khóa hộp thư gửi quá nhanh; 20 là mức an toàn.",
    "copies_itself": "Cơ quan giữ được bản lưu, và mất điện giữa chừng không làm thư đi hai lần.",
}


class Settings(forms.ModelForm[Mailbox]):
    """`offices` are the nodes the person is an officer of."""

    secret = forms.CharField(
        label="Mật khẩu hoặc refresh token",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    client_secret = forms.CharField(
        label="Khóa bí mật của ứng dụng (client secret)",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    token_url = forms.URLField(label=_LABELS["token_url"], required=False, max_length=250, assume_scheme="https")

    class Meta:
        model = Mailbox
        fields = _PLAIN
        labels = _LABELS
        help_texts = _HELP
        widgets = {"since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}  # noqa: RUF012 Django's

    def __init__(self, *args: Any, offices: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.fields["office"]
        assert isinstance(office, forms.ModelChoiceField)
        office.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in offices]).order_by("path")
        office.empty_label = None
        kept = bool(self.instance.pk and self.instance.sealed_secret)
        self.fields["secret"].help_text = (
            "Để trống: giữ mật khẩu đã lưu." if kept else "Được mã hóa, không hiện lại nữa."
        )
        self.fields["client_secret"].help_text = (
            "Để trống: giữ khóa đã lưu." if self.instance.pk and self.instance.sealed_client_secret else ""
        )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for way in ("imap", "smtp"):
            if said.get(f"{way}_security") == Mailbox.Security.NONE and not is_loopback(said.get(f"{way}_host", "")):
                self.add_error(
                    f"{way}_security", "Chỉ không mã hóa với máy chủ trên chính máy này; chọn TLS hoặc STARTTLS."
                )
        if said.get("sign_in") == Mailbox.SignIn.OAUTH2:
            for name in ("token_url", "client_id"):
                if not said.get(name):
                    self.add_error(name, "Cần ghi khi đăng nhập bằng OAuth 2.0.")
        self._secret_goes_nowhere_else(said)
        return said

    @property
    def secrets(self) -> Secrets:
        return Secrets(self.cleaned_data["secret"], self.cleaned_data["client_secret"])

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields as they stand on the page, group by group."""
        named = (
            ("Hộp thư", _WHO),
            ("Đăng nhập", _SIGNING_IN),
            ("OAuth 2.0", _OAUTH),
            ("Nhận thư", _FETCHING),
            ("Gửi thư", _SENDING),
        )
        return [(title, [self[name] for name in names]) for title, names in named]

    def _secret_goes_nowhere_else(self, said: dict[str, Any]) -> None:
        """A sealed secret is sent only to the servers it was typed in for."""
        if said.get("secret"):
            return
        if not self.instance.pk:
            self.add_error("secret", "Hãy nhập mật khẩu hoặc refresh token.")
        elif any(name in self.changed_data for name in BOUND_TO_SECRET):
            self.add_error("secret", "Đã đổi máy chủ hoặc tài khoản: hãy nhập lại mật khẩu hoặc refresh token.")
