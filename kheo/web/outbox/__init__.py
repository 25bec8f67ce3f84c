"""Letters that go out: the list, one letter with its words and its fate, and letting held ones go."""
