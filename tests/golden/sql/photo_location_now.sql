-- Where on the page the photo stood that was clicked.
-- current("photo_location"), over the session
-- unit place, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    "photo_location" AS r0
  FROM visits
)
SELECT
  ord,
  r0 AS photo_location_now
FROM plain
