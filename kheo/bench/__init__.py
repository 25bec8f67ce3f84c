"""The benchmarks behind `kheo bench`, over data made by a seeded generator."""
