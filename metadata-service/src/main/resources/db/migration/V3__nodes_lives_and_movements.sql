create table node (
    name      text collate "C" primary key,
    url       text        not null,
    zone      text,
    state     text        not null check (state in ('JOINED', 'DRAINING', 'DEAD', 'REMOVED')),
    successor text collate "C" references node (name),
    listed    text,
    heard_at  timestamptz not null default now()
);
comment on column node.listed is 'What TINTYPE_NODES said of it when that was last followed; only a change of it is news';
comment on column node.heard_at is 'When it last answered any instance of metadata-service';

-- One row for each group; the assignments in the map follow from it.
create table group_life (
    group_no integer primary key,
    epoch    bigint not null,
    life     text   not null
);
comment on column group_life.life is 'JSON; a step is taken only from the epoch it was planned at';

alter table cluster
    add column replicas integer not null default 1 check (replicas > 0);

-- One row: what is done about groups that should be elsewhere.
create table rebalance (
    only_row boolean primary key default true check (only_row),
    run_no   bigint not null,
    state    text not null check (state in ('RUNNING', 'PAUSED', 'CANCELLED')),
    why      text not null,
    begun_at timestamptz not null default now(),
    stuck    text not null
);
insert into rebalance (run_no, state, why, stuck) values (0, 'RUNNING', 'first start', '[]');

create table movement (
    seq          bigint generated always as identity primary key,
    run_no       bigint  not null,
    group_no     integer not null,
    joining      text collate "C" references node (name),
    leaving      text collate "C" references node (name),
    bytes        bigint  not null,
    phase        text    not null
        check (phase in ('QUEUED', 'PULLING', 'VERIFYING', 'WAITING', 'DROPPING', 'DONE', 'CANCELLED')),
    note         text,
    images       bigint  not null default 0,
    images_total bigint  not null default 0,
    bytes_done   bigint  not null default 0,
    digest       text,
    begun_at     timestamptz,
    ended_at     timestamptz
);
comment on column movement.digest is 'Of the content that was read back on both nodes and found equal';
-- A group moves once at a time.
create unique index movement_under_way on movement (group_no)
    where phase in ('PULLING', 'VERIFYING', 'WAITING', 'DROPPING');
create index movement_open on movement (seq) where phase not in ('DONE', 'CANCELLED');

-- What looks through all groups once: one row for each kind, of its last run.
create table survey (
    kind         text primary key,
    state        text        not null check (state in ('RUNNING', 'DONE', 'FAILED')),
    repair       boolean     not null,
    groups       integer     not null,
    groups_total integer     not null,
    images       bigint      not null,
    findings     text        not null,
    reason       text,
    begun_at     timestamptz not null,
    seen_at      timestamptz not null
);
comment on column survey.seen_at is 'Set while it runs; one that is not seen for long has died with its instance';

-- Surveys ask for one group after the other.
create index image_of_group on image (group_no);
