"""The guidance (hướng dẫn): how it is done and sent."""
