"""Word documents of every age: their tables and the paragraphs around them."""
