"""What is thought of it: councils, scores, decisions and commendations."""
