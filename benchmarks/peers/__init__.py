"""Apps that do what their libraries suggest, to be measured beside ours."""
