"""The urging letter (công văn đôn đốc): how far units have come by bloc, and who still owes what."""
