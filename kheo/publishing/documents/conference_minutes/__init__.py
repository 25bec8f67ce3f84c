"""The minutes of a conference (biên bản hội nghị)."""
