"""How what was read is measured against what stands in the file."""
