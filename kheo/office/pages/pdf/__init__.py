"""PDFs that carry their text and rules: no picture is looked at."""
