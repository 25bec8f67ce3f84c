"""A unit's own page: what it owes, what is missing, what it sent; and finding a unit by what people call it."""
