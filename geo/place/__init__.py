"""Places: countries, cities, names, distances."""
