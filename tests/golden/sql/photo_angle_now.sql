-- Angle of the photo clicked.
-- current("photo_angle"), over the session
-- unit angle, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    "photo_angle" AS r0
  FROM visits
)
SELECT
  ord,
  r0 AS photo_angle_now
FROM plain
