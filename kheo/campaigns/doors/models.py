"""The common door of a campaign."""

from django.db import models

from kheo.campaigns.models import Campaign


class Door(models.Model):
    """A campaign's short address on the web, where a unit picks itself; the letter may print it with its QR code."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="door")
    # As people type it from paper: six digits of base 32 without look-alikes.
    code = models.CharField(max_length=12, unique=True)
    # Shut: the address is answered like one that never was.
    open = models.BooleanField(default=True)
    in_letter = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code
