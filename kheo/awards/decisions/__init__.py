"""Decisions of recognition and commendation: prepared, held back, published together, cancelled, recovered."""
