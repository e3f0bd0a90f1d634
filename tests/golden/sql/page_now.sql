-- The page at hand.
-- current(page), over the session
-- unit page, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    page
  FROM visits
)
SELECT
  ord,
  page AS page_now
FROM plain
