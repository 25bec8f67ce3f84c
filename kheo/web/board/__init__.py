"""The board of a campaign: who owes what by call and bloc, one unit's duty, and what the office decides on it."""
