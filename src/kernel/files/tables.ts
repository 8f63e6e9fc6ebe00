import type { Generated } from 'kysely';

/** Tables of the files service. */
export interface FileTables {
  kernel_file: {
    /** SHA-256 of the content, in lower-case hexadecimal. */
    hash: string;
    size: string;
    type: string;
    created_at: Date;
  };
  kernel_attachment: {
    id: string;
    file_hash: string;
    /** The record it belongs to, as `table/id`; null while it is on its way. */
    record: Generated<string | null>;
    name: string;
    owner_id: string;
    /** SHA-256 of the bytes as they were sent, before anything was removed. */
    sent_hash: string;
    metadata: 'none' | 'stripped' | 'kept';
    created_at: Date;
    attached_at: Generated<Date | null>;
  };
}
