-- The action just taken.
-- current(type), over the session
-- unit event type, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    type
  FROM visits
)
SELECT
  ord,
  type AS latest_type
FROM plain
