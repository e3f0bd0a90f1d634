-- Place in its list of the product at hand, 1 at the top.
-- current("list_position"), over the session
-- unit place, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    "list_position" AS r0
  FROM visits
)
SELECT
  ord,
  r0 AS list_position_now
FROM plain
