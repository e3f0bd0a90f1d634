-- Whether the product at hand is priced above its category's mean (1) or not (2).
-- current("price_2"), over the session
-- unit code, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    "price_2" AS r0
  FROM visits
)
SELECT
  ord,
  r0 AS dear_now
FROM plain
