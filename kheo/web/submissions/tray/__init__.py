"""The tray: the list of all that came, letters with what they brought, and acts on several at once."""
