"""What was put forward: lists with filter, search and sort, as .xlsx, and one entry with where it came from."""
