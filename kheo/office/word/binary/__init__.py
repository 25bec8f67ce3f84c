"""The parts of a Word 97-2003 document, by the names of [MS-DOC]: header, pieces of text, properties, styles, rows."""
