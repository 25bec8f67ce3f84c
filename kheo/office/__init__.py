"""Reads office files of every age (workbooks, documents, PDF, scans) and the Vietnamese in them; no Django in it."""
