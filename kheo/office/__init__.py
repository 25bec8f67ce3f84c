"""Reads and writes office files (.xlsx, .docx, .csv) and the Vietnamese wording in them; no Django in it."""
