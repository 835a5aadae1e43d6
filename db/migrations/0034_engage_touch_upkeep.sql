-- Touches pass through the index of due ones quickly; what they leave there is walked over until it is vacuumed away.
alter table touch set (
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 1000,
  autovacuum_analyze_scale_factor = 0.05
);
