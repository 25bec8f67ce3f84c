"""Lays papers out as Word files by a rule set: page, head, text, tables, signature; no database in it."""
