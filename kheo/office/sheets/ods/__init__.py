"""OpenDocument workbooks (.ods): what is written once and repeated stays within bounds."""
