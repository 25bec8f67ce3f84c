"""What an officer does with submissions at the desk: decide whose, mend, accept, give back, put aside; and undo it."""
