"""Makes an instance ready to run: its directory, its tables, its static files."""

from django.conf import settings
from django.core.management import call_command


def prepare() -> None:
    """Bring the instance up to this version; doing it again changes nothing."""
    settings.HOME.make()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["*.md"])
