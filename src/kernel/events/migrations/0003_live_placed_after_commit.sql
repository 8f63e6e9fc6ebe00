-- Live rows get their place after the commit, by whoever holds the district's lock: writers wait for nobody, not even for each other's
-- commits. Only then do they become visible to those who follow. One row can be of several topics and is still one event.
drop trigger kernel_live_placed on kernel_live;
drop function kernel_live_place();

alter table kernel_live add column topics text[];
update kernel_live set topics = array[topic];
alter table kernel_live
  alter column topics set not null,
  drop column topic,
  add constraint kernel_live_topics check (cardinality(topics) > 0);

create index kernel_live_unplaced on kernel_live (id) where position is null;
