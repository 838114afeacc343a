"""Gazetteers in tables: files of Parquet and databases, asked by an engine, never loaded whole."""
