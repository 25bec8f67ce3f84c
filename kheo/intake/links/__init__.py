"""Personal links: a unit answers on a page made from the call's paper, without an account or a password."""
