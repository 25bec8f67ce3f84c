"""Reads a .docx or a text file as it looks, without any code of the layout; runs in the confined process."""
