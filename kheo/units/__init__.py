"""Who: the tree of units with dates and successors, their spellings, and who may do what where."""
