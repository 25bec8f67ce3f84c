"""Runs one pure function over untrusted bytes in a separate process with limits; knows nothing of what is read."""
