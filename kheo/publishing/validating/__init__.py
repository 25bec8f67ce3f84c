"""Reads a paper back and compares it with its rule set; each departure says where, what was found, what is wanted."""
