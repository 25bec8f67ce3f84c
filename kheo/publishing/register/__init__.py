"""The number register: one series per organ, period and type of paper; numbers are given at issue and never twice."""
