"""Khéo runs an emulation movement for the office in charge of it."""
