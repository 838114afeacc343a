// Markers that would lie on each other, pushed apart.

const FAR_ZOOM = 4.25;
const FAR_HALF_PX = 9;

// Half the room of a marker at a zoom: seen from very far they may cover each other by a third, or
// few would stand where they are.
export function roomAt(zoom, half) {
  return zoom < FAR_ZOOM ? FAR_HALF_PX : half;
}

export function pushApart(points) {
  let moved = false;
  for (let i = 0; i < points.length; i += 1) {
    for (let j = i + 1; j < points.length; j += 1) {
      const a = points[i];
      const b = points[j];
      let dx = b.x - a.x;
      const dy = b.y - a.y;
      const apart = a.half + b.half;
      if (Math.abs(dx) >= apart || Math.abs(dy) >= apart) continue;
      const distance = Math.hypot(dx, dy);
      if (distance >= apart) continue;
      if (distance < 0.01) dx = 1;
      const push = (apart - distance) / 2 + 0.3;
      const unit = distance < 0.01 ? 1 : distance;
      a.x -= (dx / unit) * push;
      a.y -= (dy / unit) * push;
      b.x += (dx / unit) * push;
      b.y += (dy / unit) * push;
      moved = true;
    }
  }
  return moved;
}
