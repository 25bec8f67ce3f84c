"""The same thing twice: entries whose text or person was put forward before, found among a million."""
