"""The minutes of a council's meeting (biên bản họp hội đồng)."""
