"""The settings of the suite: kheo's own, on an instance that is thrown away."""

import os
import tempfile

os.environ["KHEO_HOME"] = tempfile.mkdtemp(prefix="kheo-test-")
os.environ["KHEO_SECRET_KEY"] = "only-for-tests-" + "x" * 40

from kheo.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
# Whitenoise warns where its folder is missing; nothing is collected into it for tests.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
