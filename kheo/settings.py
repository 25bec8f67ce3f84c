"""Django settings: everything an office may change comes from its kheo.toml or the environment."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import environ
from csp.constants import NONE, SELF

from kheo.home import current

HOME = current()
_set = HOME.settings()
env = environ.Env()  # type: ignore[no-untyped-call]

SECRET_KEY = str(_set.get("secret_key") or os.environ.get("KHEO_SECRET_KEY", ""))
if not SECRET_KEY:
    # No instance yet: commands that need none (read, match from a file, doctor) still work, nothing is signed with it.
    SECRET_KEY = "no-instance-yet-" + "x" * 40
DEBUG = False
ALLOWED_HOSTS = [str(host) for host in cast("list[Any]", _set.get("hosts") or ["127.0.0.1", "localhost"])]
CSRF_TRUSTED_ORIGINS = [str(origin) for origin in cast("list[Any]", _set.get("origins") or [])]
# Where people outside reach the site, as letters and QR codes print it; without it nothing of the web is printed.
PUBLIC_ADDRESS = str(_set.get("address") or (CSRF_TRUSTED_ORIGINS[0] if CSRF_TRUSTED_ORIGINS else ""))
# How many proxies of our own stand before the site; the last of them names the browser it speaks for.
TRUSTED_PROXIES = int(cast("Any", _set.get("proxies") or 0))
# A unit's link serves so many days after the deadline: late answers are taken too.
LINK_DAYS_AFTER_DUE = int(cast("Any", _set.get("link_days", 60)))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "kheo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page asks for signing in unless it says otherwise.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
WEB = Path(__file__).parent / "web"
ROOT_URLCONF = "kheo.urls"
WSGI_APPLICATION = "kheo.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["kheo.web.marks"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kheo.web.navigation.navigation",
            ],
        },
    },
]

# SQLite: every transaction takes its write lock at once; with Django's default, writers that read first fail
# under load (see docs/decisions/0002-sqlite-settings.md).
_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(HOME.database),
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
        ),
    },
    "TEST": {"NAME": str(HOME.path / "test.sqlite3")},
}
DATABASES: dict[str, Any] = {"default": env.db_url("DATABASE_URL") if os.environ.get("DATABASE_URL") else _SQLITE}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The only place that knows which backend runs background work, and which module keeps its workers.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}
WORKFORCE = "kheo.background.database_queue"
# What the journal tells about each event once its transaction is committed.
JOURNAL_LISTENER = "kheo.reactions.follow"

STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(HOME.files)},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
STATIC_ROOT = HOME.path / "static"
WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
MAX_SUBMISSION_BYTES = 25 * 1024 * 1024

# Larger letters stay in the mailbox, unread. The hold on a mailbox while letters are fetched from it, and how long it
# is left in peace after a failure, at first. Waiting for letters (IDLE) may be switched off: then each minute.
MAX_LETTER_BYTES = 40 * 1024 * 1024
FETCHING_LEASE = timedelta(minutes=2)
FETCHING_REST = timedelta(seconds=30)
MAIL_IDLE = bool(_set.get("mail_idle", True))

# How many LibreOffices each process (web, worker) may keep for printing: some 200 MB each.
OFFICES = int(cast("int", _set.get("offices", 1)))

# A sender's claim on a letter; when it ends without a word, nobody knows whether the letter went out.
SENDING_LEASE = timedelta(minutes=15)
# How long our own copy of a letter may take to come; after that the letter surely did not go out.
COPY_GRACE = timedelta(minutes=int(cast("int", _set.get("copy_grace_minutes", 10))))
# More answers to one address in a day wait for a person: two programs may be talking to each other.
MOST_ANSWERS_A_DAY = int(cast("int", _set.get("most_answers_a_day", 10)))

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# A sign-in ends with the working day; behind HTTPS (https = true in kheo.toml) cookies never leave it.
HTTPS = bool(_set.get("https", False))
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
