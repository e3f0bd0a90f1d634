-- Hour of the day on the shop's clock.
-- current((((us + (utc_offset_s * 1000000)) // 3600000000) % 24)), over the session
-- unit hour, scope session, clock hour
WITH plain AS (
  SELECT
    ord,
    (
      (
        (
          us + (
            utc_offset_s * 1000000
          )
        ) // 3600000000
      ) % 24
    ) AS r0,
    (
      time_precision IN ('microsecond', 'millisecond', 'second', 'minute', 'hour')
    ) AS r1
  FROM visits
)
SELECT
  ord,
  CASE WHEN r1 THEN r0 END AS hour
FROM plain
