"""The decision that commends (quyết định khen thưởng)."""
