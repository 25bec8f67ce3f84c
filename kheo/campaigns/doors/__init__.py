"""The campaign's common door on the web: the short address its letter prints, with the QR code of it."""
