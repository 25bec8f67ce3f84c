"""Servers of others, started on this machine for measurements and tests."""
