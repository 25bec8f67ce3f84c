"""Who signs, and how; the two sides of minutes."""
