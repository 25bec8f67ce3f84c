"""Papers are signed elsewhere: the bundle that goes out, the signed copy that comes back and closes the paper."""
