"""Who must be reminded, of what, when."""
