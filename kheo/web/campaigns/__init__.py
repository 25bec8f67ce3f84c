"""A campaign: its letter beside its rules, the draft to write it, publishing, papers issued, files let in."""
