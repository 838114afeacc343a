"""What a reader can download: one module for each format."""
