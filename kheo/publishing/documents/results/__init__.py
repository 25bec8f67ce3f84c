"""The list of results: how each practice or exemplar ended, in the columns of the form units fill in."""
