import { Component, type ReactNode } from 'react';

import { defineTexts } from '#kernel/i18n';
import { ask } from '../ui/console/api.ts';
import { Button } from '../ui/console/button.tsx';
import { preferences } from '../ui/console/preferences.ts';

const texts = defineTexts({
  title: { en: 'This screen stopped working', zh: '此页面已停止工作' },
  text: {
    en: 'That is our fault. What was saved is safe, and drafts are kept in this tab. The other screens work.',
    zh: '这是系统的问题。已保存的内容是安全的，草稿仍保留在本标签页中，其他页面可正常使用。',
  },
  again: { en: 'Open the screen again', zh: '重新打开此页面' },
  report: { en: 'Report number', zh: '报告编号' },
  unsent: { en: 'The report could not be sent. Quote this line when you ask for help:', zh: '报告未能送达，求助时请附上此行：' },
});

interface Fault {
  readonly line: string;
  /** The server's number of the report; null when it was not reached, undefined while it is on its way. */
  readonly report?: string | null;
}

interface BoundaryProps {
  readonly children: ReactNode;
}

const MAX_STACK = 2000;

/** Catches what a screen breaks on, so that the rest of the console lives; reports it and shows the report's number. */
export class ErrorBoundary extends Component<BoundaryProps, { readonly fault: Fault | null }> {
  override state: { readonly fault: Fault | null } = { fault: null };

  static getDerivedStateFromError(error: unknown): { fault: Fault } {
    return { fault: { line: error instanceof Error ? `${error.name}: ${error.message}` : String(error) } };
  }

  override componentDidCatch(error: unknown): void {
    const line = String(error);
    const stack = error instanceof Error ? (error.stack ?? '').slice(0, MAX_STACK) : '';
    const told = ask<{ report: string }>('POST', '/api/console/faults', { body: { message: line.slice(0, MAX_STACK), stack } });
    const show = (report: string | null) => this.setState(({ fault }) => ({ fault: fault && { ...fault, report } }));
    told.then(
      ({ body }) => show(body.report),
      () => show(null),
    );
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (!fault) return this.props.children;
    const t = texts(preferences().language);
    return (
      <div className="page">
        <div className="card state error" role="alert">
          <h1>{t('title')}</h1>
          <p className="ink2">{t('text')}</p>
          <Button kind="primary" onClick={() => this.setState({ fault: null })}>
            {t('again')}
          </Button>
          <p className="tiny ink3">
            {fault.report && (
              <>
                {t('report')} <code>{fault.report}</code>
              </>
            )}
            {fault.report === null && (
              <>
                {t('unsent')} <code>{fault.line}</code>
              </>
            )}
          </p>
        </div>
      </div>
    );
  }
}
