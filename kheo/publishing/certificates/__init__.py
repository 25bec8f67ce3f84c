"""Certificates: positioned text on a page of any size, with or without background, one by one or a thousand at once."""
