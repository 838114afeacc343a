"""What is read from a gazetteer: selections, views, changes, statements, citations."""
