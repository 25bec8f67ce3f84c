"""What a letter holds: its own words, and every file it brings, however deep or oddly it is packed."""
