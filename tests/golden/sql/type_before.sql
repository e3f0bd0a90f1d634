-- The action before it in this session.
-- current(previous_type), over the session
-- unit event type, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    previous_type
  FROM visits
)
SELECT
  ord,
  previous_type AS type_before
FROM plain
