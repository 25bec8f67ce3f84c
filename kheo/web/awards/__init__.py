"""From entries to awards: the funnel, proposals, the council's table, decisions, the office's catalogue."""
