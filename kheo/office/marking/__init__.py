"""A sender's own file given back with the cells to look at coloured and commented, and nothing else of it touched."""
