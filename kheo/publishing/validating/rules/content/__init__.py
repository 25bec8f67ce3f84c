"""The text: căn cứ, paragraphs, their closing marks."""
