alter table image
    add column blur_hash   text,
    add column colour      char(7),
    add column pictured_at timestamptz,
    add column damaged     boolean not null default false;
comment on column image.pictured_at is 'Of the event that the placeholder is from: the newest that brought one';
comment on column image.damaged is 'Some variant shows only what could be read of the original';
