"""What was answered: registrations, results and conferences, each a kind of paper; versions are kept."""
