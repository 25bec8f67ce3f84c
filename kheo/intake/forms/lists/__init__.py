"""Forms with a line a model: the tables that are forms, and the lines below their headings."""
