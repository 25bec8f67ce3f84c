"""A paper on its way to the signature: drafted from figures, its words edited, previewed, issued under a number."""
