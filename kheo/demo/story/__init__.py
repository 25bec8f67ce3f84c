"""The two seed campaigns as they might have gone: who sent what, when and how; told through the front doors."""
