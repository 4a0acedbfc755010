-- Ids sort by the time they were made, in the byte order of their texts.
create table image (
    id          char(26) collate "C" primary key,
    group_no    integer     not null,
    deleted_at  timestamptz,
    manifest    text,
    rendered_at timestamptz,
    failure     text
);
comment on column image.manifest is 'JSON as on the disks; absent when another event came before image.stored';

-- What a list shows: neither deleted, nor only heard of.
create index image_listed on image (id desc) where deleted_at is null and manifest is not null;

-- Deletions that are certain, and still have to be told to everybody else.
create table outbox (
    seq      bigint generated always as identity primary key,
    image_id char(26)    not null,
    group_no integer     not null,
    at       timestamptz not null
);

-- One row: this cluster, and its newest map.
create table cluster (
    id          uuid primary key,
    only_row    boolean not null default true unique check (only_row),
    group_count integer not null,
    map_version bigint  not null
);

create table map_snapshot (
    version bigint primary key,
    made_at timestamptz not null default now(),
    why     text        not null,
    map     text        not null
);
