"""What tests, benchmarks and tools share: a running app and a browser."""
