"""Word templates with tags: the shipped ones, built from the rule set, and those an office edits in Word."""
