-- Day of the week on the shop's clock, Monday 0.
-- current(((((us + (utc_offset_s * 1000000)) // 86400000000) + 3) % 7)), over the session
-- unit day, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    (
      (
        (
          (
            us + (
              utc_offset_s * 1000000
            )
          ) // 86400000000
        ) + 3
      ) % 7
    ) AS r0
  FROM visits
)
SELECT
  ord,
  r0 AS day_of_week
FROM plain
