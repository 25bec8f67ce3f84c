"""How a form is found among tables and understood: headings, section rows, lines, the unit in the head."""
