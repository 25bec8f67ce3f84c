"""The forms of a call: blank, or for one unit with what is known of it filled in."""
