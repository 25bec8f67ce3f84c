"""Runs background work: the worker, its heartbeat, what takes up the work of a dead one, and the clock."""
