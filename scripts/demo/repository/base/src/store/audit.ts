export type AuditEntry = { order: string; action: string; by: string };

export class AuditLog {
  readonly entries: AuditEntry[] = [];

  /** Rejects when the audit service is down; callers must not report success then. */
  async write(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
  }
}
