import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.asked import Asked, ask
from tests.cast import make_cast
from tests.web.arrivals import publish

PASSWORD = "mot-mat-khau-dai"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip("không có Chromium trên máy này (apt install chromium)")
    # Playwright's loop is in this thread; Django's checks for one would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def asked(transactional_db: None) -> Asked:
    cache.clear()
    found = ask(make_cast())
    publish(found)
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()
    return found


@pytest.fixture
def opened(chromium: Browser, live_server: LiveServer) -> Iterator[Opened]:
    """A page of the live server; whatever the console or the content policy complains of fails the test."""
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    contexts = []

    def page(**options: object) -> Page:
        context = chromium.new_context(base_url=live_server.url, locale="vi-VN", **options)  # type: ignore[arg-type]
        contexts.append(context)
        made = context.new_page()
        made.on("console", complain)
        made.on("pageerror", lambda error: complaints.append(str(error)))
        return made

    yield page
    for context in contexts:
        context.close()
    assert complaints == []
