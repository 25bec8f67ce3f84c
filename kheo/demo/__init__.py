"""The sample generator and the two seed campaigns played through the front doors."""
