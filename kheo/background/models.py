"""Which workers are alive, and when the clock last started what."""

from django.db import models


class Heartbeat(models.Model):
    """A worker says here that it lives; one that has been silent for long has died with its tasks in its hands."""

    worker = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.worker} {self.at:%Y-%m-%d %H:%M:%S}"


class Round(models.Model):
    """When a regular piece of work was last started, so that several clocks start it once."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.started_at:%Y-%m-%d %H:%M:%S}"
