"""The decision that recognises models (quyết định công nhận)."""
