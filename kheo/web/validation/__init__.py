"""The page that compares an uploaded paper with a rule set; nothing of the file is kept."""
