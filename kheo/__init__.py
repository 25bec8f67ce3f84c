"""Khéo runs an emulation movement for the office in charge of it."""

__version__ = "0.1.0"
