"""PDF from Word files by resident LibreOffice processes: one profile each, checked, retried, its fonts tested."""
