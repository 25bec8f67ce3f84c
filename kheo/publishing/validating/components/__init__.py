"""Finds the components of a paper in what is seen of it, whatever office and program it comes from."""
