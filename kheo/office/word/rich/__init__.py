"""The parts of an RTF document: its words, its fonts, its rows."""
