"""Filled forms in every format offices receive, made by real programs, each with what reading it must give."""
