"""What a reader can take away: one module for each format."""
