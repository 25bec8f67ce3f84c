"""Letters in and out: raw bytes to a letter with its attachments; no Django in it."""
