"""The checks, by component: each takes the parts of a paper and the rule set, and yields departures."""
