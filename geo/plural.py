"""Numbers of things in words: "1 row", "2,000 rows", "3.9 MB"."""


def counted(number: int, thing: str, things: str = "") -> str:
    """Return a number with its thing; ``things`` is the plural where it is not ``thing`` + "s"."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def counted_range(low: int, high: int, thing: str) -> str:
    """Return a number that may be known as a range only: "1 base", "9 to 11 bases"."""
    return counted(low, thing) if low == high else f"{low:,} to {counted(high, thing)}"


def file_size(size: int) -> str:
    """Return a number of bytes as files are measured: "19 KB", "3.9 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)):,} KB"
    return f"{size / 1_000_000:,.1f} MB"
