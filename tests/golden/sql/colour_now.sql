-- Colour of the product at hand.
-- current("colour"), over the session
-- unit colour, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    "colour" AS r0
  FROM visits
)
SELECT
  ord,
  r0 AS colour_now
FROM plain
