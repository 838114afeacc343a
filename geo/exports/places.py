"""How exports say that a place is known no closer than within a circle."""

# A marker covers less than this where a country fills the screen; no wider circle goes undrawn.
WIDER_THAN_A_MARKER_M = 5_000.0
WITHIN = (
    "coordinate_uncertainty_m is a radius: the place, or a part of a site that is larger, lies "
    "within so many metres of the point"
)
FOOTPRINTS = (
    "A geometry that is no point is the ground that the place covers; latitude and longitude are "
    "then its point"
)
