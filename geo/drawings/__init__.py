"""Small drawings as HTML; places across are per cent of the width, so that they fit any."""
