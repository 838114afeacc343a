"""Time: dates as known, the as-of rule, tenures."""
