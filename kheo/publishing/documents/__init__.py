"""One folder a kind of paper: what it takes from the campaign and the tally, put into the shape of a Paper."""
