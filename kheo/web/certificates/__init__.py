"""Certificates: designs, giving out, printing, printers, reissue, withdrawal; and the page behind the QR code."""
