"""Filled forms as units print and scan them: a page of Word, its PDF, what a scanner or a phone makes of it."""
