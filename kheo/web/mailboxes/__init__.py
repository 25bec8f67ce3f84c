"""The office's mailboxes: their state, their settings, whether they can be reached."""
