/** How much of the district's deadlines a feed shows. */
export type FeedScope = 'mine' | 'department' | 'district';

/** Tables of the calendar feeds. */
export interface CalendarFeedTables {
  operations_calendar_feed: {
    id: string;
    person_id: string;
    scope: FeedScope;
    label: string;
    secret_digest: string;
    created_at: Date;
    last_read_at: Date | null;
    revoked_at: Date | null;
  };
}
