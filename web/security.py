"""The headers that keep a page in bounds, sent with every answer of the app.

``Strict-Transport-Security`` is not among them: what ends TLS sends it (deploy/nginx.conf).
"""

from geo.maps.tiles import TILES, choices


def _tile_hosts() -> list[str]:
    """The hosts of the tile layers a reader may choose."""
    return sorted("/".join(layer["url"].split("/")[:3]) for layer in choices(TILES).values())


# Streamlit and streamlit-folium run scripts made at run time, so inline and eval stay allowed;
# everything must come from here, save the pictures of the tile layers a reader may choose.
# Any site over https, and one on the reader's own machine, may embed the app.
_POLICY = {
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-inline'", "'unsafe-eval'", "blob:"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", *_tile_hosts()],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'", "data:", "blob:"],
    "worker-src": ["'self'", "blob:"],
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'", "https:", "http://localhost:*", "http://127.0.0.1:*"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
}
_UNUSED = ("camera", "geolocation", "microphone", "payment", "usb")

HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {' '.join(v)}" for name, v in _POLICY.items()),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
