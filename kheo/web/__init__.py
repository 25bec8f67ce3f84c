"""Screens; the only part which speaks HTTP; decides nothing."""
