"""What touches the bytes of a template an office sent: runs confined, knows no database and no rule set."""
