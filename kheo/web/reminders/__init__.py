"""Reminders of a campaign: which steps the clock keeps, whom each would write to and what, sending one at once."""
