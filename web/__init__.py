"""The app over HTTP: addresses, the head of each page, security headers, what robots ask for."""
