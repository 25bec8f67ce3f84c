"""Paper: PDFs with text, scans and photographs, read into the same tables and lines as office files."""
