"""Who issues papers: organs with their regime, symbol and seal, and the people who sign for them."""
