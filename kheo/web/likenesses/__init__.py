"""Pairs of entries that are alike, side by side, for the office to judge; units never see each other's texts."""
