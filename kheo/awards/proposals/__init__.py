"""The way from an entry or a person to a commendation: steps, quotas, clearances and what is warned of."""
