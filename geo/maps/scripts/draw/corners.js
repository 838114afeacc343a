// Corners of lines and areas on the map of the world at zoom 0, of which every zoom is a multiple.

// A flat list of longitudes and latitudes, as pixels of zoom 0 of Web Mercator.
export function inWorld(degrees) {
  const world = new Float64Array(degrees.length);
  for (let k = 0; k < degrees.length; k += 2) {
    const latitude = Math.min(Math.max(degrees[k + 1], -85.051), 85.051);
    const sine = Math.sin((latitude * Math.PI) / 180);
    world[k] = 256 * (degrees[k] / 360 + 0.5);
    world[k + 1] = 256 * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
  }
  return world;
}

// The least x and y and the greatest x and y of all parts.
export function boxOf(parts) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  parts.forEach((part) => {
    for (let k = 0; k < part.length; k += 2) {
      box[0] = Math.min(box[0], part[k]);
      box[1] = Math.min(box[1], part[k + 1]);
      box[2] = Math.max(box[2], part[k]);
      box[3] = Math.max(box[3], part[k + 1]);
    }
  });
  return box;
}
