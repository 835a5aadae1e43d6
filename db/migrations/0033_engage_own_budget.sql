-- What is a member's own: her budget by how she responds, and the quiet hours she chose.

alter table trust_policy
  add column adapts boolean not null default true,
  add column budget_floor double precision not null default 0.5,
  add column budget_ceiling double precision not null default 4,
  -- When members' own budgets were last found from their responses.
  add column adapted_at timestamptz;

alter table trust_account
  -- Her budget is the shop's times this factor, between floor and ceiling; own_why says what it was found from.
  add column own_factor double precision,
  add column own_why jsonb,
  -- Both or neither: they take the place of the shop's quiet hours.
  add column quiet_from text,
  add column quiet_until text;
