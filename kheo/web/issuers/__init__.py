"""Organs that issue papers: their names, who signs for them and how, and their register of numbers."""
