"""What only a person can answer before a submission counts."""
