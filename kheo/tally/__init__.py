"""What it adds up to: who owes, figures, lists, and snapshots as of a moment; writes nothing but snapshots."""
