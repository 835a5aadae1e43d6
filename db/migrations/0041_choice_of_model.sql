-- Two models are fitted to every shop; the fit says which one its forecasts come from and how well each did.
-- Fits made before knew one model only.
alter table model_fit add column model text not null default 'BG/NBD' check (model in ('BG/NBD', 'MBG/NBD'));
alter table model_fit add column candidates jsonb not null default '[]';
