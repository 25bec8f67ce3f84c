"""Workbooks of every age: each sheet's cells as the sheet shows them."""
