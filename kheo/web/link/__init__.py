"""What a unit sees behind its personal link: the way in, the form, the answer; no account is known here."""
