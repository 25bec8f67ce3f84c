"""What may be given: awards with bodies and levels, coefficients and base wages by day, the terms of a campaign."""
