"""What goes out: numbered, fingerprinted official papers made from snapshots."""
