alter table movement add column urgent boolean not null default false;
comment on column movement.urgent is 'The group has lost a copy; other movements can wait';
