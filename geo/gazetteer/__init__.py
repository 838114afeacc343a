"""The gazetteer: its tables, their rules, and how they are loaded."""
