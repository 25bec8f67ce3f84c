"""The office's post: its mailboxes, what was fetched from them, and the letters that go out."""
