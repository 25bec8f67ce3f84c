"""Settings of the mail services offices use, as their makers publish them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Preset:
    """`fields` fill the form; `advice`, a line a paragraph, says how to get what the form asks for."""

    title: str
    advice: str
    fields: Mapping[str, object] = field(default_factory=dict)


_TLS = {"imap_port": 993, "imap_security": "tls"}

PRESETS: dict[str, Preset] = {
    "gmail": Preset(
        "Gmail, Google Workspace",
        "Bật xác minh hai bước cho tài khoản, rồi tạo “mật khẩu ứng dụng” 16 chữ ở trang Tài khoản Google, mục "
        "Bảo mật; dán mật khẩu ấy vào đây.\n"
        "Tài khoản cơ quan (Workspace) không cho mật khẩu ứng dụng thì chọn OAuth 2.0.",
        {
            **_TLS,
            "imap_host": "imap.gmail.com",
            "smtp_host": "smtp.gmail.com",
            "smtp_port": 465,
            "smtp_security": "tls",
            "token_url": "https://oauth2.googleapis.com/token",
        },
    ),
    "microsoft": Preset(
        "Outlook, Microsoft 365",
        "Microsoft không còn nhận mật khẩu của chương trình: chọn OAuth 2.0.\n"
        "Người quản trị Microsoft 365 đăng ký một ứng dụng (Microsoft Entra ID), cho quyền IMAP.AccessAsUser.All, "
        "SMTP.Send và offline_access, rồi lấy mã ứng dụng (client ID), khóa bí mật và refresh token cho hộp thư.",
        {
            **_TLS,
            "imap_host": "outlook.office365.com",
            "smtp_host": "smtp.office365.com",
            "smtp_port": 587,
            "smtp_security": "starttls",
            "sign_in": "oauth2",
            "token_url": "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        },
    ),
    "province": Preset(
        "Thư công vụ của tỉnh",
        "Tên máy chủ do đơn vị quản trị thư công vụ của tỉnh cấp, thường dạng mail.<tên tỉnh>.gov.vn; hỏi cả cổng và "
        "kiểu bảo mật nếu khác số điền sẵn dưới đây.\n"
        "Tên đăng nhập thường là cả địa chỉ thư.",
        {**_TLS, "smtp_port": 587, "smtp_security": "starttls"},
    ),
}
